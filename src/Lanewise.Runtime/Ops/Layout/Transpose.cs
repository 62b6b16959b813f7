using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct TransposeArgs
{
    public Tensor X;
    public IntList Perm;
}

/// <summary>
/// Axis i of the output is axis perm[i] of the input; without a permutation the axes are reversed. Where only dimensions of
/// 1 change places the output shares the data.
/// </summary>
public static unsafe class Transpose
{
    [Kernel("Transpose")]
    public static Status Run(ref Call call, ref TransposeArgs args)
    {
        ref Tensor x = ref args.X;
        if (!args.Perm.IsNull && call.RequireCount(TransposeFields.Perm, in args.Perm, x.Rank) != Status.Ok)
        {
            return call.Status;
        }

        int* strides = stackalloc int[Shape.MaxRank];
        int* from = stackalloc int[Shape.MaxRank];
        x.Shape.Strides(strides);
        Shape shape = default;
        int seen = 0;
        int highest = -1;
        bool isOrdered = true;
        for (int i = 0; i < x.Rank; i++)
        {
            int axis = args.Perm.IsNull ? x.Rank - 1 - i : args.Perm[i];
            if ((uint)axis >= (uint)x.Rank || (seen & (1 << axis)) != 0)
            {
                return call.Fail(Status.Permutation, TransposeFields.Perm);
            }

            seen |= 1 << axis;
            int dim = x.Shape[axis];
            isOrdered &= dim == 1 || axis > highest;
            highest = dim == 1 ? highest : axis;
            from[i] = strides[axis];
            shape.Append(dim);
        }

        if (isOrdered)
        {
            return call.Alias(in x, in shape);
        }

        if (call.Output(x.Type, in shape, out Tensor output) == Status.Ok)
        {
            Permute(ref call, output.Data, in shape, x.Data, from, x.Type.Bytes());
        }

        return call.Status;
    }

    /// <summary>Writes the shape in order, reading with the stride <paramref name="from"/>[i] along axis i.</summary>
    public static void Permute(ref Call call, byte* target, in Shape shape, byte* source, int* from, int size)
    {
        int* strides = stackalloc int[Shape.MaxRank];
        shape.Strides(strides);
        StridedCopy copy = default;
        for (int i = 0; i < shape.Rank; i++)
        {
            copy.Add(shape[i], strides[i], from[i]);
        }

        Moving.Run(ref call, in copy, target, source, size);
    }
}
