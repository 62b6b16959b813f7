using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lanewise.Kernels;

/// <summary>Eight lanes: AVX2. Native only.</summary>
public readonly unsafe struct Vec256(Vector256<float> value) : IVector<Vec256>
{
    private readonly Vector256<float> _value = value;

    private Vector256<int> Ints
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _value.AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vec256 From(Vector256<int> value) => new(value.AsSingle());

    public static int Count => 8;
    public static Vec256 Zero => new(Vector256<float>.Zero);
    public static Vec256 Splat(float value) => new(Vector256.Create(value));
    public static Vec256 SplatInt(int value) => From(Vector256.Create(value));
    public static Vec256 Load(float* source) => new(Vector256.Load(source));
    public static void Store(float* target, Vec256 value) => value._value.Store(target);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vec256 LoadPartial(float* source, int count)
    {
        Vector256<float> lanes = Vector256<float>.Zero;
        for (int i = 0; i < count; i++)
        {
            ((float*)&lanes)[i] = source[i];
        }

        return new(lanes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void StorePartial(float* target, Vec256 value, int count)
    {
        for (int i = 0; i < count; i++)
        {
            target[i] = ((float*)&value)[i];
        }
    }

    public static Vec256 LoadBytes(byte* source)
    {
        Vector128<ushort> shorts = Vector128.WidenLower(Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(source)).AsByte());
        return From(Vector256.Create(Vector128.WidenLower(shorts), Vector128.WidenUpper(shorts)).AsInt32());
    }

    public static void StoreBytes(byte* target, Vec256 value)
    {
        Vector256<int> low = value.Ints & Vector256.Create(255);
        Vector128<ushort> shorts = Vector128.Narrow(low.GetLower().AsUInt32(), low.GetUpper().AsUInt32());
        Unsafe.WriteUnaligned(target, Vector128.Narrow(shorts, shorts).AsUInt64().GetElement(0));
    }

    public static float First(Vec256 value) => value._value.GetElement(0);
    public static int FirstInt(Vec256 value) => value.Ints.GetElement(0);

    public static Vec256 operator +(Vec256 a, Vec256 b) => new(a._value + b._value);
    public static Vec256 operator -(Vec256 a, Vec256 b) => new(a._value - b._value);
    public static Vec256 operator *(Vec256 a, Vec256 b) => new(a._value * b._value);
    public static Vec256 operator /(Vec256 a, Vec256 b) => new(a._value / b._value);
    public static Vec256 operator -(Vec256 a) => new(-a._value);
    public static Vec256 MulAdd(Vec256 a, Vec256 b, Vec256 c) => new(Vector256.MultiplyAddEstimate(a._value, b._value, c._value));
    public static Vec256 NegMulAdd(Vec256 a, Vec256 b, Vec256 c) => new(Vector256.MultiplyAddEstimate(-a._value, b._value, c._value));
    public static Vec256 Min(Vec256 a, Vec256 b) => new(Vector256.Min(a._value, b._value));
    public static Vec256 Max(Vec256 a, Vec256 b) => new(Vector256.Max(a._value, b._value));

    // The instruction gives its second operand if the first is not less, or not greater: the same as the comparison, in one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vec256 PMin(Vec256 a, Vec256 b) =>
        new(Avx.IsSupported ? Avx.Min(b._value, a._value) : Vector256.ConditionalSelect(Vector256.LessThan(b._value, a._value), b._value, a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vec256 PMax(Vec256 a, Vec256 b) =>
        new(Avx.IsSupported ? Avx.Max(b._value, a._value) : Vector256.ConditionalSelect(Vector256.LessThan(a._value, b._value), b._value, a._value));

    public static Vec256 Abs(Vec256 a) => new(Vector256.Abs(a._value));
    public static Vec256 Sqrt(Vec256 a) => new(Vector256.Sqrt(a._value));
    public static Vec256 Floor(Vec256 a) => new(Vector256.Floor(a._value));
    public static Vec256 Ceiling(Vec256 a) => new(Vector256.Ceiling(a._value));
    public static Vec256 Truncate(Vec256 a) => new(Vector256.Truncate(a._value));
    public static Vec256 Round(Vec256 a) => new(Vector256.Round(a._value));
    public static Vec256 Equal(Vec256 a, Vec256 b) => new(Vector256.Equals(a._value, b._value));
    public static Vec256 NotEqual(Vec256 a, Vec256 b) => new(~Vector256.Equals(a._value, b._value));
    public static Vec256 Less(Vec256 a, Vec256 b) => new(Vector256.LessThan(a._value, b._value));
    public static Vec256 LessOrEqual(Vec256 a, Vec256 b) => new(Vector256.LessThanOrEqual(a._value, b._value));
    public static Vec256 Select(Vec256 mask, Vec256 a, Vec256 b) => new(Vector256.ConditionalSelect(mask._value, a._value, b._value));
    public static Vec256 And(Vec256 a, Vec256 b) => new(a._value & b._value);
    public static Vec256 Or(Vec256 a, Vec256 b) => new(a._value | b._value);
    public static Vec256 Xor(Vec256 a, Vec256 b) => new(a._value ^ b._value);
    public static Vec256 AndNot(Vec256 a, Vec256 b) => new(Vector256.AndNot(a._value, b._value));
    public static Vec256 Not(Vec256 a) => new(~a._value);
    public static bool AnyTrue(Vec256 a) => a.Ints != Vector256<int>.Zero;
    public static Vec256 AddInt(Vec256 a, Vec256 b) => From(a.Ints + b.Ints);
    public static Vec256 SubInt(Vec256 a, Vec256 b) => From(a.Ints - b.Ints);
    public static Vec256 MulInt(Vec256 a, Vec256 b) => From(a.Ints * b.Ints);
    public static Vec256 MinInt(Vec256 a, Vec256 b) => From(Vector256.Min(a.Ints, b.Ints));
    public static Vec256 MaxInt(Vec256 a, Vec256 b) => From(Vector256.Max(a.Ints, b.Ints));
    public static Vec256 EqualInt(Vec256 a, Vec256 b) => From(Vector256.Equals(a.Ints, b.Ints));
    public static Vec256 LessInt(Vec256 a, Vec256 b) => From(Vector256.LessThan(a.Ints, b.Ints));
    public static Vec256 ShiftLeftInt(Vec256 a, int count) => From(a.Ints << count);
    public static Vec256 ShiftRightInt(Vec256 a, int count) => From(a.Ints >> count);
    public static Vec256 ShiftRightLogicalInt(Vec256 a, int count) => From(a.Ints >>> count);
    public static Vec256 ToInt(Vec256 a) => From(Vector256.ConvertToInt32(a._value));
    public static Vec256 ToFloat(Vec256 a) => new(Vector256.ConvertToSingle(a.Ints));

    public static float Sum(Vec256 a) => Vec128.Sum(new Vec128(a._value.GetLower())) + Vec128.Sum(new Vec128(a._value.GetUpper()));
    public static int SumInt(Vec256 a) => Vector256.Sum(a.Ints);
}
