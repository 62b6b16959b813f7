namespace Lanewise.Runtime.Ops;

/// <summary>The arguments of a convolution, plain or depthwise.</summary>
public struct ConvolutionArgs
{
    public Tensor X;
    public Tensor Filter;
    public IntList Strides;
    public Choice<Padding> Pad;
    public DataFormat DataFormat;
    public IntList Dilations;
    public DimRoundingMode DimRoundingMode;

    /// <summary>The same without bias and activation.</summary>
    public readonly FusedConvolutionArgs Fused()
    {
        FusedConvolutionArgs fused = default;
        fused.X = X;
        fused.Filter = Filter;
        fused.Strides = Strides;
        fused.Pad = Pad;
        fused.DataFormat = DataFormat;
        fused.Dilations = Dilations;
        fused.DimRoundingMode = DimRoundingMode;
        return fused;
    }
}

/// <summary>The arguments of a convolution with bias and activation.</summary>
public struct FusedConvolutionArgs
{
    public Tensor X;
    public Tensor Filter;
    [Optional] public Tensor Bias;
    [Optional] public Tensor PreluActivationWeights;
    public IntList Strides;
    public Choice<Padding> Pad;
    public DataFormat DataFormat;
    public IntList Dilations;
    public DimRoundingMode DimRoundingMode;
    public Activation Activation;
    public double LeakyreluAlpha;
}

/// <summary>Where the fields to blame stand: they differ between the plain and the fused kernel.</summary>
internal readonly struct ConvolutionBlame(int strides, int pad, int dilations)
{
    public int Strides { get; } = strides;
    public int Pad { get; } = pad;
    public int Dilations { get; } = dilations;

    public static ConvolutionBlame Plain => new(ConvolutionFields.Strides, ConvolutionFields.Pad, ConvolutionFields.Dilations);

    public static ConvolutionBlame Fused => new(FusedConvolutionFields.Strides, FusedConvolutionFields.Pad, FusedConvolutionFields.Dilations);
}
