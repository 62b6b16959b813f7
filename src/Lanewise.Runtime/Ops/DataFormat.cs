namespace Lanewise.Runtime.Ops;

/// <summary>Where an image tensor has its channels.</summary>
public enum DataFormat
{
    NHWC,
    NCHW,
}
