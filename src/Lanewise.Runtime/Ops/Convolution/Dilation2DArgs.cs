namespace Lanewise.Runtime.Ops;

/// <summary>A grayscale dilation of NHWC images by a filter of height, width and channels.</summary>
public struct Dilation2DArgs
{
    public Tensor X;
    public Tensor Filter;
    public IntList Strides;
    public Choice<Padding> Pad;
    public IntList Dilations;
}

/// <summary>The gradient of a dilation, with respect to its images or its filter.</summary>
public struct Dilation2DGradientArgs
{
    public Tensor X;
    public Tensor Filter;
    public Tensor Dy;
    public IntList Strides;
    public Choice<Padding> Pad;
    public IntList Dilations;

    internal readonly Dilation2DArgs Forward
    {
        get
        {
            Dilation2DArgs forward = default;
            forward.X = X;
            forward.Filter = Filter;
            forward.Strides = Strides;
            forward.Pad = Pad;
            forward.Dilations = Dilations;
            return forward;
        }
    }
}
