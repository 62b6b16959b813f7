using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct SparseSegmentArgs
{
    public Tensor Data;
    public Tensor Indices;
    public Tensor SegmentIds;
}

/// <summary>
/// Sums or means of slices data[indices[i]] that have one of the ascending segment ids, float32 or int32; zeros for a segment
/// that nothing belongs to. There are as many segments as the last id tells.
/// </summary>
public static unsafe class SparseSegment<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("SparseSegmentSum")]
    public static Status Sum(ref Call call, ref SparseSegmentArgs args) => Run(ref call, ref args, false);

    [Kernel("SparseSegmentMean")]
    public static Status Mean(ref Call call, ref SparseSegmentArgs args) => Run(ref call, ref args, true);

    private static Status Run(ref Call call, ref SparseSegmentArgs args, bool isMean)
    {
        ref Tensor data = ref args.Data;
        call.RequireNumber(in data);
        call.RequireRank(in data, 1, Shape.MaxRank);
        call.RequireType(in args.Indices, DType.Int32);
        call.RequireType(in args.SegmentIds, DType.Int32);
        call.RequireRank(in args.Indices, 1);
        if (call.RequireRank(in args.SegmentIds, 1) != Status.Ok || call.RequireDimension(in args.SegmentIds, 0, args.Indices.Size) != Status.Ok)
        {
            return call.Status;
        }

        int count = args.Indices.Size;
        int* ids = args.SegmentIds.Ints;
        int last = count > 0 ? ids[count - 1] : -1;
        if ((count > 0 && last < 0) || last == int.MaxValue)
        {
            return call.Fail(Status.SegmentNegative);
        }

        Shape shape = data.Shape;
        shape.Set(0, last + 1);
        if (call.Output(data.Type, in shape, out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        Moves.Fill(output.Ints, 0, output.Size);
        int length = data.Shape.Product(1, data.Rank);
        float* rest = (float*)call.Scratch((long)length * sizeof(float));
        for (int start = 0; start < count && !call.Failed;)
        {
            int end = start + 1;
            while (end < count && ids[end] == ids[start])
            {
                end++;
            }

            if (end < count && ids[end] < ids[start])
            {
                call.Fail(Status.SegmentOrder);
            }
            else if ((uint)ids[start] > (uint)last)
            {
                call.Fail(Status.SegmentRange, -1, ids[start], last + 1);
            }
            else
            {
                float* target = output.Floats + ((nint)ids[start] * length);
                Reduce(ref call, in data, args.Indices.Ints, start, end, target, rest, length, isMean);
            }

            start = end;
        }

        return call.Status;
    }

    private static void Reduce(ref Call call, in Tensor data, int* indices, int start, int end, float* target, float* rest, int length, bool isMean)
    {
        bool isFloat = data.Type == DType.Float32;
        if (isFloat)
        {
            Moves.Fill((int*)rest, 0, length);
        }

        for (int i = start; i < end; i++)
        {
            if ((uint)indices[i] >= (uint)data.Shape[0])
            {
                call.Fail(Status.SegmentIndex, -1, i, indices[i], data.Shape[0]);
                return;
            }

            float* row = data.Floats + ((nint)indices[i] * length);
            if (isFloat)
            {
                CompensatedRow<V>.Add(target, rest, row, length);
            }
            else
            {
                BinaryRow<V, AddIntMap<V>>.Run(target, row, target, length, null);
            }
        }

        if (isMean)
        {
            float count = end - start;
            int whole = end - start;
            if (isFloat)
            {
                UnaryRow<V, DivideByMap<V>>.Run(target, target, target, length, &count);
            }
            else
            {
                for (int i = 0; i < length; i++)
                {
                    ((int*)target)[i] /= whole;
                }
            }
        }
    }
}
