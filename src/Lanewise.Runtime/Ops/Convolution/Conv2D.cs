using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct Conv2DArgs
{
    public Tensor X;
    public Tensor Filter;
    public IntList Strides;
    public Choice<Padding> Pad;
    public DataFormat DataFormat;
    public IntList Dilations;
    public DimRoundingMode DimRoundingMode;
}

public struct FusedConv2DArgs
{
    public Tensor X;
    public Tensor Filter;
    [Optional] public Tensor Bias;
    [Optional] public Tensor PreluActivationWeights;
    public IntList Strides;
    public Choice<Padding> Pad;
    public DataFormat DataFormat;
    public IntList Dilations;
    public DimRoundingMode DimRoundingMode;
    public Activation Activation;
    public double LeakyreluAlpha;
}

/// <summary>
/// x [batch, height, width, inChannels] with a filter [height, width, inChannels, outChannels], as an implicit GEMM: a row of A is
/// the list of pixels under the window of one output pixel.
/// </summary>
public static unsafe class Conv2D<V>
    where V : unmanaged, IVector<V>
{
    // Below so many channels a tap is too short a dot product, and whole filter rows are taken as one.
    private const int FewChannels = 8;

    [Kernel("Conv2D")]
    public static Status Run(ref Call call, ref Conv2DArgs args)
    {
        FusedConv2DArgs fused = default;
        fused.X = args.X;
        fused.Filter = args.Filter;
        fused.Strides = args.Strides;
        fused.Pad = args.Pad;
        fused.DataFormat = args.DataFormat;
        fused.Dilations = args.Dilations;
        fused.DimRoundingMode = args.DimRoundingMode;
        return Run(ref call, ref fused, Conv2DFields.Strides, Conv2DFields.Pad, Conv2DFields.Dilations);
    }

    [Kernel("FusedConv2D")]
    public static Status RunFused(ref Call call, ref FusedConv2DArgs args) =>
        Run(ref call, ref args, FusedConv2DFields.Strides, FusedConv2DFields.Pad, FusedConv2DFields.Dilations);

    private static Status Run(ref Call call, ref FusedConv2DArgs args, int stridesField, int padField, int dilationsField)
    {
        call.RequireType(in args.X, DType.Float32);
        call.RequireType(in args.Filter, DType.Float32);
        call.RequireRank(in args.X, 4);
        if (call.RequireRank(in args.Filter, 4) != Status.Ok)
        {
            return call.Status;
        }

        DataFormat format = args.DataFormat;
        ref Shape x = ref args.X.Shape;
        int inChannels = x[ChannelsLast.ChannelAxis(format)];
        int outChannels = args.Filter.Shape[3];
        call.RequireDimension(in args.Filter, 2, inChannels);

        Window window = default;
        window.InHeight = ChannelsLast.Height(in x, format);
        window.InWidth = ChannelsLast.Width(in x, format);
        window.FilterHeight = args.Filter.Shape[0];
        window.FilterWidth = args.Filter.Shape[1];
        Window.ReadSteps(ref call, stridesField, in args.Strides, out window.StrideHeight, out window.StrideWidth);
        Window.ReadSteps(ref call, dilationsField, in args.Dilations, out window.DilationHeight, out window.DilationWidth);
        if (window.Place(ref call, padField, in args.Pad, args.DimRoundingMode, format) != Status.Ok)
        {
            return call.Status;
        }

        Shape shape = ChannelsLast.ShapeOf(x[0], window.OutHeight, window.OutWidth, outChannels, format);
        Epilogue<V>.Read(
            ref call, in args.Bias, in args.PreluActivationWeights, FusedConv2DFields.PreluActivationWeights, args.Activation, args.LeakyreluAlpha, in shape, outChannels, format, out Epilogue<V> epilogue);
        call.Output(DType.Float32, in shape, out Tensor output);
        if (call.Failed || output.Size == 0)
        {
            return call.Status;
        }

        float* image = ChannelsLast.Read(ref call, in args.X, format);
        float* result = ChannelsLast.Begin(ref call, in output, format);
        int depth = window.FilterHeight * window.FilterWidth * inChannels;
        float* panels = PackedPanels<V>.Matrix(ref call, in args.Filter, depth, outChannels, isTransposed: false);
        if (call.Failed)
        {
            return call.Status;
        }

        Gemm<V> gemm = default;
        gemm.Panels = panels;
        gemm.Bias = epilogue.Bias;
        gemm.Least = epilogue.Least;
        gemm.Most = epilogue.Most;
        gemm.Columns = outChannels;
        gemm.C = result;
        if (window.IsPointwise)
        {
            gemm.A = image;
            gemm.RowStride = inChannels;
            gemm.Taps = 1;
            gemm.Depth = inChannels;
            gemm.Run(0, x[0] * window.OutHeight * window.OutWidth);
        }
        else if (inChannels < FewChannels && window.DilationWidth == 1)
        {
            ByFilterRows(ref call, ref gemm, in window, image, x[0], inChannels);
        }
        else
        {
            ByTaps(ref call, ref gemm, in window, image, x[0], inChannels);
        }

        if (call.Failed)
        {
            return call.Status;
        }

        ChannelsLast.Finish(in output, result, format);
        return epilogue.Finish(ref call, in output);
    }

    private static Indirection IndirectionOf(in Window window, int channels)
    {
        Indirection indirection = default;
        indirection.InHeight = window.InHeight;
        indirection.InWidth = window.InWidth;
        indirection.RowPixels = window.InWidth;
        indirection.Channels = channels;
        indirection.OutWidth = window.OutWidth;
        indirection.OutPixels = window.OutHeight * window.OutWidth;
        indirection.FilterHeight = window.FilterHeight;
        indirection.FilterWidth = window.FilterWidth;
        indirection.StrideHeight = window.StrideHeight;
        indirection.StrideWidth = window.StrideWidth;
        indirection.DilationHeight = window.DilationHeight;
        indirection.DilationWidth = window.DilationWidth;
        indirection.PadTop = window.PadTop;
        indirection.PadLeft = window.PadLeft;
        return indirection;
    }

    private static void ByTaps(ref Call call, ref Gemm<V> gemm, in Window window, float* image, int batch, int channels)
    {
        Indirection indirection = IndirectionOf(in window, channels);
        float** pointers = (float**)call.Scratch((long)indirection.Count(Gemm<V>.TileRows) * sizeof(float*));
        float* zeros = (float*)call.Scratch((long)channels * sizeof(float));
        if (call.Failed)
        {
            return;
        }

        System.Runtime.InteropServices.NativeMemory.Clear(zeros, (nuint)channels * sizeof(float));
        gemm.Taps = window.FilterHeight * window.FilterWidth;
        gemm.Depth = channels;
        gemm.Indirection = pointers;
        nint imageFloats = (nint)window.InHeight * window.InWidth * channels;
        for (int b = 0; b < batch; b++)
        {
            indirection.Fill(pointers, image + b * imageFloats, zeros, Gemm<V>.TileRows);
            gemm.Run(0, indirection.OutPixels);
            gemm.C += (nint)indirection.OutPixels * gemm.Columns;
        }
    }

    /// <summary>With the image padded, a row of the window is contiguous and one tap of FilterWidth · channels.</summary>
    private static void ByFilterRows(ref Call call, ref Gemm<V> gemm, in Window window, float* image, int batch, int channels)
    {
        int left = window.PadLeft * channels;
        int right = window.PadRight * channels;
        int row = window.InWidth * channels;
        int rows = window.PadTop + window.InHeight + window.PadBottom;
        Indirection indirection = IndirectionOf(in window, channels);
        indirection.InHeight = rows;
        indirection.InWidth = window.PadLeft + window.InWidth + window.PadRight;
        indirection.RowPixels = indirection.InWidth;
        indirection.FilterWidth = 1;
        indirection.PadTop = 0;
        indirection.PadLeft = 0;
        float** pointers = (float**)call.Scratch((long)indirection.Count(Gemm<V>.TileRows) * sizeof(float*));
        float* padded = window.IsUnpadded ? image : (float*)call.Scratch((long)rows * (left + row + right) * sizeof(float));
        if (call.Failed)
        {
            return;
        }

        gemm.Taps = window.FilterHeight;
        gemm.Depth = window.FilterWidth * channels;
        gemm.Indirection = pointers;
        for (int b = 0; b < batch; b++)
        {
            float* current = image + (nint)b * window.InHeight * row;
            if (window.IsUnpadded)
            {
                padded = current;
            }
            else
            {
                PaddedImage.Copy(padded, current, window.InHeight, row, window.PadTop, window.PadBottom, left, right);
            }

            indirection.Fill(pointers, padded, null, Gemm<V>.TileRows);
            gemm.Run(0, indirection.OutPixels);
            gemm.C += (nint)indirection.OutPixels * gemm.Columns;
        }
    }
}
