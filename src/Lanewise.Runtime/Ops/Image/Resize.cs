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

        ResizeAxis rows = ResizeAxis.Of(x[1], output.Shape[1], args.AlignCorners, args.HalfPixelCenters);
        ResizeAxis columns = ResizeAxis.Of(x[2], output.Shape[2], args.AlignCorners, args.HalfPixelCenters);
        float* target = output.Floats;
        for (int b = 0; b < x[0]; b++)
        {
            float* image = images + (nint)b * x[1] * x[2] * channels;
            for (int row = 0; row < output.Shape[1]; row++)
            {
                rows.Between(row, out int top, out int bottom, out float down);
                float* upper = image + (nint)top * x[2] * channels;
                float* lower = image + (nint)bottom * x[2] * channels;
                for (int column = 0; column < output.Shape[2]; column++)
                {
                    columns.Between(column, out int left, out int right, out float across);
                    nint first = (nint)left * channels;
                    nint second = (nint)right * channels;
                    Blend<V>.Run(upper + first, upper + second, lower + first, lower + second, across, down, target, channels);
                    target += channels;
                }
            }
        }

        return call.Status;
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
