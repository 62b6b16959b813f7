using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Wasm;
using Lanewise.Dialect;

namespace Lanewise.Kernels;

/// <summary>Four lanes: WebAssembly's v128, SSE and NEON.</summary>
public readonly unsafe struct Vec128(Vector128<float> value) : IVector<Vec128>
{
    private readonly Vector128<float> _value = value;

    private Vector128<int> Ints
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _value.AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vec128 From(Vector128<int> value) => new(value.AsSingle());

    public static int Count => 4;
    public static Vec128 Zero => new(Vector128<float>.Zero);
    public static Vec128 Splat(float value) => new(Vector128.Create(value));
    public static Vec128 SplatInt(int value) => From(Vector128.Create(value));
    public static Vec128 Load(float* source) => new(Vector128.Load(source));
    public static void Store(float* target, Vec128 value) => value._value.Store(target);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vec128 LoadPartial(float* source, int count)
    {
        if (count >= 4)
        {
            return Load(source);
        }

        int* bits = (int*)source;
        Vector128<int> lanes = Vector128<int>.Zero;
        if (count > 0)
        {
            lanes = lanes.WithElement(0, bits[0]);
        }

        if (count > 1)
        {
            lanes = lanes.WithElement(1, bits[1]);
        }

        if (count > 2)
        {
            lanes = lanes.WithElement(2, bits[2]);
        }

        return From(lanes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void StorePartial(float* target, Vec128 value, int count)
    {
        if (count >= 4)
        {
            Store(target, value);
            return;
        }

        int* bits = (int*)target;
        if (count > 0)
        {
            bits[0] = value.Ints.GetElement(0);
        }

        if (count > 1)
        {
            bits[1] = value.Ints.GetElement(1);
        }

        if (count > 2)
        {
            bits[2] = value.Ints.GetElement(2);
        }
    }

    public static Vec128 LoadBytes(byte* source)
    {
        Vector128<byte> bytes = Vector128.CreateScalar(Unsafe.ReadUnaligned<uint>(source)).AsByte();
        return From(Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32());
    }

    public static void StoreBytes(byte* target, Vec128 value)
    {
        Vector128<byte> bytes = value._value.AsByte();
        target[0] = bytes.GetElement(0);
        target[1] = bytes.GetElement(4);
        target[2] = bytes.GetElement(8);
        target[3] = bytes.GetElement(12);
    }

    public static float First(Vec128 value) => value._value.GetElement(0);
    public static int FirstInt(Vec128 value) => value.Ints.GetElement(0);

    public static Vec128 operator +(Vec128 a, Vec128 b) => new(a._value + b._value);
    public static Vec128 operator -(Vec128 a, Vec128 b) => new(a._value - b._value);
    public static Vec128 operator *(Vec128 a, Vec128 b) => new(a._value * b._value);
    public static Vec128 operator /(Vec128 a, Vec128 b) => new(a._value / b._value);
    public static Vec128 operator -(Vec128 a) => new(-a._value);
    public static Vec128 MulAdd(Vec128 a, Vec128 b, Vec128 c) => new(Vector128.MultiplyAddEstimate(a._value, b._value, c._value));
    public static Vec128 NegMulAdd(Vec128 a, Vec128 b, Vec128 c) => new(Vector128.MultiplyAddEstimate(-a._value, b._value, c._value));
    public static Vec128 Min(Vec128 a, Vec128 b) => new(Vector128.Min(a._value, b._value));
    public static Vec128 Max(Vec128 a, Vec128 b) => new(Vector128.Max(a._value, b._value));

    public static Vec128 PMin(Vec128 a, Vec128 b) => new(PackedSimd.IsSupported
        ? PackedSimd.PseudoMin(a._value, b._value)
        : Vector128.ConditionalSelect(Vector128.LessThan(b._value, a._value), b._value, a._value));

    public static Vec128 PMax(Vec128 a, Vec128 b) => new(PackedSimd.IsSupported
        ? PackedSimd.PseudoMax(a._value, b._value)
        : Vector128.ConditionalSelect(Vector128.LessThan(a._value, b._value), b._value, a._value));

    public static Vec128 Abs(Vec128 a) => new(Vector128.Abs(a._value));
    public static Vec128 Sqrt(Vec128 a) => new(Vector128.Sqrt(a._value));
    public static Vec128 Floor(Vec128 a) => new(Vector128.Floor(a._value));
    public static Vec128 Ceiling(Vec128 a) => new(Vector128.Ceiling(a._value));
    public static Vec128 Truncate(Vec128 a) => new(Vector128.Truncate(a._value));
    public static Vec128 Round(Vec128 a) => new(Vector128.Round(a._value));
    public static Vec128 Equal(Vec128 a, Vec128 b) => new(Vector128.Equals(a._value, b._value));
    public static Vec128 NotEqual(Vec128 a, Vec128 b) => new(~Vector128.Equals(a._value, b._value));
    public static Vec128 Less(Vec128 a, Vec128 b) => new(Vector128.LessThan(a._value, b._value));
    public static Vec128 LessOrEqual(Vec128 a, Vec128 b) => new(Vector128.LessThanOrEqual(a._value, b._value));
    public static Vec128 Select(Vec128 mask, Vec128 a, Vec128 b) => new(SelectLanes(a._value, b._value, mask._value));
    public static Vec128 And(Vec128 a, Vec128 b) => new(a._value & b._value);
    public static Vec128 Or(Vec128 a, Vec128 b) => new(a._value | b._value);
    public static Vec128 Xor(Vec128 a, Vec128 b) => new(a._value ^ b._value);
    public static Vec128 AndNot(Vec128 a, Vec128 b) => new(Vector128.AndNot(a._value, b._value));
    public static Vec128 Not(Vec128 a) => new(~a._value);
    public static bool AnyTrue(Vec128 a) => a.Ints != Vector128<int>.Zero;
    public static Vec128 AddInt(Vec128 a, Vec128 b) => From(a.Ints + b.Ints);
    public static Vec128 SubInt(Vec128 a, Vec128 b) => From(a.Ints - b.Ints);
    public static Vec128 MulInt(Vec128 a, Vec128 b) => From(a.Ints * b.Ints);
    public static Vec128 MinInt(Vec128 a, Vec128 b) => From(Vector128.Min(a.Ints, b.Ints));
    public static Vec128 MaxInt(Vec128 a, Vec128 b) => From(Vector128.Max(a.Ints, b.Ints));
    public static Vec128 EqualInt(Vec128 a, Vec128 b) => From(Vector128.Equals(a.Ints, b.Ints));
    public static Vec128 LessInt(Vec128 a, Vec128 b) => From(Vector128.LessThan(a.Ints, b.Ints));
    public static Vec128 ShiftLeftInt(Vec128 a, int count) => From(a.Ints << count);
    public static Vec128 ShiftRightInt(Vec128 a, int count) => From(a.Ints >> count);
    public static Vec128 ShiftRightLogicalInt(Vec128 a, int count) => From(a.Ints >>> count);
    public static Vec128 ToInt(Vec128 a) => From(Vector128.ConvertToInt32(a._value));
    public static Vec128 ToFloat(Vec128 a) => new(Vector128.ConvertToSingle(a.Ints));

    /// <summary>One instruction on most machines, where a choice of bits takes three.</summary>
    [WasmOp("i32x4.relaxed_laneselect")]
    private static Vector128<float> SelectLanes(Vector128<float> a, Vector128<float> b, Vector128<float> mask) => Vector128.ConditionalSelect(mask, a, b);

    public static float Sum(Vec128 a)
    {
        Vector128<float> v = a._value;
        return (v.GetElement(0) + v.GetElement(1)) + (v.GetElement(2) + v.GetElement(3));
    }

    public static int SumInt(Vec128 a)
    {
        Vector128<int> v = a.Ints;
        return v.GetElement(0) + v.GetElement(1) + v.GetElement(2) + v.GetElement(3);
    }
}
