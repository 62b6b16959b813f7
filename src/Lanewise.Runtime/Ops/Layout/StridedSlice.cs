using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct StridedSliceArgs
{
    public Tensor X;
    public IntList Begin;
    public IntList End;
    public IntList Strides;
    public int BeginMask;
    public int EndMask;
    public int EllipsisMask;
    public int NewAxisMask;
    public int ShrinkAxisMask;
}

/// <summary>
/// x[begin:end:stride, ...] as TensorFlow's masks tell: a bit of BeginMask or EndMask opens that bound, of EllipsisMask stands
/// for all axes not named, of NewAxisMask puts in a dimension of 1, of ShrinkAxisMask takes one element and drops the axis.
/// </summary>
public static unsafe class StridedSlice
{
    [Kernel("StridedSlice")]
    public static Status Run(ref Call call, ref StridedSliceArgs args)
    {
        ref Tensor x = ref args.X;
        int count = args.Begin.Count;
        call.RequireCount(StridedSliceFields.End, in args.End, count);
        if (!args.Strides.IsNull)
        {
            call.RequireCount(StridedSliceFields.Strides, in args.Strides, count);
        }

        if ((args.EllipsisMask & (args.EllipsisMask - 1)) != 0 || count > 31)
        {
            call.Fail(Status.Value, StridedSliceFields.EllipsisMask, args.EllipsisMask);
        }

        if (call.Failed)
        {
            return call.Status;
        }

        // 1. The axes that the ellipsis stands for: one at the end if none is given.
        int named = 0;
        for (int i = 0; i < count; i++)
        {
            named += ((args.NewAxisMask | args.EllipsisMask) & (1 << i)) == 0 || IsBit(args.EllipsisMask, i) ? 1 : 0;
        }

        bool hasEllipsis = (args.EllipsisMask & ((1 << count) - 1)) != 0;
        int elided = x.Rank - named + (hasEllipsis ? 1 : 0);
        if (elided < 0)
        {
            return call.Fail(Status.Count, StridedSliceFields.Begin, x.Rank, x.Rank - elided);
        }

        // 2. Walk the specification; each entry names an axis, stands for several, or makes a new one.
        int* strides = stackalloc int[Shape.MaxRank];
        x.Shape.Strides(strides);
        Shape shape = default;
        Shape taken = default;
        int* steps = stackalloc int[Shape.MaxRank];
        nint offset = 0;
        bool isIdentity = true;
        for (int i = 0; i <= count; i++)
        {
            if (i == count && hasEllipsis)
            {
                break;
            }

            bool isEllipsis = i == count || IsBit(args.EllipsisMask, i);
            bool isNew = !isEllipsis && IsBit(args.NewAxisMask, i);
            bool shrinks = !isEllipsis && !isNew && IsBit(args.ShrinkAxisMask, i);
            if (shape.Rank + (isEllipsis ? elided : shrinks ? 0 : 1) > Shape.MaxRank)
            {
                return call.Fail(Status.RankRange, StridedSliceFields.X, 0, Shape.MaxRank, Shape.MaxRank + 1);
            }

            if (isEllipsis)
            {
                for (int end = taken.Rank + elided; taken.Rank < end;)
                {
                    int dim = x.Shape[taken.Rank];
                    steps[taken.Rank] = 1;
                    taken.Append(dim);
                    shape.Append(dim);
                }

                continue;
            }

            if (isNew)
            {
                shape.Append(1);
                continue;
            }

            int axis = taken.Rank;
            int stride = args.Strides.IsNull ? 1 : args.Strides[i];
            if (stride == 0 || (shrinks && stride < 0))
            {
                return call.Fail(Status.Value, StridedSliceFields.Strides, stride);
            }

            int length = x.Shape[axis];
            int begin = Bound(args.Begin[i], length, stride, !shrinks && IsBit(args.BeginMask, i), false);
            int size = 1;
            if (shrinks)
            {
                begin = args.Begin[i] < 0 ? args.Begin[i] + length : args.Begin[i];
                if ((uint)begin >= (uint)length)
                {
                    return call.Fail(Status.Index, StridedSliceFields.Begin, args.Begin[i], length - 1);
                }
            }
            else
            {
                int end = Bound(args.End[i], length, stride, IsBit(args.EndMask, i), true);
                long distance = stride > 0 ? (long)end - begin : (long)begin - end;
                long step = Math.Abs((long)stride);
                size = distance <= 0 ? 0 : (int)((distance + step - 1) / step);
                shape.Append(size);
            }

            isIdentity &= size == length && (stride == 1 || size <= 1);
            offset += size == 0 ? 0 : (nint)begin * strides[axis];
            steps[axis] = stride;
            taken.Append(size);
        }

        if (isIdentity)
        {
            return call.Alias(in x, in shape);
        }

        if (call.Output(x.Type, in shape, out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        // 3. The elements taken, axis by axis of x.
        int* targetStrides = stackalloc int[Shape.MaxRank];
        taken.Strides(targetStrides);
        StridedCopy copy = default;
        for (int axis = 0; axis < taken.Rank; axis++)
        {
            copy.Add(taken[axis], targetStrides[axis], steps[axis] * strides[axis]);
        }

        Moving.Run(ref call, in copy, output.Data, x.Data + (offset * x.Type.Bytes()), x.Type.Bytes());
        return call.Status;
    }

    private static bool IsBit(int mask, int bit) => ((mask >> bit) & 1) != 0;

    /// <summary>A bound counted from the start and clamped to what the direction of the stride allows.</summary>
    private static int Bound(int value, int length, int stride, bool isOpen, bool isEnd)
    {
        int lowest = stride > 0 ? 0 : -1;
        int highest = stride > 0 ? length : length - 1;
        if (isOpen)
        {
            return (stride > 0) == isEnd ? highest : lowest;
        }

        long bound = value < 0 ? (long)value + length : value;
        return bound < lowest ? lowest : bound > highest ? highest : (int)bound;
    }
}
