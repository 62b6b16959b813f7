namespace Lanewise.Models;

/// <summary>Arithmetic on sizes, of which -1 is not known.</summary>
internal static class Sizes
{
    public static int Product(ReadOnlySpan<int> sizes)
    {
        long product = 1;
        foreach (int size in sizes)
        {
            product = size < 0 || product < 0 ? -1 : Math.Min(product * size, int.MaxValue);
        }

        return (int)product;
    }

    /// <exception cref="ModelFormatException">No dimension can have this size.</exception>
    public static int Checked(long size, LayerConfig layer) => size is >= 0 and <= int.MaxValue
        ? (int)size
        : throw layer.Problem($"a dimension of its output would have a size of {size}");

    /// <summary>How many places a window has.</summary>
    public static int Windows(int size, int window, int stride, int dilation, Padding padding, LayerConfig layer)
    {
        if (size < 0)
        {
            return -1;
        }

        long reach = window + (window - 1L) * (dilation - 1);
        long places = padding.Word == Padding.Same.Word ? size : size - reach + 1;
        return places > 0 && stride > 0 && window > 0 && dilation > 0
            ? (int)((places + stride - 1) / stride)
            : throw layer.Problem($"a window of {reach} does not fit {size} values in steps of {stride}");
    }

    /// <summary>The size of which a convolution would have made this one.</summary>
    public static int Transposed(int size, int window, int stride, Padding padding, LayerConfig layer) =>
        size < 0 ? -1 : Checked((long)size * stride + (padding.Word == Padding.Same.Word ? 0 : Math.Max((long)window - stride, 0)), layer);
}

/// <summary>Moves the channels of an image or a volume.</summary>
internal static class Channels
{
    public static Tensor ToLast(Tensor x) => Kernel.Transpose(x, [0, .. Enumerable.Range(2, x.Rank - 2), 1]);

    public static Tensor ToFirst(Tensor x) => Kernel.Transpose(x, [0, x.Rank - 1, .. Enumerable.Range(1, x.Rank - 2)]);
}
