using Lanewise.Kernels;

namespace Lanewise.Compiler.Corpus;

/// <summary>
/// The operations of the vector type, lane by lane into memory. Multiply-add is left to cases whose result is exact,
/// because the variants round it differently.
/// </summary>
public static unsafe class Vectors<V> where V : unmanaged, IVector<V>
{
    [WasmExport(nameof(FloatLanes))]
    public static void FloatLanes(float* p)
    {
        V a = V.Load(p);
        V b = V.Load(p + 8);
        float* q = p + 32;
        V.Store(q, a + b);
        V.Store(q + 4, a - b);
        V.Store(q + 8, a * b);
        V.Store(q + 12, a / b);
        V.Store(q + 16, -a);
        V.Store(q + 20, V.Abs(a));
        V.Store(q + 24, V.Sqrt(a));
        V.Store(q + 28, V.Floor(a));
        V.Store(q + 32, V.Ceiling(a));
        V.Store(q + 36, V.Truncate(a));
        V.Store(q + 40, V.Round(a));
        V.Store(q + 44, V.Min(a, b));
        V.Store(q + 48, V.Max(a, b));
        V.Store(q + 52, V.PMin(a, b));
        V.Store(q + 56, V.PMax(a, b));
    }

    [WasmExport(nameof(Masks))]
    public static int Masks(float* p)
    {
        V a = V.Load(p);
        V b = V.Load(p + 8);
        float* q = p + 32;
        V less = V.Less(a, b);
        V.Store(q, V.Select(less, a, b));
        V.Store(q + 4, V.And(V.Equal(a, b), V.Splat(2)));
        V.Store(q + 8, V.And(V.NotEqual(a, b), V.Splat(3)));
        V.Store(q + 12, V.And(V.LessOrEqual(a, b), V.Splat(4)));
        V.Store(q + 16, V.AndNot(V.Splat(5), less));
        V.Store(q + 20, V.And(V.Or(less, V.Equal(a, b)), V.Splat(6)));
        V.Store(q + 24, V.And(V.Xor(less, V.NotEqual(a, b)), V.Splat(7)));
        V.Store(q + 28, V.And(V.Not(less), V.Splat(8)));
        return (V.AnyTrue(less) ? 1 : 0) + (V.AnyTrue(V.Zero) ? 2 : 0) + (!V.AnyTrue(V.Equal(a, a)) ? 4 : 0);
    }

    [WasmExport(nameof(IntLanes))]
    public static int IntLanes(int* p, int n)
    {
        V a = V.Load((float*)p);
        V b = V.Load((float*)p + 8);
        float* q = (float*)p + 32;
        V.Store(q, V.AddInt(a, b));
        V.Store(q + 4, V.SubInt(a, b));
        V.Store(q + 8, V.MulInt(a, b));
        V.Store(q + 12, V.MinInt(a, b));
        V.Store(q + 16, V.MaxInt(a, b));
        V.Store(q + 20, V.EqualInt(a, b));
        V.Store(q + 24, V.LessInt(a, b));
        V.Store(q + 28, V.ShiftLeftInt(a, n & 31));
        V.Store(q + 32, V.ShiftRightInt(a, n & 31));
        V.Store(q + 36, V.ShiftRightLogicalInt(a, n & 31));
        V.Store(q + 40, V.ToFloat(a));
        V.Store(q + 44, V.SplatInt(n));
        return V.FirstInt(a) + V.SumInt(b) + V.Count;
    }

    [WasmExport(nameof(LaneConversions))]
    public static void LaneConversions(float* p, int* q)
    {
        V.Store((float*)q, V.ToInt(V.Load(p)));
        V.Store((float*)q + 4, V.ToInt(V.Splat(p[1])));
        V.Store((float*)q + 8, V.LoadBytes((byte*)q + 100));
        V.StoreBytes((byte*)q + 200, V.Load((float*)q));
    }

    [WasmExport(nameof(PartialLanes))]
    public static void PartialLanes(float* p, int n)
    {
        for (int count = 0; count <= V.Count; count++)
        {
            V value = V.LoadPartial(p + count + (n & 3), count);
            V.StorePartial(p + 64 + (count * 8), value, count);
            V.Store(p + 128 + (count * 8), value);
        }
    }

    [WasmExport(nameof(Reductions))]
    public static float Reductions(float* p, int n)
    {
        V total = V.Zero;
        V high = V.Splat(-1e30f);
        for (int i = 0; i < (n & 7); i++)
        {
            V value = V.Load(p + (i * V.Count));
            total += V.Min(V.Max(value, V.Splat(-100)), V.Splat(100));
            high = V.PMax(high, value);
        }

        return V.Sum(total) + V.First(high);
    }

    private struct Tile
    {
        public V A;
        public V B;
        public int Count;

        public Tile Turned() => new() { A = B, B = -A, Count = Count + 1 };
    }

    [WasmExport(nameof(VectorsInStructs))]
    public static int VectorsInStructs(float* p, int n)
    {
        Tile tile = default;
        tile.A = V.Load(p);
        for (int i = 0; i < (n & 7); i++)
        {
            tile = tile.Turned();
            tile.B += tile.A;
            Accumulate(ref tile.A, V.Load(p + (4 * i)));
            Swap(ref tile.A, ref tile.B);
        }

        V.Store(p + 64, tile.A);
        V.Store(p + 68, tile.B);
        return tile.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(ref V target, V value) => target += value;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Swap(ref V a, ref V b) => (a, b) = (b, a);

    [WasmExport(nameof(ExactMultiplyAdd))]
    public static void ExactMultiplyAdd(int* p, float* q)
    {
        // Small whole numbers: no rounding, whether fused or not.
        V eleven = V.SplatInt(0x7FF);
        V a = V.ToFloat(V.And(V.Load((float*)p), eleven));
        V b = V.ToFloat(V.And(V.Load((float*)p + 4), eleven));
        V c = V.ToFloat(V.And(V.Load((float*)p + 8), eleven));
        V.Store(q, V.MulAdd(a, b, c));
        V.Store(q + 4, V.NegMulAdd(a, b, c));
        V.Store(q + 8, V.MulAdd(V.Splat(3), a, V.NegMulAdd(b, V.Splat(2), c)));
    }
}
