namespace Lanewise.Kernels;

/// <summary>
/// A register of 32-bit lanes, the one type that kernels are generic over. Operators are float32 arithmetic;
/// int32 operations on the same lanes are named methods ending in <c>Int</c>. A comparison gives a mask
/// whose lanes are all ones or all zeros, for <see cref="Select"/> and the bitwise operations.
/// </summary>
/// <remarks>
/// Loads and stores need no alignment. A float operation follows IEEE 754; NaN payloads are unspecified.
/// </remarks>
public unsafe interface IVector<V> where V : unmanaged, IVector<V>
{
    /// <summary>Lanes in the register.</summary>
    static abstract int Count { get; }

    static abstract V Zero { get; }
    static abstract V Splat(float value);
    static abstract V SplatInt(int value);
    static abstract V Load(float* source);
    static abstract void Store(float* target, V value);

    /// <summary>Loads the first <paramref name="count"/> lanes (0 to <see cref="Count"/>) and touches nothing beyond them; the other lanes are zero.</summary>
    static abstract V LoadPartial(float* source, int count);

    /// <summary>Stores the first <paramref name="count"/> lanes (0 to <see cref="Count"/>) and touches nothing beyond them.</summary>
    static abstract void StorePartial(float* target, V value, int count);

    /// <summary>Widens <see cref="Count"/> unsigned bytes to int32 lanes.</summary>
    static abstract V LoadBytes(byte* source);

    /// <summary>Stores the low byte of each int32 lane.</summary>
    static abstract void StoreBytes(byte* target, V value);

    /// <summary>Lane 0 as a float.</summary>
    static abstract float First(V value);

    /// <summary>Lane 0 as an int.</summary>
    static abstract int FirstInt(V value);

    static abstract V operator +(V a, V b);
    static abstract V operator -(V a, V b);
    static abstract V operator *(V a, V b);
    static abstract V operator /(V a, V b);
    static abstract V operator -(V a);

    /// <summary>a·b + c, rounded once where the machine has a fused multiply-add and twice where it has not.</summary>
    static abstract V MulAdd(V a, V b, V c);

    /// <summary>c − a·b, rounded as <see cref="MulAdd"/>.</summary>
    static abstract V NegMulAdd(V a, V b, V c);

    /// <summary>IEEE 754-2019 minimum: NaN if either is NaN, −0 below +0.</summary>
    static abstract V Min(V a, V b);

    /// <summary>IEEE 754-2019 maximum: NaN if either is NaN, −0 below +0.</summary>
    static abstract V Max(V a, V b);

    /// <summary>b &lt; a ? b : a, one instruction everywhere; a NaN in <paramref name="a"/> survives, one in b is dropped.</summary>
    static abstract V PMin(V a, V b);

    /// <summary>a &lt; b ? b : a, one instruction everywhere; a NaN in <paramref name="a"/> survives, one in b is dropped.</summary>
    static abstract V PMax(V a, V b);

    static abstract V Abs(V a);
    static abstract V Sqrt(V a);
    static abstract V Floor(V a);
    static abstract V Ceiling(V a);
    static abstract V Truncate(V a);

    /// <summary>Rounds to the nearest integer, ties to even.</summary>
    static abstract V Round(V a);

    static abstract V Equal(V a, V b);
    static abstract V NotEqual(V a, V b);
    static abstract V Less(V a, V b);
    static abstract V LessOrEqual(V a, V b);

    /// <summary>mask ? a : b; each lane of the mask is all ones or all zeros.</summary>
    static abstract V Select(V mask, V a, V b);

    static abstract V And(V a, V b);
    static abstract V Or(V a, V b);
    static abstract V Xor(V a, V b);

    /// <summary>a &amp; ~b.</summary>
    static abstract V AndNot(V a, V b);
    static abstract V Not(V a);

    /// <summary>True if any bit is set.</summary>
    static abstract bool AnyTrue(V a);

    static abstract V AddInt(V a, V b);
    static abstract V SubInt(V a, V b);

    /// <summary>The low 32 bits of each product.</summary>
    static abstract V MulInt(V a, V b);
    static abstract V MinInt(V a, V b);
    static abstract V MaxInt(V a, V b);
    static abstract V EqualInt(V a, V b);
    static abstract V LessInt(V a, V b);

    /// <summary>Shifts each lane by <paramref name="count"/>, 0 to 31.</summary>
    static abstract V ShiftLeftInt(V a, int count);
    static abstract V ShiftRightInt(V a, int count);
    static abstract V ShiftRightLogicalInt(V a, int count);

    /// <summary>float32 to int32 toward zero; saturates, NaN gives 0.</summary>
    static abstract V ToInt(V a);

    /// <summary>int32 to float32, rounded to nearest even.</summary>
    static abstract V ToFloat(V a);

    /// <summary>Sum of the lanes, in pairs.</summary>
    static abstract float Sum(V a);

    /// <summary>Sum of the int32 lanes, modulo 2^32.</summary>
    static abstract int SumInt(V a);
}
