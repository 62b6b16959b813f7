namespace Lanewise.Kernels;

/// <summary>
/// Functions of float32 lanes, one to a file, each with its formula and error. No step fuses a multiply with an
/// add, so a function gives the same bits in every width, variant and host. Where a file says "minimax", the
/// coefficients are Remez fits made for Lanewise. Errors are the largest found against double arithmetic, in
/// units in the last place, over ten million samples of all float32 patterns.
/// </summary>
/// <remarks>
/// Exceptional values are those of ECMAScript's Math. The exponential and the activations built on it are inlined into
/// their loops; the other large functions exist once in a module, and loops call them.
/// </remarks>
public static partial class VectorMath
{
    private const float PiHigh = 3.1415927410125732f;
    private const float PiLow = -8.742277657347586e-08f;
    private const float HalfPiHigh = 1.5707963705062866f;
    private const float HalfPiLow = -4.371138828673793e-08f;
    private const int SignBit = int.MinValue;

    /// <summary>The magnitude of <paramref name="magnitude"/>, which must not be negative, with the sign bit of <paramref name="sign"/>.</summary>
    private static V WithSign<V>(V magnitude, V sign)
        where V : unmanaged, IVector<V> => V.Or(magnitude, V.And(sign, V.SplatInt(SignBit)));

    /// <summary>2^n of int32 lanes, −126 ≤ n ≤ 127.</summary>
    private static V PowerOfTwo<V>(V n)
        where V : unmanaged, IVector<V> => V.ShiftLeftInt(V.AddInt(n, V.SplatInt(127)), 23);
}
