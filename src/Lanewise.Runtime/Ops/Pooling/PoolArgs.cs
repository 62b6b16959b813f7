namespace Lanewise.Runtime.Ops;

/// <summary>A pool over an NHWC image.</summary>
public struct PoolArgs
{
    public Tensor X;
    public IntList FilterSize;
    public IntList Strides;
    public Choice<Padding> Pad;
    public DimRoundingMode DimRoundingMode;

    /// <summary>MaxPoolWithArgmax counts positions from the batch's first image.</summary>
    public bool IncludeBatchInIndex;

    internal readonly PoolAttributes Attributes => new(FilterSize, Strides, Pad, DimRoundingMode, PoolFields.FilterSize);
}

/// <summary>A pool over an NDHWC volume.</summary>
public struct Pool3DArgs
{
    public Tensor X;
    public IntList FilterSize;
    public IntList Strides;
    public Choice<Padding> Pad;
    public DimRoundingMode DimRoundingMode;
    public VolumeFormat DataFormat;

    internal readonly PoolAttributes Attributes => new(FilterSize, Strides, Pad, DimRoundingMode, Pool3DFields.FilterSize);
}

/// <summary>The gradient of a pool, with respect to its input.</summary>
public struct PoolGradArgs
{
    public Tensor Dy;
    public Tensor Input;
    public IntList FilterSize;
    public IntList Strides;
    public Choice<Padding> Pad;
    public DimRoundingMode DimRoundingMode;

    internal readonly PoolAttributes Attributes => new(FilterSize, Strides, Pad, DimRoundingMode, PoolGradFields.FilterSize);
}

/// <summary>What every pool is told. Its first three stand one after another in the arguments, from a field that differs.</summary>
internal readonly struct PoolAttributes(IntList filterSize, IntList strides, Choice<Padding> pad, DimRoundingMode rounding, int firstField)
{
    public IntList FilterSize { get; } = filterSize;
    public IntList Strides { get; } = strides;
    public Choice<Padding> Pad { get; } = pad;
    public DimRoundingMode Rounding { get; } = rounding;
    public int FilterSizeField { get; } = firstField;
    public int StridesField { get; } = firstField + 1;
    public int PadField { get; } = firstField + 2;
}

/// <summary>Layouts of a volume; tfjs-core's pools have but one.</summary>
public enum VolumeFormat
{
    NDHWC,
}
