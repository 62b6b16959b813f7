using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>Each channel of x [batch, height, width, channels] with its own filters [height, width, channels, multiplier].</summary>
public static unsafe class DepthwiseConv2D<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("DepthwiseConv2dNative")]
    public static Status Run(ref Call call, ref ConvolutionArgs args)
    {
        FusedConvolutionArgs fused = args.Fused();
        return Run(ref call, ref fused, ConvolutionBlame.Plain);
    }

    [Kernel("FusedDepthwiseConv2D")]
    public static Status RunFused(ref Call call, ref FusedConvolutionArgs args) => Run(ref call, ref args, ConvolutionBlame.Fused);

    private static Status Run(ref Call call, ref FusedConvolutionArgs args, ConvolutionBlame blame)
    {
        if (ConvolutionFrame<V>.Begin(ref call, ref args, blame, isDepthwise: true, out ConvolutionFrame<V> frame) != Status.Ok || frame.IsEmpty)
        {
            return call.Status;
        }

        ref Window window = ref frame.Window;
        int outChannels = frame.OutChannels;
        PaddedLines lines = default;
        lines.Rows = window.SpanHeight;
        lines.InHeight = window.InHeight;
        lines.InWidth = window.InWidth;
        lines.Channels = frame.InChannels;
        lines.Multiplier = args.Filter.Shape[3];
        lines.PadLeft = window.PadLeft;
        lines.PadRight = window.PadRight;

        lines.Buffer = (float*)call.Scratch(lines.BufferFloats * sizeof(float));
        float** pointers = (float**)call.Scratch((long)window.FilterHeight * sizeof(float*));
        if (call.Failed)
        {
            return call.Status;
        }

        DepthwiseRow<V> row = default;
        row.Lines = pointers;
        row.FilterHeight = window.FilterHeight;
        row.FilterWidth = window.FilterWidth;
        row.Filter = args.Filter.Floats;
        row.Bias = frame.Epilogue.Bias;
        row.Channels = outChannels;
        row.TapStep = window.DilationWidth * outChannels;
        row.ColumnStep = window.StrideWidth * outChannels;
        row.Least = frame.Epilogue.Least;
        row.Most = frame.Epilogue.Most;
        float* target = frame.Result;
        for (int b = 0; b < frame.Batch; b++)
        {
            lines.Begin(frame.Image + (nint)b * window.InHeight * window.InWidth * frame.InChannels);
            for (int y = 0; y < window.OutHeight; y++)
            {
                for (int i = 0; i < window.FilterHeight; i++)
                {
                    pointers[i] = lines.Line(y * window.StrideHeight - window.PadTop + i * window.DilationHeight);
                }

                row.Run(target, window.OutWidth);
                frame.Epilogue.OnRows.Run(target, outChannels, 0, window.OutWidth, outChannels);
                target += (nint)window.OutWidth * outChannels;
            }
        }

        return frame.Finish(ref call);
    }
}
