using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct SelectArgs
{
    public Tensor Condition;
    public Tensor T;
    public Tensor E;
}

/// <summary>
/// condition ? t : e, element by element, or row by row where the condition has rank 1 and t more. The result has the wider
/// of the two dtypes.
/// </summary>
public static unsafe class Select<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("Select")]
    public static Status Run(ref Call call, ref SelectArgs args)
    {
        ref Tensor condition = ref args.Condition;
        ref Tensor t = ref args.T;
        call.RequireType(in condition, DType.Bool);
        call.RequireReal(in t);
        call.RequireReal(in args.E);
        if (!args.E.Shape.Same(in t.Shape))
        {
            call.Fail(Status.SameShape, SelectFields.E);
        }

        bool byRow = condition.Rank == 1 && t.Rank > 1;
        if (byRow)
        {
            call.RequireDimension(in condition, 0, t.Shape[0]);
        }
        else if (condition.Size != t.Size)
        {
            call.Fail(Status.Count, SelectFields.Condition, t.Size, condition.Size);
        }

        if (call.Failed)
        {
            return call.Status;
        }

        // The codes fall as the dtypes widen: float32 above int32 above bool.
        DType type = t.Type < args.E.Type ? t.Type : args.E.Type;
        byte* a = Widen(ref call, in t, type);
        byte* b = Widen(ref call, in args.E, type);
        if (call.Failed || call.Output(type, in t.Shape, out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        if (byRow)
        {
            int bytes = t.Shape.Product(1, t.Rank) * type.Bytes();
            for (int i = 0; i < condition.Size; i++)
            {
                nint offset = (nint)i * bytes;
                Moves.Copy(output.Data + offset, (condition.Data[i] != 0 ? a : b) + offset, bytes);
            }
        }
        else if (type == DType.Bool)
        {
            Choosing.Bytes(condition.Data, a, b, output.Data, t.Size);
        }
        else
        {
            Choosing.Words(condition.Data, (int*)a, (int*)b, output.Ints, t.Size);
        }

        return call.Status;
    }

    private static byte* Widen(ref Call call, in Tensor tensor, DType type)
    {
        if (tensor.Type == type)
        {
            return tensor.Data;
        }

        byte* wide = call.Scratch((long)tensor.Size * type.Bytes());
        if (wide != null)
        {
            Cast<V>.Convert(tensor.Data, tensor.Type, wide, type, tensor.Size);
        }

        return wide;
    }
}
