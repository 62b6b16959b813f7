using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct DiagArgs
{
    public Tensor X;
}

/// <summary>A tensor [..x, ..x] of zeros with the elements of x where both halves of the index are equal.</summary>
public static unsafe class Diag
{
    [Kernel("Diag")]
    public static Status Run(ref Call call, ref DiagArgs args)
    {
        ref Tensor x = ref args.X;
        if (call.RequireRank(in x, 0, Shape.MaxRank / 2) != Status.Ok)
        {
            return call.Status;
        }

        Shape shape = x.Shape;
        shape.Append(in x.Shape, 0, x.Rank);
        if (call.Output(x.Type, in shape, out Tensor output) == Status.Ok)
        {
            int size = x.Type.Bytes();
            Moves.Fill(output.Data, 0, output.Size, size);
            StridedCopy copy = default;
            copy.Add(x.Size, x.Size + 1, 1);
            copy.Run(output.Data, x.Data, size);
        }

        return call.Status;
    }
}
