using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct ConcatArgs
{
    public TensorList Inputs;
    public int Axis;
}

/// <summary>Tensors joined along an axis. Where only one of them has elements, the output shares its data.</summary>
public static unsafe class Concat
{
    [Kernel("Concat")]
    public static Status Run(ref Call call, ref ConcatArgs args)
    {
        if (args.Inputs.Count == 0)
        {
            return call.Fail(Status.NoTensors, ConcatFields.Inputs);
        }

        ref Tensor first = ref args.Inputs[0];
        if (call.RequireAxis(ConcatFields.Axis, args.Axis, first.Rank, out int axis) != Status.Ok)
        {
            return call.Status;
        }

        long joined = 0;
        int filled = -1;
        int fillings = 0;
        for (int i = 0; i < args.Inputs.Count; i++)
        {
            ref Tensor input = ref args.Inputs[i];
            call.RequireReal(in input);
            call.RequireSameType(in input, first.Type);
            call.RequireRank(in input, first.Rank);
            for (int other = 0; other < first.Rank && !call.Failed; other++)
            {
                if (other != axis)
                {
                    call.RequireDimension(in input, other, first.Shape[other]);
                }
            }

            if (call.Failed)
            {
                return call.Status;
            }

            joined += input.Shape[axis];
            if (input.Size > 0)
            {
                filled = i;
                fillings++;
            }
        }

        Shape shape = first.Shape;
        shape.Set(axis, joined > int.MaxValue ? int.MaxValue : (int)joined);
        if (fillings == 1)
        {
            return call.Alias(in args.Inputs[filled], in shape);
        }

        if (call.Output(first.Type, in shape, out Tensor output) == Status.Ok)
        {
            Join(ref args.Inputs, in output, shape.Product(0, axis), shape.Product(axis, shape.Rank));
        }

        return call.Status;
    }

    /// <summary>Rows of <paramref name="rowSize"/> elements, each put together from one piece of every input.</summary>
    public static void Join(ref TensorList inputs, in Tensor output, int rows, int rowSize)
    {
        byte* target = output.Data;
        int size = output.Type.Bytes();
        for (int i = 0; i < inputs.Count; i++)
        {
            if (inputs[i].Size == 0)
            {
                continue;
            }

            int piece = inputs[i].Size / rows;
            StridedCopy copy = default;
            copy.Add(rows, rowSize, piece);
            copy.Add(piece, 1, 1);
            copy.Run(target, inputs[i].Data, size);
            target += (nint)piece * size;
        }
    }
}
