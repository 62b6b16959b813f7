using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct AddNArgs
{
    public TensorList Inputs;
}

/// <summary>The sum of tensors of one shape and dtype.</summary>
public static unsafe class AddN<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("AddN")]
    public static Status Run(ref Call call, ref AddNArgs args)
    {
        if (args.Inputs.Count == 0)
        {
            return call.Fail(Status.Missing, AddNFields.Inputs);
        }

        ref Tensor first = ref args.Inputs[0];
        call.RequireNumber(in first);
        for (int i = 1; i < args.Inputs.Count; i++)
        {
            call.RequireSameType(in args.Inputs[i], first.Type);
            if (!args.Inputs[i].Shape.Same(in first.Shape))
            {
                call.Fail(Status.Broadcast, AddNFields.Inputs);
            }
        }

        if (call.Failed || args.Inputs.Count == 1)
        {
            return call.Failed ? call.Status : call.Alias(in first, in first.Shape);
        }

        if (call.Output(first.Type, in first.Shape, out Tensor y) != Status.Ok)
        {
            return call.Status;
        }

        Row row = first.Type == DType.Float32 ? &BinaryRow<V, AddMap<V>>.Run : &BinaryRow<V, AddIntMap<V>>.Run;
        float* sum = first.Floats;
        for (int i = 1; i < args.Inputs.Count; i++)
        {
            row(sum, args.Inputs[i].Floats, y.Floats, y.Size, null);
            sum = y.Floats;
        }

        return Status.Ok;
    }
}
