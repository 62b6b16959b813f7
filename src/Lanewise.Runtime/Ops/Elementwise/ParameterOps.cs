using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct AlphaArgs
{
    public Tensor X;
    public double Alpha;
}

public struct ClipByValueArgs
{
    public Tensor X;
    public double ClipValueMin;
    public double ClipValueMax;
}

public struct PreluArgs
{
    public Tensor X;
    public Tensor Alpha;
}

public struct EluGradArgs
{
    public Tensor Dy;
    public Tensor Y;
}

/// <summary>Activations that take more than one tensor.</summary>
[Elementwise]
public static unsafe class ParameterOps<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>x &lt; 0 ? alpha·x : x, always float32.</summary>
    [Kernel("LeakyRelu")]
    public static Status LeakyRelu(ref Call call, ref AlphaArgs args)
    {
        float* alpha = stackalloc float[2] { (float)args.Alpha, 0 };
        return Map<V>.Unary(ref call, in args.X, &UnaryRow<V, LeakyReluMap<V>>.Run, DType.Float32, DType.Float32, DType.Float32, alpha);
    }

    /// <summary>x &gt; 0 ? 1 : alpha.</summary>
    [Kernel("Step")]
    public static Status Step(ref Call call, ref AlphaArgs args)
    {
        float* alpha = stackalloc float[2] { (float)args.Alpha, 0 };
        return Map<V>.Unary(ref call, in args.X, &UnaryRow<V, StepMap<V>>.Run, DType.Float32, DType.Float32, args.X.Type, alpha);
    }

    [Kernel("ClipByValue")]
    public static Status ClipByValue(ref Call call, ref ClipByValueArgs args)
    {
        if (args.X.Type == DType.Float32)
        {
            return Clamp(ref call, in args.X, (float)args.ClipValueMin, (float)args.ClipValueMax);
        }

        int* bounds = stackalloc int[2] { Saturate(args.ClipValueMin), Saturate(args.ClipValueMax) };
        return Map<V>.Unary(ref call, in args.X, &UnaryRow<V, ClipIntMap<V>>.Run, DType.Int32, DType.Int32, args.X.Type, (float*)bounds);
    }

    /// <summary>Floats cut off at two bounds; NaN stays.</summary>
    internal static Status Clamp(ref Call call, in Tensor x, float least, float most)
    {
        float* bounds = stackalloc float[2] { least, most };
        return Map<V>.Unary(ref call, in x, &UnaryRow<V, ClipMap<V>>.Run, DType.Float32, DType.Float32, DType.Float32, bounds);
    }

    /// <summary>x &lt; 0 ? alpha·x : x, always float32; alpha broadcasts.</summary>
    [Kernel("Prelu")]
    public static Status Prelu(ref Call call, ref PreluArgs args) =>
        Map<V>.Binary(ref call, in args.X, in args.Alpha, &BinaryRow<V, PreluMap<V>>.Run, DType.Float32, DType.Float32, DType.Float32);

    /// <summary>The gradient of elu from dy and elu's result.</summary>
    [Kernel("EluGrad")]
    public static Status EluGrad(ref Call call, ref EluGradArgs args) =>
        Map<V>.Binary(ref call, in args.Dy, in args.Y, &BinaryRow<V, EluGradMap<V>>.Run, DType.Float32, DType.Float32, DType.Float32);

    private static int Saturate(double value) => value < int.MaxValue ? value > int.MinValue ? (int)value : int.MinValue : int.MaxValue;
}
