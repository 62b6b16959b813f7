using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct ConcatArgs
{
    public TensorList Inputs;
    public int Axis;
}

/// <summary>
/// Tensors joined along an axis, in the dtype of the first. Where only one of them has elements, the output shares its data.
/// </summary>
public static unsafe class Concat<V>
    where V : unmanaged, IVector<V>
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
                Unify(ref call, ref input, first.Type);
            }
        }

        Shape shape = first.Shape;
        shape.Set(axis, joined > int.MaxValue ? int.MaxValue : (int)joined);
        if (fillings == 1 && args.Inputs[filled].Id != 0)
        {
            return call.Alias(in args.Inputs[filled], in shape);
        }

        if (call.Output(first.Type, in shape, out Tensor output) == Status.Ok)
        {
            Joining.Join(ref call, ref args.Inputs, in output, shape.Product(0, axis), shape.Product(axis, shape.Rank));
        }

        return call.Status;
    }

    /// <summary>Turns an input of another dtype into a temporary of this one.</summary>
    private static void Unify(ref Call call, ref Tensor input, DType type)
    {
        if (input.Type == type)
        {
            return;
        }

        byte* data = call.Scratch((long)input.Size * type.Bytes());
        if (data != null && Cast<V>.Convert(ref call, input.Data, input.Type, data, type, input.Size) == Status.Ok)
        {
            input.Id = 0;
            input.Type = type;
            input.Data = data;
        }
    }
}
