using Lanewise.Dialect;
using Lanewise.Kernels;

namespace Lanewise.Gemm;

/// <summary>Whole tiles of the micro-kernels, for the bench to call.</summary>
public static unsafe class Exports<V>
    where V : unmanaged, IVector<V>
{
    [WasmExport("gemm4x8")]
    public static void Run4x8(float** a, int depth, float* panel, float* bias, float* c, int ldc) => Run<Rows4>(a, depth, panel, bias, c, ldc);

    [WasmExport("gemm6x8")]
    public static void Run6x8(float** a, int depth, float* panel, float* bias, float* c, int ldc) => Run<Rows6>(a, depth, panel, bias, c, ldc);

    private static void Run<TRows>(float** a, int depth, float* panel, float* bias, float* c, int ldc)
        where TRows : unmanaged, ITileRows
    {
        GemmTile<V> tile = default;
        tile.A = a;
        tile.Taps = 1;
        tile.Depth = depth;
        tile.Panel = panel;
        tile.Bias = bias;
        tile.C = c;
        tile.RowC = ldc;
        tile.Least = float.NegativeInfinity;
        tile.Most = float.PositiveInfinity;
        tile.Run<TRows, WideColumns>(1);
    }
}
