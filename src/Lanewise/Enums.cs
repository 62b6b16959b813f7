namespace Lanewise;

/// <summary>Where an image tensor has its channels.</summary>
public enum DataFormat
{
    /// <summary>[batch, height, width, channels].</summary>
    NHWC,

    /// <summary>[batch, channels, height, width].</summary>
    NCHW,
}

/// <summary>Where a volume has its channels.</summary>
public enum VolumeFormat
{
    /// <summary>[batch, depth, height, width, channels].</summary>
    NDHWC,
}

/// <summary>How an output size that is no whole number is rounded, where the padding is a number.</summary>
public enum DimRoundingMode
{
    /// <summary>Toward zero.</summary>
    None,

    /// <summary>Down.</summary>
    Floor,

    /// <summary>To the nearest.</summary>
    Round,

    /// <summary>Up.</summary>
    Ceil,
}

/// <summary>What is done to the result of a fused op.</summary>
public enum Activation
{
    /// <summary>Nothing.</summary>
    Linear,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>min(max(x, 0), 6).</summary>
    Relu6,

    /// <summary>x, or alpha · x where x is negative, with a tensor of alphas.</summary>
    Prelu,

    /// <summary>x, or alpha · x where x is negative.</summary>
    LeakyRelu,

    /// <summary>1 / (1 + e^-x).</summary>
    Sigmoid,

    /// <summary>x, or e^x - 1 where x is negative.</summary>
    Elu,
}

/// <summary>How values between pixels are found.</summary>
public enum Interpolation
{
    /// <summary>Linearly from the four around.</summary>
    Bilinear,

    /// <summary>The nearest pixel's.</summary>
    Nearest,
}

/// <summary>What lies outside an image.</summary>
public enum FillMode
{
    /// <summary>A constant.</summary>
    Constant,

    /// <summary>The image mirrored at its edge: d c b a | a b c d | d c b a.</summary>
    Reflect,

    /// <summary>The image again: a b c d | a b c d | a b c d.</summary>
    Wrap,

    /// <summary>The edge: a a a a | a b c d | d d d d.</summary>
    Nearest,
}

/// <summary>Whether the mirror stands on the last element or behind it.</summary>
public enum MirrorMode
{
    /// <summary>On it: 3 2 | 1 2 3 | 2 1.</summary>
    Reflect,

    /// <summary>Behind it: 2 1 | 1 2 3 | 3 2.</summary>
    Symmetric,
}

/// <summary>Which place among equal elements is meant.</summary>
public enum Side
{
    /// <summary>Before them.</summary>
    Left,

    /// <summary>After them.</summary>
    Right,
}
