namespace Lanewise.Models;

/// <summary>The elements of a tensor as an array of .NET.</summary>
internal static class HostArray
{
    public static Array New(DType dtype, int count) => dtype switch
    {
        DType.Float32 => new float[count],
        DType.Int32 => new int[count],
        DType.Bool => new bool[count],
        DType.String => new string[count],
        _ => throw new ArgumentException($"{dtype} cannot be in a table"),
    };

    public static Array Of(Tensor tensor) => tensor.DType switch
    {
        DType.Float32 => tensor.ToArray<float>(),
        DType.Int32 => tensor.ToArray<int>(),
        DType.Bool => tensor.ToArray<bool>(),
        DType.String => tensor.ToStrings(),
        _ => throw new ArgumentException($"{tensor.DType} cannot be in a table"),
    };

    public static Tensor ToTensor(Array values, int[] shape) => values switch
    {
        float[] floats => Tf.Tensor(floats, shape),
        int[] ints => Tf.Tensor(ints, shape),
        bool[] bools => Tf.Tensor(bools, shape),
        _ => Tf.Tensor((string[])values, shape),
    };
}
