using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct DepthToSpaceArgs
{
    public Tensor X;
    public int BlockSize;
    public DataFormat DataFormat;
}

/// <summary>
/// Each group of b² channels becomes a b × b block of pixels: output[n, h·b + i, w·b + j, c] = x[n, h, w, (i·b + j)·C + c].
/// </summary>
public static unsafe class DepthToSpace
{
    [Kernel("DepthToSpace")]
    public static Status Run(ref Call call, ref DepthToSpaceArgs args)
    {
        ref Tensor x = ref args.X;
        int block = args.BlockSize;
        call.RequireReal(in x);
        call.RequireRank(in x, 4);
        if (block < 2 || block > 32767)
        {
            call.Fail(Status.Range, DepthToSpaceFields.BlockSize, 2, 32767, block);
        }

        if (call.Failed)
        {
            return call.Status;
        }

        bool isLast = args.DataFormat == DataFormat.NHWC;
        int batch = x.Shape[0];
        int height = x.Shape[isLast ? 1 : 2];
        int width = x.Shape[isLast ? 2 : 3];
        int depth = x.Shape[isLast ? 3 : 1];
        int channels = depth / (block * block);
        if (depth % (block * block) != 0)
        {
            return call.Fail(Status.Divisible, DepthToSpaceFields.X, block * block, depth);
        }

        long tall = (long)height * block;
        long wide = (long)width * block;
        if (tall > int.MaxValue || wide > int.MaxValue)
        {
            return call.Fail(Status.OutOfMemory, -1, int.MaxValue);
        }

        Shape shape = isLast ? Shape.Of(batch, (int)tall, (int)wide, channels) : Shape.Of(batch, channels, (int)tall, (int)wide);
        if (call.Output(x.Type, in shape, out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        int* from = stackalloc int[Shape.MaxRank];
        int* to = stackalloc int[Shape.MaxRank];
        x.Shape.Strides(from);
        shape.Strides(to);
        int fromChannel = from[isLast ? 3 : 1];
        int y = isLast ? 1 : 2;
        StridedCopy copy = default;
        copy.Add(batch, to[0], from[0]);
        if (!isLast)
        {
            copy.Add(channels, to[1], fromChannel);
        }

        copy.Add(height, to[y] * block, from[y]);
        copy.Add(block, to[y], fromChannel * channels * block);
        copy.Add(width, to[y + 1] * block, from[y + 1]);
        copy.Add(block, to[y + 1], fromChannel * channels);
        if (isLast)
        {
            copy.Add(channels, 1, 1);
        }

        Moving.Run(ref call, in copy, output.Data, x.Data, x.Type.Bytes());
        return call.Status;
    }
}
