using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

/// <summary>One lane, for engines without SIMD and as the reference that wider vectors must agree with.</summary>
public readonly unsafe struct Scalar(float value) : IVector<Scalar>
{
    private readonly float _value = value;

    private int Bits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BitConverter.SingleToInt32Bits(_value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Scalar FromBits(int bits) => new(BitConverter.Int32BitsToSingle(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Scalar Mask(bool condition) => FromBits(condition ? -1 : 0);

    public static int Count => 1;
    public static Scalar Zero => default;
    public static Scalar Splat(float value) => new(value);
    public static Scalar SplatInt(int value) => FromBits(value);
    public static Scalar Load(float* source) => new(*source);
    public static void Store(float* target, Scalar value) => *target = value._value;
    public static Scalar LoadPartial(float* source, int count) => count > 0 ? new(*source) : default;

    public static void StorePartial(float* target, Scalar value, int count)
    {
        if (count > 0)
        {
            *target = value._value;
        }
    }

    public static Scalar LoadBytes(byte* source) => FromBits(Byte(source));

    /// <summary>A call, because RyuJIT (.NET 10) makes a 4-byte load of a byte whose bits become a float's.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Byte(byte* source) => *source;

    public static void StoreBytes(byte* target, Scalar value) => *target = (byte)value.Bits;
    public static float First(Scalar value) => value._value;
    public static int FirstInt(Scalar value) => value.Bits;

    public static Scalar operator +(Scalar a, Scalar b) => new(a._value + b._value);
    public static Scalar operator -(Scalar a, Scalar b) => new(a._value - b._value);
    public static Scalar operator *(Scalar a, Scalar b) => new(a._value * b._value);
    public static Scalar operator /(Scalar a, Scalar b) => new(a._value / b._value);
    public static Scalar operator -(Scalar a) => new(-a._value);
    public static Scalar MulAdd(Scalar a, Scalar b, Scalar c) => new(float.MultiplyAddEstimate(a._value, b._value, c._value));
    public static Scalar NegMulAdd(Scalar a, Scalar b, Scalar c) => new(float.MultiplyAddEstimate(-a._value, b._value, c._value));
    public static Scalar Min(Scalar a, Scalar b) => new(MathF.Min(a._value, b._value));
    public static Scalar Max(Scalar a, Scalar b) => new(MathF.Max(a._value, b._value));
    public static Scalar PMin(Scalar a, Scalar b) => new(b._value < a._value ? b._value : a._value);
    public static Scalar PMax(Scalar a, Scalar b) => new(a._value < b._value ? b._value : a._value);
    public static Scalar Abs(Scalar a) => new(MathF.Abs(a._value));
    public static Scalar Sqrt(Scalar a) => new(MathF.Sqrt(a._value));
    public static Scalar Floor(Scalar a) => new(MathF.Floor(a._value));
    public static Scalar Ceiling(Scalar a) => new(MathF.Ceiling(a._value));
    public static Scalar Truncate(Scalar a) => new(MathF.Truncate(a._value));
    public static Scalar Round(Scalar a) => new(MathF.Round(a._value));
    public static Scalar Equal(Scalar a, Scalar b) => Mask(a._value == b._value);
    public static Scalar NotEqual(Scalar a, Scalar b) => Mask(a._value != b._value);
    public static Scalar Less(Scalar a, Scalar b) => Mask(a._value < b._value);
    public static Scalar LessOrEqual(Scalar a, Scalar b) => Mask(a._value <= b._value);
    public static Scalar Select(Scalar mask, Scalar a, Scalar b) => FromBits((a.Bits & mask.Bits) | (b.Bits & ~mask.Bits));
    public static Scalar And(Scalar a, Scalar b) => FromBits(a.Bits & b.Bits);
    public static Scalar Or(Scalar a, Scalar b) => FromBits(a.Bits | b.Bits);
    public static Scalar Xor(Scalar a, Scalar b) => FromBits(a.Bits ^ b.Bits);
    public static Scalar AndNot(Scalar a, Scalar b) => FromBits(a.Bits & ~b.Bits);
    public static Scalar Not(Scalar a) => FromBits(~a.Bits);
    public static bool AnyTrue(Scalar a) => a.Bits != 0;
    public static Scalar AddInt(Scalar a, Scalar b) => FromBits(a.Bits + b.Bits);
    public static Scalar SubInt(Scalar a, Scalar b) => FromBits(a.Bits - b.Bits);
    public static Scalar MulInt(Scalar a, Scalar b) => FromBits(a.Bits * b.Bits);
    public static Scalar MinInt(Scalar a, Scalar b) => FromBits(a.Bits < b.Bits ? a.Bits : b.Bits);
    public static Scalar MaxInt(Scalar a, Scalar b) => FromBits(a.Bits < b.Bits ? b.Bits : a.Bits);
    public static Scalar EqualInt(Scalar a, Scalar b) => Mask(a.Bits == b.Bits);
    public static Scalar LessInt(Scalar a, Scalar b) => Mask(a.Bits < b.Bits);
    public static Scalar ShiftLeftInt(Scalar a, int count) => FromBits(a.Bits << count);
    public static Scalar ShiftRightInt(Scalar a, int count) => FromBits(a.Bits >> count);
    public static Scalar ShiftRightLogicalInt(Scalar a, int count) => FromBits(a.Bits >>> count);
    public static Scalar ToInt(Scalar a) => FromBits((int)a._value);
    public static Scalar ToFloat(Scalar a) => new(a.Bits);
    public static float Sum(Scalar a) => a._value;
    public static int SumInt(Scalar a) => a.Bits;
}
