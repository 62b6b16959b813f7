using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct TensorScatterUpdateArgs
{
    public Tensor Tensor;
    public Tensor Indices;
    public Tensor Updates;
}

/// <summary>The tensor with some of its slices replaced; of those with equal indices the last counts.</summary>
public static unsafe class TensorScatterUpdate
{
    [Kernel("TensorScatterUpdate")]
    public static Status Run(ref Call call, ref TensorScatterUpdateArgs args)
    {
        ref Tensor tensor = ref args.Tensor;
        call.RequireReal(in tensor);
        call.RequireSameType(in args.Updates, tensor.Type);
        int* flat = ScatterNd.Prepare(ref call, in args.Indices, in args.Updates, in tensor.Shape, false, out int count, out int slice);
        if (flat == null || call.Output(tensor.Type, in tensor.Shape, out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        int size = tensor.Type.Bytes();
        Moves.Copy(output.Data, tensor.Data, (nint)tensor.Size * size);
        Put(in output, in args.Updates, flat, count, slice);
        return call.Status;
    }

    /// <summary>Writes the slices; an update of rank 0 is the value of each.</summary>
    public static void Put(in Tensor output, in Tensor updates, int* flat, int count, int slice)
    {
        int bytes = slice * output.Type.Bytes();
        nint step = updates.Rank == 0 ? 0 : bytes;
        for (int i = 0; i < count; i++)
        {
            Moves.Copy(output.Data + ((nint)flat[i] * bytes), updates.Data + (i * step), bytes);
        }
    }
}
