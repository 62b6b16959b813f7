using System.Runtime.CompilerServices;

namespace Lanewise;

public static partial class Tf
{
    /// <summary>A convolution along one dimension.</summary>
    /// <param name="x">float32 [batch, width, inChannels], or without the batch.</param>
    /// <param name="filter">float32 [width, inChannels, outChannels].</param>
    /// <param name="stride">The distance of two windows.</param>
    /// <param name="pad">The padding: a word, or 0.</param>
    /// <param name="dilation">The distance of two taps of a window.</param>
    /// <param name="dimRoundingMode">How the output's width is rounded, where the padding is a number.</param>
    public static Tensor Conv1D(this Tensor x, Tensor filter, int stride, Padding pad, int dilation = 1, DimRoundingMode dimRoundingMode = DimRoundingMode.None)
    {
        using Scope scope = Scope.Open();
        Tensor batch = Batches.Of(x, 3);
        Require.Rank(filter, 3, 3);
        Tensor result = Conv2D(batch.ExpandDims(1), filter.ExpandDims(0), [1, stride], pad, DataFormat.NHWC, [1, dilation], dimRoundingMode);
        return Batches.Leave(scope, result.Reshape([result.Shape[0], result.Shape[2], result.Shape[3]]), x.Rank == 2);
    }

    /// <summary>A convolution of images.</summary>
    /// <param name="x">float32 [batch, height, width, inChannels], or without the batch.</param>
    /// <param name="filter">float32 [height, width, inChannels, outChannels].</param>
    /// <param name="strides">The distances of two windows, [height, width] or one number for both.</param>
    /// <param name="pad">The padding.</param>
    /// <param name="dataFormat">Where the channels of x and of the result are.</param>
    /// <param name="dilations">The distances of two taps of a window, 1 by default; other than 1 only with strides of 1.</param>
    /// <param name="dimRoundingMode">How the output's size is rounded, where the padding is a number.</param>
    /// <returns>[batch, outHeight, outWidth, outChannels], or without the batch.</returns>
    public static Tensor Conv2D(
        this Tensor x,
        Tensor filter,
        ReadOnlySpan<int> strides,
        Padding pad,
        DataFormat dataFormat = DataFormat.NHWC,
        ReadOnlySpan<int> dilations = default,
        DimRoundingMode dimRoundingMode = DimRoundingMode.None)
    {
        CheckWindows(strides, pad, dilations, dimRoundingMode);
        using Scope scope = Scope.Open();
        Tensor batch = Batches.Of(Require.Float(x), 4, nameof(x));
        return Batches.Leave(scope, Kernel.Conv2D(batch, Require.Float(filter), strides, pad, dataFormat, dilations, dimRoundingMode), x.Rank == 3);
    }

    /// <summary>A convolution of each channel by itself.</summary>
    /// <param name="x">float32 [batch, height, width, inChannels], or without the batch.</param>
    /// <param name="filter">float32 [height, width, inChannels, multiplier].</param>
    /// <param name="strides">The distances of two windows, [height, width] or one number for both.</param>
    /// <param name="pad">The padding.</param>
    /// <param name="dataFormat">Where the channels of x and of the result are.</param>
    /// <param name="dilations">The distances of two taps of a window, 1 by default; other than 1 only with strides of 1.</param>
    /// <param name="dimRoundingMode">How the output's size is rounded, where the padding is a number.</param>
    /// <returns>[batch, outHeight, outWidth, inChannels · multiplier], or without the batch.</returns>
    public static Tensor DepthwiseConv2D(
        this Tensor x,
        Tensor filter,
        ReadOnlySpan<int> strides,
        Padding pad,
        DataFormat dataFormat = DataFormat.NHWC,
        ReadOnlySpan<int> dilations = default,
        DimRoundingMode dimRoundingMode = DimRoundingMode.None)
    {
        CheckRounding(pad, dimRoundingMode);
        using Scope scope = Scope.Open();
        Tensor batch = Batches.Of(Require.Float(x), 4, nameof(x));
        return Batches.Leave(scope, Kernel.DepthwiseConv2dNative(batch, Require.Float(filter), strides, pad, dataFormat, dilations, dimRoundingMode), x.Rank == 3);
    }

    /// <summary>A depthwise convolution, and a convolution of 1 × 1 after it.</summary>
    /// <param name="x">float32 [batch, height, width, inChannels], or without the batch.</param>
    /// <param name="depthwiseFilter">float32 [height, width, inChannels, multiplier].</param>
    /// <param name="pointwiseFilter">float32 [1, 1, inChannels · multiplier, outChannels].</param>
    /// <param name="strides">The distances of two windows of the first, [height, width] or one number for both.</param>
    /// <param name="pad">The padding of the first.</param>
    /// <param name="dilations">The distances of two taps of a window of the first, 1 by default.</param>
    public static Tensor SeparableConv2D(
        this Tensor x, Tensor depthwiseFilter, Tensor pointwiseFilter, ReadOnlySpan<int> strides, Padding pad, ReadOnlySpan<int> dilations = default)
    {
        Require.Rank(pointwiseFilter, 4, 4);
        Require.That(pointwiseFilter.Shape[0] == 1 && pointwiseFilter.Shape[1] == 1, $"pointwiseFilter must be 1 × 1, but is {Require.Text(pointwiseFilter)}");
        using Scope scope = Scope.Open();
        Tensor depthwise = DepthwiseConv2D(x, depthwiseFilter, strides, pad, DataFormat.NHWC, dilations);
        return scope.Leave(Conv2D(depthwise, pointwiseFilter, [1], Padding.Valid));
    }

    /// <summary>The transposed convolution (the gradient of one), which makes images larger.</summary>
    /// <param name="x">float32 [batch, height, width, inChannels], or without the batch.</param>
    /// <param name="filter">float32 [height, width, outChannels, inChannels].</param>
    /// <param name="outputShape">[batch, height, width, outChannels], or without the batch: several sizes are possible.</param>
    /// <param name="strides">The distances of two windows of the result, [height, width] or one number for both.</param>
    /// <param name="pad">The padding of the convolution that this one is the transpose of.</param>
    /// <param name="dimRoundingMode">How that one's output's size is rounded, where the padding is a number.</param>
    public static Tensor Conv2DTranspose(
        this Tensor x, Tensor filter, ReadOnlySpan<int> outputShape, ReadOnlySpan<int> strides, Padding pad, DimRoundingMode dimRoundingMode = DimRoundingMode.None)
    {
        CheckRounding(pad, dimRoundingMode);
        using Scope scope = Scope.Open();
        Tensor batch = Batches.Of(x, 4);
        CheckOutputShape(outputShape, x.Rank);
        ReadOnlySpan<int> shape = x.Rank == 3 ? [1, .. outputShape] : outputShape;
        return Batches.Leave(scope, Kernel.Conv2DBackpropInput(batch, filter, strides, pad, DataFormat.NHWC, dimRoundingMode, shape), x.Rank == 3);
    }

    /// <summary>A convolution of volumes.</summary>
    /// <param name="x">float32 [batch, depth, height, width, inChannels], or without the batch.</param>
    /// <param name="filter">float32 [depth, height, width, inChannels, outChannels].</param>
    /// <param name="strides">The distances of two windows, [depth, height, width] or one number for all.</param>
    /// <param name="pad">The padding, a word.</param>
    /// <param name="dilations">The distances of two taps of a window, 1 by default; other than 1 only with strides of 1.</param>
    public static Tensor Conv3D(this Tensor x, Tensor filter, ReadOnlySpan<int> strides, Padding pad, ReadOnlySpan<int> dilations = default)
    {
        CheckWindows(strides, pad, dilations, DimRoundingMode.None);
        using Scope scope = Scope.Open();
        Tensor batch = Batches.Of(x, 5);
        return Batches.Leave(scope, Kernel.Conv3D(batch, filter, strides, pad, VolumeFormat.NDHWC, dilations), x.Rank == 4);
    }

    /// <summary>The transposed convolution (the gradient of one) of volumes, which makes them larger.</summary>
    /// <param name="x">float32 [batch, depth, height, width, inChannels], or without the batch.</param>
    /// <param name="filter">float32 [depth, height, width, outChannels, inChannels].</param>
    /// <param name="outputShape">[batch, depth, height, width, outChannels], or without the batch: several sizes are possible.</param>
    /// <param name="strides">The distances of two windows of the result, [depth, height, width] or one number for all.</param>
    /// <param name="pad">The padding of the convolution that this one is the transpose of, a word.</param>
    public static Tensor Conv3DTranspose(this Tensor x, Tensor filter, ReadOnlySpan<int> outputShape, ReadOnlySpan<int> strides, Padding pad)
    {
        using Scope scope = Scope.Open();
        Tensor batch = Batches.Of(x, 5);
        CheckOutputShape(outputShape, x.Rank);
        ReadOnlySpan<int> shape = x.Rank == 4 ? [1, .. outputShape] : outputShape;
        return Batches.Leave(scope, Kernel.Conv3DBackpropInputV2(batch, filter, strides, pad, shape), x.Rank == 4);
    }

    /// <summary>Greyscale dilation: the largest sums of pixels and filter in each window.</summary>
    /// <param name="x">float32 or int32 [batch, height, width, channels], or without the batch.</param>
    /// <param name="filter">[height, width, channels], of the same dtype.</param>
    /// <param name="strides">The distances of two windows, [height, width] or one number for both.</param>
    /// <param name="pad">The padding, a word.</param>
    /// <param name="dilations">The distances of two taps of a window, 1 by default.</param>
    public static Tensor Dilation2D(this Tensor x, Tensor filter, ReadOnlySpan<int> strides, Padding pad, ReadOnlySpan<int> dilations = default)
    {
        using Scope scope = Scope.Open();
        Tensor batch = Batches.Of(x, 4);
        return Batches.Leave(scope, Kernel.Dilation2D(batch, filter, strides, pad, dilations.IsEmpty ? [1, 1] : dilations), x.Rank == 3);
    }

    /// <summary>Windows that lie apart have taps that do not, and the other way round.</summary>
    private static void CheckWindows(
        ReadOnlySpan<int> strides, Padding pad, ReadOnlySpan<int> dilations, DimRoundingMode rounding, [CallerMemberName] string op = "")
    {
        Require.That(
            dilations.IndexOfAnyExcept(1) < 0 || strides.IndexOfAnyExcept(1) < 0,
            $"either strides or dilations must be 1, but they are {Lanewise.Shapes.Text(strides)} and {Lanewise.Shapes.Text(dilations)}",
            op);
        CheckRounding(pad, rounding, op);
    }

    private static void CheckRounding(Padding pad, DimRoundingMode rounding, [CallerMemberName] string op = "") => Require.That(
        rounding == DimRoundingMode.None || !pad.Explicit.IsDefault, $"pad must be numbers where dimRoundingMode is given ({rounding})", op);

    private static void CheckOutputShape(ReadOnlySpan<int> shape, int rank, [CallerMemberName] string op = "") =>
        Require.That(shape.Length == rank, $"outputShape must have {rank} dimensions, but is {Lanewise.Shapes.Text(shape)}", op);
}
