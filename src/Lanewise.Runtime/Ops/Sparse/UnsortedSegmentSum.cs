using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct UnsortedSegmentSumArgs
{
    public Tensor X;
    public Tensor SegmentIds;
    public int NumSegments;
}

/// <summary>
/// The slices of x [n, ..] added by their segments [n]: [numSegments, ..], float32, or int32 for int32 and bool. A slice whose
/// segment is not from 0 to numSegments − 1 is left out.
/// </summary>
public static unsafe class UnsortedSegmentSum<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("UnsortedSegmentSum")]
    public static Status Run(ref Call call, ref UnsortedSegmentSumArgs args)
    {
        ref Tensor x = ref args.X;
        ref Tensor ids = ref args.SegmentIds;
        call.RequireReal(in x);
        call.RequireRank(in x, 1, Shape.MaxRank);
        call.RequireType(in ids, DType.Int32);
        if (call.RequireRank(in ids, 1) != Status.Ok || call.RequireDimension(in ids, 0, x.Shape[0]) != Status.Ok)
        {
            return call.Status;
        }

        if (args.NumSegments < 0)
        {
            return call.Fail(Status.Range, UnsortedSegmentSumFields.NumSegments, 0, int.MaxValue, args.NumSegments);
        }

        DType type = x.Type == DType.Float32 ? DType.Float32 : DType.Int32;
        Shape shape = x.Shape;
        shape.Set(0, args.NumSegments);
        float* rows = Lanes<V>.Of(ref call, in x, type);
        call.Output(type, in shape, out Tensor output);
        float* rest = type == DType.Float32 && !call.Failed ? (float*)call.Scratch((long)output.Size * sizeof(float)) : null;
        if (call.Failed)
        {
            return call.Status;
        }

        Moves.Fill(output.Ints, 0, output.Size);
        if (rest != null)
        {
            Moves.Fill((int*)rest, 0, output.Size);
        }

        int length = x.Shape.Product(1, x.Rank);
        for (int i = 0; i < ids.Size; i++)
        {
            int id = ids.Ints[i];
            if ((uint)id < (uint)args.NumSegments)
            {
                float* sum = output.Floats + ((nint)id * length);
                float* row = rows + ((nint)i * length);
                if (rest != null)
                {
                    CompensatedRow<V>.Add(sum, rest + ((nint)id * length), row, length);
                }
                else
                {
                    BinaryRow<V, AddIntMap<V>>.Run(sum, row, sum, length, null);
                }
            }
        }

        return call.Status;
    }
}
