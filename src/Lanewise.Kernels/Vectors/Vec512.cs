using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lanewise.Kernels;

/// <summary>Sixteen lanes: AVX-512. Native only.</summary>
public readonly unsafe struct Vec512(Vector512<float> value) : IVector<Vec512>
{
    private readonly Vector512<float> _value = value;

    private Vector512<int> Ints
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _value.AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vec512 From(Vector512<int> value) => new(value.AsSingle());

    public static int Count => 16;
    public static Vec512 Zero => new(Vector512<float>.Zero);
    public static Vec512 Splat(float value) => new(Vector512.Create(value));
    public static Vec512 SplatInt(int value) => From(Vector512.Create(value));
    public static Vec512 Load(float* source) => new(Vector512.Load(source));
    public static void Store(float* target, Vec512 value) => value._value.Store(target);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vec512 LoadPartial(float* source, int count)
    {
        Vector512<float> lanes = Vector512<float>.Zero;
        for (int i = 0; i < count; i++)
        {
            ((float*)&lanes)[i] = source[i];
        }

        return new(lanes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void StorePartial(float* target, Vec512 value, int count)
    {
        for (int i = 0; i < count; i++)
        {
            target[i] = ((float*)&value)[i];
        }
    }

    public static Vec512 LoadBytes(byte* source)
    {
        Vector128<byte> bytes = Vector128.Load(source);
        Vector256<ushort> shorts = Vector256.Create(Vector128.WidenLower(bytes), Vector128.WidenUpper(bytes));
        return From(Vector512.Create(Vector256.WidenLower(shorts), Vector256.WidenUpper(shorts)).AsInt32());
    }

    public static void StoreBytes(byte* target, Vec512 value)
    {
        Vector512<int> low = value.Ints & Vector512.Create(255);
        Vector256<ushort> shorts = Vector256.Narrow(low.GetLower().AsUInt32(), low.GetUpper().AsUInt32());
        Vector128.Narrow(shorts.GetLower(), shorts.GetUpper()).Store(target);
    }

    public static float First(Vec512 value) => value._value.GetElement(0);
    public static int FirstInt(Vec512 value) => value.Ints.GetElement(0);

    public static Vec512 operator +(Vec512 a, Vec512 b) => new(a._value + b._value);
    public static Vec512 operator -(Vec512 a, Vec512 b) => new(a._value - b._value);
    public static Vec512 operator *(Vec512 a, Vec512 b) => new(a._value * b._value);
    public static Vec512 operator /(Vec512 a, Vec512 b) => new(a._value / b._value);
    public static Vec512 operator -(Vec512 a) => new(-a._value);
    public static Vec512 MulAdd(Vec512 a, Vec512 b, Vec512 c) => new(Vector512.MultiplyAddEstimate(a._value, b._value, c._value));
    public static Vec512 NegMulAdd(Vec512 a, Vec512 b, Vec512 c) => new(Vector512.MultiplyAddEstimate(-a._value, b._value, c._value));
    public static Vec512 Min(Vec512 a, Vec512 b) => new(Vector512.Min(a._value, b._value));
    public static Vec512 Max(Vec512 a, Vec512 b) => new(Vector512.Max(a._value, b._value));

    public static Vec512 PMin(Vec512 a, Vec512 b) => new(Vector512.ConditionalSelect(Vector512.LessThan(b._value, a._value), b._value, a._value));

    public static Vec512 PMax(Vec512 a, Vec512 b) => new(Vector512.ConditionalSelect(Vector512.LessThan(a._value, b._value), b._value, a._value));

    public static Vec512 Abs(Vec512 a) => new(Vector512.Abs(a._value));
    public static Vec512 Sqrt(Vec512 a) => new(Vector512.Sqrt(a._value));
    public static Vec512 Floor(Vec512 a) => new(Vector512.Floor(a._value));
    public static Vec512 Ceiling(Vec512 a) => new(Vector512.Ceiling(a._value));
    public static Vec512 Truncate(Vec512 a) => new(Vector512.Truncate(a._value));
    public static Vec512 Round(Vec512 a) => new(Vector512.Round(a._value));
    public static Vec512 Equal(Vec512 a, Vec512 b) => new(Vector512.Equals(a._value, b._value));
    public static Vec512 NotEqual(Vec512 a, Vec512 b) => new(~Vector512.Equals(a._value, b._value));
    public static Vec512 Less(Vec512 a, Vec512 b) => new(Vector512.LessThan(a._value, b._value));
    public static Vec512 LessOrEqual(Vec512 a, Vec512 b) => new(Vector512.LessThanOrEqual(a._value, b._value));
    public static Vec512 Select(Vec512 mask, Vec512 a, Vec512 b) => new(Vector512.ConditionalSelect(mask._value, a._value, b._value));
    public static Vec512 And(Vec512 a, Vec512 b) => new(a._value & b._value);
    public static Vec512 Or(Vec512 a, Vec512 b) => new(a._value | b._value);
    public static Vec512 Xor(Vec512 a, Vec512 b) => new(a._value ^ b._value);
    public static Vec512 AndNot(Vec512 a, Vec512 b) => new(Vector512.AndNot(a._value, b._value));
    public static Vec512 Not(Vec512 a) => new(~a._value);
    public static bool AnyTrue(Vec512 a) => a.Ints != Vector512<int>.Zero;
    public static Vec512 AddInt(Vec512 a, Vec512 b) => From(a.Ints + b.Ints);
    public static Vec512 SubInt(Vec512 a, Vec512 b) => From(a.Ints - b.Ints);
    public static Vec512 MulInt(Vec512 a, Vec512 b) => From(a.Ints * b.Ints);
    public static Vec512 MinInt(Vec512 a, Vec512 b) => From(Vector512.Min(a.Ints, b.Ints));
    public static Vec512 MaxInt(Vec512 a, Vec512 b) => From(Vector512.Max(a.Ints, b.Ints));
    public static Vec512 EqualInt(Vec512 a, Vec512 b) => From(Vector512.Equals(a.Ints, b.Ints));
    public static Vec512 LessInt(Vec512 a, Vec512 b) => From(Vector512.LessThan(a.Ints, b.Ints));
    public static Vec512 ShiftLeftInt(Vec512 a, int count) => From(a.Ints << count);
    public static Vec512 ShiftRightInt(Vec512 a, int count) => From(a.Ints >> count);
    public static Vec512 ShiftRightLogicalInt(Vec512 a, int count) => From(a.Ints >>> count);
    public static Vec512 ToInt(Vec512 a) => From(Vector512.ConvertToInt32(a._value));
    public static Vec512 ToFloat(Vec512 a) => new(Vector512.ConvertToSingle(a.Ints));

    public static float Sum(Vec512 a) => Vec256.Sum(new Vec256(a._value.GetLower())) + Vec256.Sum(new Vec256(a._value.GetUpper()));
    public static int SumInt(Vec512 a) => Vector512.Sum(a.Ints);
}
