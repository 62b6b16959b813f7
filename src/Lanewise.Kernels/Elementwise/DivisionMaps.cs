namespace Lanewise.Kernels;

/// <summary>int32 a / b toward zero; 0 where b is 0, as JavaScript stores an infinity or NaN in an Int32Array.</summary>
public struct DivideIntMap : ILaneMap
{
    public static int Apply(int a, int b) => b == 0 ? 0 : b == -1 ? -a : a / b;
}

/// <summary>int32 ⌊a / b⌋; 0 where b is 0.</summary>
public struct FloorDivIntMap : ILaneMap
{
    public static int Apply(int a, int b)
    {
        if (b == 0 || b == -1)
        {
            return b == 0 ? 0 : -a;
        }

        int quotient = a / b;
        return a % b != 0 && (a ^ b) < 0 ? quotient - 1 : quotient;
    }
}

/// <summary>int32 a − b·⌊a / b⌋; 0 where b is 0.</summary>
public struct ModIntMap : ILaneMap
{
    public static int Apply(int a, int b)
    {
        if (b == 0 || b == -1)
        {
            return 0;
        }

        int remainder = a % b;
        return remainder != 0 && (remainder ^ b) < 0 ? remainder + b : remainder;
    }
}

/// <summary>int32 a^b modulo 2^32, by squaring; a negative power of anything but ±1 is 0.</summary>
public struct PowIntMap : ILaneMap
{
    public static int Apply(int a, int b)
    {
        if (b < 0)
        {
            return a == 1 ? 1 : a != -1 ? 0 : (b & 1) == 0 ? 1 : -1;
        }

        int result = 1;
        for (; b != 0; b >>= 1)
        {
            result = (b & 1) != 0 ? result * a : result;
            a *= a;
        }

        return result;
    }
}

/// <summary>⌊a / b⌋ of float32 as int32, divided in double arithmetic.</summary>
public struct FloorDivFloatMap : ILaneMap
{
    public static int Apply(int a, int b) =>
        LaneConversion.ToInt32(Math.Floor((double)BitConverter.Int32BitsToSingle(a) / BitConverter.Int32BitsToSingle(b)));
}
