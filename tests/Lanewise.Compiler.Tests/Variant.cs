using Lanewise.Kernels;
using Lanewise.Wasm;

namespace Lanewise.Compiler.Tests;

/// <summary>What a module is compiled for, and an engine that knows no instructions beyond it, as far as Wasmtime can forbid them.</summary>
public sealed record Variant(string Name, Features Features, Type VectorType, Wasmtime.Engine Engine)
{
    private const Features SimdFeatures = Features.SignExtension | Features.SaturatingConversion | Features.BulkMemory | Features.Simd128;

    public static Variant Scalar { get; } = new("scalar", Features.None, typeof(Scalar), new(
        new Wasmtime.Config().WithRelaxedSIMD(false, false).WithSIMD(false).WithReferenceTypes(false).WithBulkMemory(false).WithMultiValue(false)));

    public static Variant Simd { get; } = new("simd", SimdFeatures, typeof(Vec128), new(
        new Wasmtime.Config().WithRelaxedSIMD(false, false)));

    public static Variant Relaxed { get; } = new("relaxed", SimdFeatures | Features.RelaxedSimd, typeof(Vec128), new(
        new Wasmtime.Config().WithRelaxedSIMD(true, false)));

    public static IReadOnlyList<Variant> All { get; } = [Scalar, Simd, Relaxed];

    public CompilerOptions Options => new() { Features = Features, VectorType = VectorType, Names = true, Verify = true };

    public static Variant Named(string name) => All.First(variant => variant.Name == name);
}
