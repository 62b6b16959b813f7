namespace Lanewise.Runtime.Ops;

public struct PackArgs
{
    public TensorList Inputs;
    public int Axis;
}

/// <summary>Tensors of one shape stacked along a new axis.</summary>
public static class Pack
{
    [Kernel("Pack")]
    public static Status Run(ref Call call, ref PackArgs args)
    {
        if (args.Inputs.Count == 0)
        {
            return call.Fail(Status.NoTensors, PackFields.Inputs);
        }

        ref Tensor first = ref args.Inputs[0];
        call.RequireAxis(PackFields.Axis, args.Axis, first.Rank + 1, out int axis);
        call.RequireRank(in first, 0, Shape.MaxRank - 1);
        for (int i = 0; i < args.Inputs.Count; i++)
        {
            call.RequireSameType(in args.Inputs[i], first.Type);
            if (!args.Inputs[i].Shape.Same(in first.Shape))
            {
                call.Fail(Status.SameShape, PackFields.Inputs);
            }
        }

        if (call.Failed)
        {
            return call.Status;
        }

        Shape shape = ExpandDims.Insert(in first.Shape, axis, args.Inputs.Count);
        if (args.Inputs.Count == 1)
        {
            return call.Alias(in first, in shape);
        }

        if (call.Output(first.Type, in shape, out Tensor output) == Status.Ok)
        {
            Joining.Join(ref call, ref args.Inputs, in output, shape.Product(0, axis), shape.Product(axis, shape.Rank));
        }

        return call.Status;
    }
}
