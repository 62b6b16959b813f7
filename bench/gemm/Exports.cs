using Lanewise.Dialect;
using Lanewise.Kernels;

namespace Lanewise.Gemm;

/// <summary>Whole tiles of the micro-kernels, for the bench to call.</summary>
public static unsafe class Exports<V>
    where V : unmanaged, IVector<V>
{
    [WasmExport("gemm4x8")]
    public static void Run4x8(float** a, int depth, float* panel, float* bias, float* c, int ldc) =>
        Gemm4x8<V>.Run(a, 1, depth, panel, bias, c, ldc, 4, 2 * V.Count, float.NegativeInfinity, float.PositiveInfinity);

    [WasmExport("gemm6x8")]
    public static void Run6x8(float** a, int depth, float* panel, float* bias, float* c, int ldc) =>
        Gemm6x8<V>.Run(a, 1, depth, panel, bias, c, ldc, 6, 2 * V.Count, float.NegativeInfinity, float.PositiveInfinity);
}
