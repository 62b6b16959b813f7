namespace Lanewise;

public static partial class Tf
{
    /// <summary>The means of windows; what lies outside the image does not count.</summary>
    /// <param name="x">float32 [batch, height, width, channels], or without the batch.</param>
    /// <param name="filterSize">[height, width] of a window, or one number for both.</param>
    /// <param name="strides">The distances of two windows, [height, width] or one number for both.</param>
    /// <param name="pad">The padding.</param>
    /// <param name="dimRoundingMode">How the output's size is rounded, where the padding is a number.</param>
    public static Tensor AvgPool(
        this Tensor x, ReadOnlySpan<int> filterSize, ReadOnlySpan<int> strides, Padding pad, DimRoundingMode dimRoundingMode = DimRoundingMode.None)
    {
        CheckRounding(pad, dimRoundingMode);
        using Scope scope = Scope.Open();
        Tensor batch = Batches.Of(Require.Float(x), 4, nameof(x));
        return Batches.Leave(scope, Kernel.AvgPool(batch, filterSize, strides, pad, dimRoundingMode, false), x.Rank == 3);
    }

    /// <summary>The largest elements of windows.</summary>
    /// <param name="x">[batch, height, width, channels], or without the batch.</param>
    /// <param name="filterSize">[height, width] of a window, or one number for both.</param>
    /// <param name="strides">The distances of two windows, [height, width] or one number for both.</param>
    /// <param name="pad">The padding.</param>
    /// <param name="dimRoundingMode">How the output's size is rounded, where the padding is a number.</param>
    public static Tensor MaxPool(
        this Tensor x, ReadOnlySpan<int> filterSize, ReadOnlySpan<int> strides, Padding pad, DimRoundingMode dimRoundingMode = DimRoundingMode.None)
    {
        CheckRounding(pad, dimRoundingMode);
        using Scope scope = Scope.Open();
        Tensor batch = Batches.Of(Require.Number(x), 4, nameof(x));
        return Batches.Leave(scope, Kernel.MaxPool(batch, filterSize, strides, pad, dimRoundingMode, false), x.Rank == 3);
    }

    /// <summary>The largest elements of windows, and where they are.</summary>
    /// <param name="x">[batch, height, width, channels].</param>
    /// <param name="filterSize">[height, width] of a window, or one number for both.</param>
    /// <param name="strides">The distances of two windows, [height, width] or one number for both.</param>
    /// <param name="pad">The padding.</param>
    /// <param name="includeBatchInIndex">Whether the indices count through the batch, or begin anew with each image.</param>
    /// <returns>The elements, and int32 their places in row-major order.</returns>
    public static (Tensor Result, Tensor Indexes) MaxPoolWithArgmax(
        Tensor x, ReadOnlySpan<int> filterSize, ReadOnlySpan<int> strides, Padding pad, bool includeBatchInIndex = false)
    {
        Tensor[] outputs = Kernel.MaxPoolWithArgmax(Require.Number(x), filterSize, strides, pad, DimRoundingMode.None, includeBatchInIndex);
        return (outputs[0], outputs[1]);
    }

    /// <summary>The means of windows of volumes; what lies outside does not count.</summary>
    /// <param name="x">float32 [batch, depth, height, width, channels], or without the batch.</param>
    /// <param name="filterSize">[depth, height, width] of a window, or one number for all.</param>
    /// <param name="strides">The distances of two windows, [depth, height, width] or one number for all.</param>
    /// <param name="pad">The padding.</param>
    /// <param name="dimRoundingMode">How the output's size is rounded, where the padding is a number.</param>
    public static Tensor AvgPool3D(
        Tensor x, ReadOnlySpan<int> filterSize, ReadOnlySpan<int> strides, Padding pad, DimRoundingMode dimRoundingMode = DimRoundingMode.None)
    {
        CheckRounding(pad, dimRoundingMode);
        using Scope scope = Scope.Open();
        Tensor batch = Batches.Of(Require.Float(x), 5, nameof(x));
        return Batches.Leave(scope, Kernel.AvgPool3D(batch, filterSize, strides, pad, dimRoundingMode, VolumeFormat.NDHWC), x.Rank == 4);
    }

    /// <summary>The largest elements of windows of volumes.</summary>
    /// <param name="x">[batch, depth, height, width, channels], or without the batch.</param>
    /// <param name="filterSize">[depth, height, width] of a window, or one number for all.</param>
    /// <param name="strides">The distances of two windows, [depth, height, width] or one number for all.</param>
    /// <param name="pad">The padding.</param>
    /// <param name="dimRoundingMode">How the output's size is rounded, where the padding is a number.</param>
    public static Tensor MaxPool3D(
        Tensor x, ReadOnlySpan<int> filterSize, ReadOnlySpan<int> strides, Padding pad, DimRoundingMode dimRoundingMode = DimRoundingMode.None)
    {
        CheckRounding(pad, dimRoundingMode);
        using Scope scope = Scope.Open();
        Tensor batch = Batches.Of(Require.Number(x), 5, nameof(x));
        return Batches.Leave(scope, Kernel.MaxPool3D(batch, filterSize, strides, pad, dimRoundingMode, VolumeFormat.NDHWC), x.Rank == 4);
    }

    /// <summary>
    /// The means or the largest elements of windows whose taps may lie apart: with dilations, pools of the images that
    /// <see cref="SpaceToBatchND"/> makes.
    /// </summary>
    /// <param name="input">[batch, height, width, channels], or without the batch.</param>
    /// <param name="windowShape">[height, width] of a window, or one number for both.</param>
    /// <param name="poolingType">"avg" or "max".</param>
    /// <param name="pad">The padding; with dilations a word.</param>
    /// <param name="dilations">The distances of two taps of a window, 1 by default; other than 1 only with strides of 1.</param>
    /// <param name="strides">The distances of two windows, 1 by default.</param>
    /// <param name="dimRoundingMode">How the output's size is rounded, where the padding is a number.</param>
    public static Tensor Pool(
        this Tensor input,
        ReadOnlySpan<int> windowShape,
        string poolingType,
        Padding pad,
        ReadOnlySpan<int> dilations = default,
        ReadOnlySpan<int> strides = default,
        DimRoundingMode dimRoundingMode = DimRoundingMode.None)
    {
        Require.That(poolingType is "avg" or "max", $"poolingType must be \"avg\" or \"max\", but is \"{poolingType}\"");
        dilations = dilations.Length == 2 ? dilations : new int[] { dilations.IsEmpty ? 1 : dilations[0], dilations.IsEmpty ? 1 : dilations[0] };
        strides = strides.IsEmpty ? new int[] { 1 } : strides;
        CheckWindows(strides, pad, dilations, dimRoundingMode);
        using Scope scope = Scope.Open();
        Tensor batch = Batches.Of(input, 4);
        if (dilations.IndexOfAnyExcept(1) < 0)
        {
            return Batches.Leave(scope, Simple(batch, windowShape, poolingType, strides, pad, dimRoundingMode), input.Rank == 3);
        }

        Require.That(pad.Explicit.IsDefault || pad.Explicit is [0], "pad must be a word where dilations are given");
        Span<int> paddings = stackalloc int[4];
        Span<int> crops = stackalloc int[4];
        for (int axis = 0; axis < 2; axis++)
        {
            int window = windowShape.Length == 1 ? windowShape[0] : windowShape[axis];
            int dilation = dilations[axis];
            int spread = pad.Word == Padding.Same.Word ? (window - 1) * dilation : 0;
            int padded = batch.Shape[1 + axis] + spread;
            int extra = (dilation - (padded % dilation)) % dilation;
            paddings[2 * axis] = spread / 2;
            paddings[(2 * axis) + 1] = spread - (spread / 2) + extra;
            crops[2 * axis] = 0;
            crops[(2 * axis) + 1] = extra;
        }

        Tensor blocks = SpaceToBatchND(batch, dilations, paddings);
        Tensor pooled = Simple(blocks, windowShape, poolingType, strides, Padding.Valid, dimRoundingMode);
        return Batches.Leave(scope, BatchToSpaceND(pooled, dilations, crops), input.Rank == 3);
    }

    private static Tensor Simple(Tensor x, ReadOnlySpan<int> window, string type, ReadOnlySpan<int> strides, Padding pad, DimRoundingMode rounding) =>
        type == "avg" ? AvgPool(x, window, strides, pad, rounding) : MaxPool(x, window, strides, pad, rounding);
}
