using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct TileArgs
{
    public Tensor X;
    public IntList Reps;
}

/// <summary>The input repeated <c>Reps[i]</c> times along axis i.</summary>
public static unsafe class Tile
{
    [Kernel("Tile")]
    public static Status Run(ref Call call, ref TileArgs args)
    {
        ref Tensor x = ref args.X;
        if (call.RequireCount(TileFields.Reps, in args.Reps, x.Rank) != Status.Ok)
        {
            return call.Status;
        }

        Shape shape = default;
        bool isSame = true;
        for (int i = 0; i < x.Rank; i++)
        {
            long dim = (long)x.Shape[i] * args.Reps[i];
            if (args.Reps[i] < 0)
            {
                return call.Fail(Status.Range, TileFields.Reps, 0, int.MaxValue, args.Reps[i]);
            }

            isSame &= args.Reps[i] == 1;
            shape.Append(dim > int.MaxValue ? int.MaxValue : (int)dim);
        }

        if (isSame)
        {
            return call.Alias(in x, in shape);
        }

        if (call.Output(x.Type, in shape, out Tensor output) == Status.Ok)
        {
            int* from = stackalloc int[Shape.MaxRank];
            int* to = stackalloc int[Shape.MaxRank];
            x.Shape.Strides(from);
            shape.Strides(to);
            StridedCopy copy = default;
            for (int i = 0; i < x.Rank; i++)
            {
                copy.Add(args.Reps[i], to[i] * x.Shape[i], 0);
                copy.Add(x.Shape[i], to[i], from[i]);
            }

            Moving.Run(ref call, in copy, output.Data, x.Data, x.Type.Bytes());
        }

        return call.Status;
    }
}
