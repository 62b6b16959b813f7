using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

public static partial class VectorMath
{
    /// <summary>x − y·⌊x/y⌋ as tfjs has it: the remainder of truncated division, exact, moved by y where the signs of x and y differ.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe V Mod<V>(V x, V y)
        where V : unmanaged, IVector<V> => EachLane(x, y, &LaneMod);

    private static float LaneMod(float x, float y)
    {
        if (!(MathF.Abs(x) < float.PositiveInfinity) || y == 0 || float.IsNaN(y))
        {
            return float.NaN;
        }

        float remainder = Remainder(x, y);
        if ((x < 0 && y < 0) || (x >= 0 && y >= 0))
        {
            return remainder;
        }

        if (MathF.Abs(y) == float.PositiveInfinity)
        {
            return float.NaN;
        }

        double moved = (double)remainder + y;
        return moved == y ? MathF.CopySign(0, y) : (float)moved;
    }

    /// <summary>The exact remainder with the sign of x: the mantissa of x modulo that of y, shifted up 32 bits at a time.</summary>
    private static float Remainder(float x, float y)
    {
        float a = MathF.Abs(x);
        float b = MathF.Abs(y);
        if (a < b)
        {
            return x;
        }

        ulong m = Mantissa(a, out int exponent);
        ulong divisor = Mantissa(b, out int target);
        int shift = exponent - target;
        m %= divisor;
        while (shift > 0)
        {
            int step = shift < 32 ? shift : 32;
            m = (m << step) % divisor;
            shift -= step;
        }

        double scale = BitConverter.Int64BitsToDouble((long)(target + 1023) << 52);
        return MathF.CopySign((float)(m * scale), x);
    }

    /// <summary>value = mantissa·2^exponent.</summary>
    private static ulong Mantissa(float value, out int exponent)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        int biased = bits >> 23;
        int fraction = bits & 0x007FFFFF;
        exponent = (biased == 0 ? 1 : biased) - 150;
        return (ulong)(biased == 0 ? fraction : fraction | 0x00800000);
    }
}
