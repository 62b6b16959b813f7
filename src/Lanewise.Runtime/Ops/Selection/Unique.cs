using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct UniqueArgs
{
    public Tensor X;
    public int Axis;
}

/// <summary>
/// The distinct slices along an axis in the order in which they first occur, and int32 which of them each slice is. −0
/// equals 0 here, and NaN equals NaN.
/// </summary>
public static unsafe class Unique<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("Unique", IsList = true)]
    public static Status Run(ref Call call, ref UniqueArgs args)
    {
        ref Tensor x = ref args.X;
        call.RequireReal(in x);
        if (call.RequireAxis(UniqueFields.Axis, args.Axis, x.Rank, out int axis) != Status.Ok)
        {
            return call.Status;
        }

        int outer = x.Shape.Product(0, axis);
        int slices = x.Shape[axis];
        int inner = x.Shape.Product(axis + 1, x.Rank);
        int* rows = Rows(ref call, in x, outer, slices, inner);
        int* numbers = (int*)call.Scratch((long)slices * sizeof(int));
        int* firsts = (int*)call.Scratch((long)slices * sizeof(int));
        int* table = (int*)call.Scratch(DistinctRows.TableWords(slices) * sizeof(int));
        if (call.Failed)
        {
            return call.Status;
        }

        int distinct = DistinctRows.Find(rows, slices, outer * inner, numbers, firsts, table);
        Shape shape = x.Shape;
        shape.Set(axis, distinct);
        call.Output(x.Type, in shape, out Tensor values);
        if (call.Output(DType.Int32, Shape.Of(slices), out Tensor indices) == Status.Ok)
        {
            Moves.Copy(indices.Data, (byte*)numbers, (nint)slices * sizeof(int));
            int bytes = inner * x.Type.Bytes();
            for (nint i = 0; i < outer; i++)
            {
                Moves.Gather(values.Data + (i * distinct * bytes), x.Data + (i * slices * bytes), firsts, distinct, bytes);
            }
        }

        return call.Status;
    }

    /// <summary>The slices one after the other, as words that are equal where the elements count as equal.</summary>
    private static int* Rows(ref Call call, in Tensor x, int outer, int slices, int inner)
    {
        bool isFloat = x.Type == DType.Float32;
        int* words = (int*)Lanes<V>.Of(ref call, in x, isFloat ? DType.Float32 : DType.Int32);
        if (call.Failed || (outer == 1 && !isFloat))
        {
            return words;
        }

        int* rows = (int*)call.Scratch((long)x.Size * sizeof(int));
        if (rows != null)
        {
            StridedCopy copy = default;
            copy.Add(slices, outer * inner, inner);
            copy.Add(outer, inner, slices * inner);
            copy.Add(inner, 1, 1);
            copy.Run((byte*)rows, (byte*)words, sizeof(int));
            if (isFloat)
            {
                DistinctRows.Normalise((float*)rows, x.Size);
            }
        }

        return rows;
    }
}
