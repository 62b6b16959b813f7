using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct ResizeArgs
{
    public Tensor Images;
    public bool AlignCorners;
    public bool HalfPixelCenters;
    public IntList Size;
}

/// <summary>Resizes images [batch, height, width, channels] to Size [height, width].</summary>
public static unsafe class Resize<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>Float32 whatever the input is.</summary>
    [Kernel("ResizeBilinear")]
    public static Status Bilinear(ref Call call, ref ResizeArgs args)
    {
        if (Begin(ref call, ref args, DType.Float32, out Tensor output) != Status.Ok || output.Size == 0)
        {
            return call.Status;
        }

        ref Shape x = ref args.Images.Shape;
        int channels = x[3];
        float* images = Lanes<V>.Of(ref call, in args.Images, DType.Float32);
        if (call.Failed)
        {
            return call.Status;
        }

        int columns = output.Shape[2];
        BilinearJob job;
        job.Left = (int*)call.Scratch((long)columns * sizeof(int));
        job.Right = (int*)call.Scratch((long)columns * sizeof(int));
        job.Across = (float*)call.Scratch((long)columns * sizeof(float));
        if (call.Failed)
        {
            return call.Status;
        }

        ResizeAxis axis = ResizeAxis.Of(x[2], columns, args.AlignCorners, args.HalfPixelCenters);
        for (int i = 0; i < columns; i++)
        {
            axis.Between(i, out int left, out int right, out job.Across[i]);
            job.Left[i] = left * channels;
            job.Right[i] = right * channels;
        }

        job.Images = images;
        job.Row = x[2] * channels;
        job.Rows = x[1];
        job.Channels = channels;
        job.Down = ResizeAxis.Of(x[1], output.Shape[1], args.AlignCorners, args.HalfPixelCenters);
        job.Target = output.Floats;
        job.OutRows = output.Shape[1];
        job.OutColumns = columns;
        call.Parallel(x[0] * output.Shape[1], 8L * columns * channels, &BilinearRows, &job);
        return call.Status;
    }

    private struct BilinearJob
    {
        public int* Left;
        public int* Right;
        public float* Across;
        public ResizeAxis Down;
        public float* Images;
        public int Rows;

        /// <summary>Floats in a row of an image.</summary>
        public int Row;
        public int Channels;
        public float* Target;
        public int OutRows;
        public int OutColumns;
    }

    private static void BilinearRows(void* state, int begin, int end, int thread)
    {
        BilinearJob job = *(BilinearJob*)state;
        for (int row = begin; row < end; row++)
        {
            float* image = job.Images + (nint)(row / job.OutRows) * job.Rows * job.Row;
            job.Down.Between(row % job.OutRows, out int top, out int bottom, out float down);
            float* target = job.Target + (nint)row * job.OutColumns * job.Channels;
            Blend<V>.Row(image + (nint)top * job.Row, image + (nint)bottom * job.Row, job.Left, job.Right, job.Across, down, target, job.OutColumns, job.Channels);
        }
    }

    [Kernel("ResizeNearestNeighbor")]
    public static Status NearestNeighbor(ref Call call, ref ResizeArgs args)
    {
        if (Begin(ref call, ref args, args.Images.Type, out Tensor output) != Status.Ok || output.Size == 0)
        {
            return call.Status;
        }

        ref Shape x = ref args.Images.Shape;
        ResizeAxis rows = ResizeAxis.Of(x[1], output.Shape[1], args.AlignCorners, args.HalfPixelCenters);
        ResizeAxis columns = ResizeAxis.Of(x[2], output.Shape[2], args.AlignCorners, args.HalfPixelCenters);
        nint pixel = (nint)x[3] * sizeof(float);
        byte* target = output.Data;
        for (int b = 0; b < x[0]; b++)
        {
            byte* image = args.Images.Data + (nint)b * x[1] * x[2] * pixel;
            for (int row = 0; row < output.Shape[1]; row++)
            {
                byte* line = image + (nint)rows.Nearest(row, args.AlignCorners) * x[2] * pixel;
                for (int column = 0; column < output.Shape[2]; column++)
                {
                    Buffer.MemoryCopy(line + columns.Nearest(column, args.AlignCorners) * pixel, target, pixel, pixel);
                    target += pixel;
                }
            }
        }

        return call.Status;
    }

    private static Status Begin(ref Call call, ref ResizeArgs args, DType type, out Tensor output)
    {
        output = default;
        call.RequireNumber(in args.Images);
        call.RequireRank(in args.Images, 4);
        call.RequireCount(ResizeFields.Size, in args.Size, 2);
        if (call.ReadShape(ResizeFields.Size, in args.Size, -1, out Shape size) != Status.Ok)
        {
            return call.Status;
        }

        ref Shape x = ref args.Images.Shape;
        Shape shape = Shape.Of(x[0], size[0], size[1], x[3]);
        if (shape.LongSize != 0)
        {
            call.RequirePositive(ResizeFields.Images, x[1]);
            call.RequirePositive(ResizeFields.Images, x[2]);
        }

        return call.Output(type, in shape, out output);
    }
}
