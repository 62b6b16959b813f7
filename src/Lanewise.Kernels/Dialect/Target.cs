using System.Runtime.Intrinsics.X86;

namespace Lanewise.Dialect;

/// <summary>What the code is being compiled for. Each property is a constant, so the branch not taken leaves no code.</summary>
public static class Target
{
    /// <summary>True in a WebAssembly module of any variant.</summary>
    [WasmFeature("mvp")]
    public static bool IsWasm => false;

    /// <summary>True where <c>MulAdd</c> is one instruction; decides between the tiles of the micro-kernels.</summary>
    [WasmFeature("relaxed-simd")]
    public static bool HasFusedMultiplyAdd => Fma.IsSupported || System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported;

    /// <summary>True where memory may be shared between threads.</summary>
    [WasmFeature("atomics")]
    public static bool HasThreads => true;

    [WasmFeature("simd128")]
    public static bool HasSimd128 => false;
}
