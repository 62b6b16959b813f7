global using unsafe PoolCell = delegate*<Lanewise.Kernels.PoolPixel*, void>;
global using unsafe PoolLine = delegate*<Lanewise.Kernels.PoolPixel*, int, int, void>;
using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>A pool's window over a batch of images or volumes, channels last. An image is a volume of one plane.</summary>
internal unsafe struct PoolWindow
{
    private int _rank;

    public int Batch;
    public int Channels;
    public PoolAxis Depth;
    public PoolAxis Height;
    public PoolAxis Width;

    /// <summary>tfjs takes any pool of single pixels that keeps the size for the identity, even where padding and steps cancel out.</summary>
    public readonly bool IsIdentity => Height.Filter == 1 && Width.Filter == 1 && Height.Out == Height.In && Width.Out == Width.In;

    public readonly Shape OutShape
    {
        get
        {
            Shape shape = Shape.Of(Batch);
            if (_rank == 5)
            {
                shape.Append(Depth.Out);
            }

            shape.Append(Height.Out);
            shape.Append(Width.Out);
            shape.Append(Channels);
            return shape;
        }
    }

    /// <param name="rank">4 for images, 5 for volumes.</param>
    public static Status Place(ref Call call, in Tensor x, int rank, in PoolAttributes attributes, out PoolWindow window)
    {
        window = default;
        window._rank = rank;
        call.RequireReal(in x);
        if (call.RequireRank(in x, rank) != Status.Ok)
        {
            return call.Status;
        }

        window.Batch = x.Shape[0];
        window.Channels = x.Shape[rank - 1];
        return rank == 4
            ? window.PlaceInImage(ref call, in x.Shape, in attributes)
            : window.PlaceInVolume(ref call, in x.Shape, in attributes);
    }

    private Status PlaceInImage(ref Call call, in Shape x, in PoolAttributes attributes)
    {
        Window window = default;
        window.InHeight = x[1];
        window.InWidth = x[2];
        window.DilationHeight = 1;
        window.DilationWidth = 1;
        Window.ReadSteps(ref call, attributes.FilterSizeField, attributes.FilterSize, out window.FilterHeight, out window.FilterWidth);
        Window.ReadSteps(ref call, attributes.StridesField, attributes.Strides, out window.StrideHeight, out window.StrideWidth);
        window.Place(ref call, attributes.PadField, attributes.Pad, attributes.Rounding, DataFormat.NHWC);
        VolumeWindow volume = VolumeWindow.Of(in window);
        Depth = volume.Depth;
        Height = volume.Height;
        Width = volume.Width;
        return call.Status;
    }

    private Status PlaceInVolume(ref Call call, in Shape x, in PoolAttributes attributes)
    {
        Depth.In = x[1];
        Height.In = x[2];
        Width.In = x[3];
        ReadThree(ref call, attributes.FilterSizeField, attributes.FilterSize, out Depth.Filter, out Height.Filter, out Width.Filter);
        ReadThree(ref call, attributes.StridesField, attributes.Strides, out Depth.Stride, out Height.Stride, out Width.Stride);
        if (attributes.Pad.IsExplicit)
        {
            call.RequireCount(attributes.PadField, attributes.Pad.Ints, 1);
        }

        if (call.Failed)
        {
            return call.Status;
        }

        bool isSame = !attributes.Pad.IsExplicit && attributes.Pad.Value == Padding.Same;
        int pad = attributes.Pad.IsExplicit ? attributes.Pad.Ints[0] : 0;
        Depth.PlaceInVolume(isSame, pad, attributes.Rounding);
        Height.PlaceInVolume(isSame, pad, attributes.Rounding);
        Width.PlaceInVolume(isSame, pad, attributes.Rounding);
        return call.Status;
    }

    /// <summary>One number for all axes, or one for each.</summary>
    public static void ReadThree(ref Call call, int field, in IntList list, out int depth, out int height, out int width)
    {
        depth = height = width = 1;
        if (list.Count != 1 && call.RequireCount(field, in list, 3) != Status.Ok)
        {
            return;
        }

        depth = list[0];
        height = list[list.Count == 1 ? 0 : 1];
        width = list[list.Count == 1 ? 0 : 2];
        call.RequirePositive(field, depth);
        call.RequirePositive(field, height);
        call.RequirePositive(field, width);
    }

    /// <summary>Calls the cell for each output pixel, in order.</summary>
    /// <param name="y">The shape that <see cref="PoolPixel.Y"/> has, at least as large as <see cref="OutShape"/> along each axis.</param>
    public readonly void Walk(in Shape y, PoolCell cell, ref PoolPixel pixel)
    {
        Job job = JobOf(in y, cell, in pixel);
        WalkRows(&job, 0, job.Rows, 0);
    }

    /// <summary>The same in any order, on all threads: for cells that write to their output pixel alone.</summary>
    /// <param name="line">Called instead for neighbouring windows that are whole from side to side, with their number and the elements between them; null for none.</param>
    public readonly void WalkParallel(ref Call call, in Shape y, PoolCell cell, PoolLine line, ref PoolPixel pixel)
    {
        Job job = JobOf(in y, cell, in pixel);
        job.Line = line;
        call.Parallel(job.Rows, (long)Width.Out * Depth.Filter * Height.Filter * Width.Filter * Channels, &WalkRows, &job);
    }

    private struct Job
    {
        public PoolWindow Window;
        public PoolPixel Pixel;
        public PoolCell Cell;
        public PoolLine Line;
        public int Rows;
        public nint RowY;
        public nint PlaneY;
        public nint ImageY;
    }

    private readonly Job JobOf(in Shape y, PoolCell cell, in PoolPixel pixel)
    {
        Job job;
        job.Window = this;
        job.Pixel = pixel;
        job.Pixel.Channels = Channels;
        job.Pixel.RowStride = (nint)Width.In * Channels;
        job.Pixel.PlaneStride = job.Pixel.RowStride * Height.In;
        job.Cell = cell;
        job.Line = null;
        job.Rows = Batch * Depth.Out * Height.Out;
        job.RowY = (nint)y[_rank - 2] * Channels;
        job.PlaneY = job.RowY * y[_rank - 3];
        job.ImageY = _rank == 5 ? job.PlaneY * y[1] : job.PlaneY;
        return job;
    }

    private static void WalkRows(void* state, int begin, int end, int thread)
    {
        Job* job = (Job*)state;
        PoolWindow window = job->Window;
        PoolPixel p = job->Pixel;
        for (int line = begin; line < end; line++)
        {
            int row = line % window.Height.Out;
            int plane = line / window.Height.Out % window.Depth.Out;
            int image = line / window.Height.Out / window.Depth.Out;
            p.Image = image * p.PlaneStride * window.Depth.In;
            p.Planes = window.Depth.Clip(plane, out int front);
            p.Rows = window.Height.Clip(row, out int top);
            p.Out = image * job->ImageY + plane * job->PlaneY + row * job->RowY;
            nint start = p.Image + front * p.PlaneStride + top * p.RowStride;
            int whole = job->Line == null ? 0 : window.Width.WholeEnd;
            for (int column = 0; column < window.Width.Out;)
            {
                p.Columns = window.Width.Clip(column, out int left);
                p.In = start + (nint)left * window.Channels;
                int windows = 1;
                if (column < whole && p.Columns == window.Width.Filter)
                {
                    windows = whole - column;
                    job->Line(&p, windows, window.Width.Stride * window.Channels);
                }
                else
                {
                    job->Cell(&p);
                }

                p.Out += (nint)windows * window.Channels;
                column += windows;
            }
        }
    }
}
