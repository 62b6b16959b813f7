using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>Each channel of x [batch, height, width, channels] with its own filters [height, width, channels, multiplier].</summary>
[Product]
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
        Job job = default;
        job.Window = window;
        job.Image = frame.Image;
        job.ImageFloats = (nint)window.InHeight * window.InWidth * frame.InChannels;
        job.Result = frame.Result;
        job.Chain = frame.Epilogue.Chain;
        job.Filter = args.Filter.Floats;
        ref PaddedLines left = ref job.Left;
        left.Rows = window.SpanHeight + 1; // one more for a second output row
        left.InHeight = window.InHeight;
        left.InWidth = window.InWidth;
        left.Channels = frame.InChannels;
        left.Multiplier = args.Filter.Shape[3];
        left.PadLeft = window.PadLeft;
        left.PadRight = window.PadRight;
        left.To = window.InWidth;
        job.Right = left;
        job.Begin = job.End = window.OutWidth;
        if (left.Multiplier == 1 && left.Pitch == left.Channels && job.ImageFloats <= MostInPlace)
        {
            PlaceEdges(ref job);
        }

        job.Row.FilterWidth = window.FilterWidth;
        job.Row.Bias = frame.Epilogue.Bias;
        job.Row.Channels = frame.OutChannels;
        job.Row.Dilation = window.DilationWidth;
        job.Row.Stride = window.StrideWidth;
        job.Row.Least = frame.Epilogue.Least;
        job.Row.Most = frame.Epilogue.Most;
        job.BufferFloats = (nint)(left.BufferFloats + job.Right.BufferFloats);
        job.Buffers = (float*)call.Scratch((long)call.Threads * job.BufferFloats * sizeof(float));
        job.Pointers = (float**)call.Scratch((long)call.Threads * (window.FilterHeight + 1) * sizeof(float*));
        job.IsPaired = job.Row.IsPaired && window.FilterHeight == 3 && window.StrideHeight == 1 && window.DilationHeight == 1;
        if (call.Failed)
        {
            return call.Status;
        }

        long cost = 2L * window.FilterHeight * window.FilterWidth * window.OutWidth * frame.OutChannels;
        call.Parallel(frame.Batch * window.OutHeight, cost, &RunRows, &job);
        return frame.Finish(ref call);
    }

    // A larger image comes from memory, and is better read line by line.
    private const int MostInPlace = 2 * 1024 * 1024 - 1;

    // So many columns at the sides are computed from padded lines, if there is padding, and at least so many between them in place.
    private const int EdgeColumns = 4;
    private const int LeastInPlace = 8;

    private struct Job
    {
        public DepthwiseRow<V> Row;
        public RowChain<V> Chain;
        public Window Window;
        public float* Filter;
        public float* Image;
        public nint ImageFloats;
        public float* Result;

        /// <summary>For the columns before those that are computed from the image in place, and for those behind them.</summary>
        public PaddedLines Left;
        public PaddedLines Right;
        public int Begin;
        public int End;

        /// <summary>Two output rows are computed at once where both have whole windows.</summary>
        public bool IsPaired;

        /// <summary>For each thread.</summary>
        public float* Buffers;
        public nint BufferFloats;
        public float** Pointers;
    }

    /// <summary>Finds the columns whose windows lie inside of the image, and cuts the padded lines down to the rest.</summary>
    private static void PlaceEdges(ref Job job)
    {
        ref Window window = ref job.Window;
        int begin = window.PadLeft == 0 ? 0 : EdgeColumns;
        int end = window.PadRight == 0 ? window.OutWidth : window.OutWidth - EdgeColumns;
        int first = begin * window.StrideWidth - window.PadLeft;
        int from = end * window.StrideWidth - window.PadLeft;
        int to = first - window.StrideWidth + window.SpanWidth;
        bool isInside = first >= 0 && from <= window.InWidth && from - window.StrideWidth + window.SpanWidth <= window.InWidth;
        if (end - begin >= LeastInPlace && isInside && to <= window.InWidth)
        {
            job.Begin = begin;
            job.End = end;
            job.Left.To = begin == 0 ? -window.PadLeft : to;
            job.Left.PadRight = 0;
            job.Right.From = from;
            job.Right.PadLeft = 0;
        }
    }

    private static void RunRows(void* state, int begin, int end, int thread)
    {
        Job job = *(Job*)state;
        ref Window window = ref job.Window;
        ref DepthwiseRow<V> row = ref job.Row;
        int channels = row.Channels;
        job.Left.Buffer = job.Buffers + thread * job.BufferFloats;
        job.Right.Buffer = job.Left.Buffer + (nint)job.Left.BufferFloats;
        row.Lines = job.Pointers + (nint)thread * (window.FilterHeight + 1);
        int step = window.DilationHeight;
        int image = -1;
        float* pixels = null;
        for (int line = begin, together; line < end; line += together)
        {
            if (line / window.OutHeight != image)
            {
                image = line / window.OutHeight;
                pixels = job.Image + image * job.ImageFloats;
                job.Left.Begin(pixels);
                job.Right.Begin(pixels);
            }

            int top = line % window.OutHeight * window.StrideHeight - window.PadTop;
            int first = top < 0 ? (step - 1 - top) / step : 0;
            int last = window.InHeight > top ? (window.InHeight - top - 1) / step + 1 : 0;
            last = last < window.FilterHeight ? last : window.FilterHeight;
            row.Rows = last > first ? last - first : 0;
            row.Filter = job.Filter + (nint)first * window.FilterWidth * channels;
            bool isPair = job.IsPaired && row.Rows == 3 && top + 3 < window.InHeight && line + 1 < end && (line + 1) % window.OutHeight != 0;
            together = isPair ? 2 : 1;
            int lines = row.Rows + together - 1;
            int rowFloats = window.OutWidth * channels;
            float* target = job.Result + (nint)line * rowFloats;
            RunEdge(ref row, ref job.Left, top + first * step, step, lines, target, rowFloats, job.Begin);
            if (job.Begin < job.End)
            {
                int left = job.Begin * window.StrideWidth - window.PadLeft;
                for (int i = 0; i < lines; i++)
                {
                    row.Lines[i] = pixels + ((nint)(top + (first + i) * step) * window.InWidth + left) * channels;
                }

                row.Pitch = channels;
                Run(in row, lines, target + (nint)job.Begin * channels, rowFloats, job.End - job.Begin);
                RunEdge(ref row, ref job.Right, top + first * step, step, lines, target + (nint)job.End * channels, rowFloats, window.OutWidth - job.End);
            }

            job.Chain.Run(target, channels, 0, window.OutWidth * together, channels);
        }
    }

    private static void RunEdge(ref DepthwiseRow<V> row, ref PaddedLines padded, int top, int step, int lines, float* target, int rowFloats, int columns)
    {
        if (columns == 0)
        {
            return;
        }

        for (int i = 0; i < lines; i++)
        {
            row.Lines[i] = padded.Line(top + i * step);
        }

        row.Pitch = padded.Pitch;
        Run(in row, lines, target, rowFloats, columns);
    }

    /// <summary>One output row, or two if there is a line more than one needs.</summary>
    private static void Run(in DepthwiseRow<V> row, int lines, float* target, int rowFloats, int columns)
    {
        if (lines == row.Rows)
        {
            row.Run(target, columns);
        }
        else if (columns >= 4)
        {
            row.RunPair(target, rowFloats, columns);
        }
        else
        {
            row.Run(target, columns);
            DepthwiseRow<V> lower = row;
            lower.Lines++;
            lower.Run(target + rowFloats, columns);
        }
    }
}
