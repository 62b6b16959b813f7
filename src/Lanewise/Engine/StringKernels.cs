namespace Lanewise;

/// <summary>Kernels on strings.</summary>
internal static class StringKernels
{
    public static Tensor[] Run(Request request) => throw new NotSupportedException("string tensors are not supported yet");
}
