using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>Whether the mirror stands on the last element or behind it.</summary>
public enum MirrorMode
{
    Reflect,
    Symmetric,
}

public struct MirrorPadArgs
{
    public Tensor X;
    public IntList Paddings;
    public MirrorMode Mode;
}

/// <summary>The input with its own mirror image around it.</summary>
public static unsafe class MirrorPad
{
    [Kernel("MirrorPad")]
    public static Status Run(ref Call call, ref MirrorPadArgs args)
    {
        ref Tensor x = ref args.X;
        call.RequireReal(in x);
        if (PadV2.ReadPaddings(ref call, in x, in args.Paddings, MirrorPadFields.Paddings, out Shape shape) != Status.Ok)
        {
            return call.Status;
        }

        int skip = args.Mode == MirrorMode.Reflect ? 1 : 0;
        for (int i = 0; i < args.Paddings.Count; i++)
        {
            int limit = x.Shape[i >> 1] - skip;
            if (args.Paddings[i] > limit)
            {
                return call.Fail(Status.Range, MirrorPadFields.Paddings, 0, limit, args.Paddings[i]);
            }
        }

        if (shape.Same(in x.Shape))
        {
            return call.Alias(in x, in shape);
        }

        if (call.Output(x.Type, in shape, out Tensor output) == Status.Ok)
        {
            int size = x.Type.Bytes();
            PadV2.CopyInto(ref call, output.Data, in shape, args.Paddings.Values, x.Data, in x.Shape, size);

            // From the last axis to the first, so that the images of an axis include those of the axes inside it.
            for (int axis = x.Rank - 1; axis >= 0; axis--)
            {
                int before = args.Paddings[2 * axis];
                int dim = x.Shape[axis];
                Mirror(in output, in x.Shape, args.Paddings.Values, axis, before, 0, (2 * before) - 1 + skip);
                Mirror(in output, in x.Shape, args.Paddings.Values, axis, args.Paddings[(2 * axis) + 1], before + dim, before + dim - 1 - skip);
            }
        }

        return call.Status;
    }

    /// <summary>Within the output, lines to, to + 1, ... of an axis become lines from, from − 1, ...</summary>
    private static void Mirror(in Tensor output, in Shape xShape, int* paddings, int axis, int count, int to, int from)
    {
        int* strides = stackalloc int[Shape.MaxRank];
        output.Shape.Strides(strides);
        StridedCopy copy = default;
        nint offset = 0;
        for (int outer = 0; outer < axis; outer++)
        {
            offset += (nint)paddings[2 * outer] * strides[outer];
            copy.Add(xShape[outer], strides[outer], strides[outer]);
        }

        int stride = strides[axis];
        copy.Add(count, stride, -stride);
        copy.Add(stride, 1, 1);
        int size = output.Type.Bytes();
        copy.Run(output.Data + ((offset + ((nint)to * stride)) * size), output.Data + ((offset + ((nint)from * stride)) * size), size);
    }
}
