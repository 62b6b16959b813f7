namespace Lanewise;

/// <summary>Gradients of what does not matter.</summary>
internal static class Zeros
{
    /// <summary>float32 in the shape of a tensor, which may be disposed of.</summary>
    public static Tensor Of(Tensor tensor) => Kernel.Fill(tensor.Shape.AsSpan(), 0, DType.Float32);
}
