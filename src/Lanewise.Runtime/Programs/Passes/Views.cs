using Lanewise.Runtime.Ops;

namespace Lanewise.Runtime.Programs;

/// <summary>Lets parts of a tensor that are contiguous lie in it, so that joining and cutting cost nothing.</summary>
/// <remarks>
/// <code>
/// c = Concat([a, b], axis 0)      →    a and b are computed where c lies
/// a, b = SplitV(c, 2, axis 0)     →    a and b are places in c
/// a = Slice(c, [2, 0], [3, n])    →    a is a place in c
/// </code>
/// The same along any axis before which all dimensions are 1. Outputs of the program are tensors of their own.
/// </remarks>
internal static unsafe class Views
{
    public static void Run(Program* program)
    {
        program->CountUses();
        for (int i = 0; i < program->Nodes.Count; i++)
        {
            ref Node node = ref program->Nodes[i];
            if (node.IsDead)
            {
                continue;
            }

            Call call = Call.Look(program, i);
            bool isView = node.Kernel switch
            {
                KernelIds.Concat => Join(program, in node, ref call),
                KernelIds.SplitV => Split(program, in node, ref call),
                KernelIds.Unpack => Unpack(program, in node, ref call),
                KernelIds.Slice => Slice(program, in node, ref call),
                _ => false,
            };
            call.EndNode(Status.Ok);
            if (isView)
            {
                node.IsDead = true;
                program->Tell(in node, node.Kernel == KernelIds.Concat ? Fate.InPlace : Fate.View);
            }
        }
    }

    private static bool Join(Program* program, in Node node, ref Call call)
    {
        ConcatArgs args = default;
        Decoders.Decode(ref call, ref args);
        int whole = program->ResultOf(in node);
        ref Shape shape = ref program->Values[whole].Shape;
        if (call.Failed || shape.Product(0, args.Axis < 0 ? args.Axis + shape.Rank : args.Axis) != 1)
        {
            return false;
        }

        for (int i = 0; i < args.Inputs.Count; i++)
        {
            ref Value part = ref program->Values[args.Inputs[i].Id - 1];
            if (part.Kind != ValueKind.Computed || part.Type != program->Values[whole].Type || !CanMove(program, args.Inputs[i].Id - 1))
            {
                return false;
            }

            for (int k = 0; k < i; k++)
            {
                if (args.Inputs[k].Id == args.Inputs[i].Id)
                {
                    return false;
                }
            }
        }

        nint offset = 0;
        for (int i = 0; i < args.Inputs.Count; i++)
        {
            offset = Lay(program, args.Inputs[i].Id - 1, whole, offset);
        }

        return true;
    }

    private static bool Split(Program* program, in Node node, ref Call call)
    {
        SplitVArgs args = default;
        Decoders.Decode(ref call, ref args);
        return Cut(program, in node, in args.X, args.Axis);
    }

    private static bool Unpack(Program* program, in Node node, ref Call call)
    {
        UnpackArgs args = default;
        Decoders.Decode(ref call, ref args);
        return Cut(program, in node, in args.Value, args.Axis);
    }

    private static bool Cut(Program* program, in Node node, in Tensor x, int axis)
    {
        if (x.Shape.Product(0, axis < 0 ? axis + x.Rank : axis) != 1)
        {
            return false;
        }

        for (int i = 0; i < node.ResultCount; i++)
        {
            if (!CanMove(program, program->Results[node.Results + i]))
            {
                return false;
            }
        }

        nint offset = 0;
        for (int i = 0; i < node.ResultCount; i++)
        {
            offset = Lay(program, program->Results[node.Results + i], x.Id - 1, offset);
        }

        return true;
    }

    private static bool Slice(Program* program, in Node node, ref Call call)
    {
        SliceArgs args = default;
        Decoders.Decode(ref call, ref args);
        int part = program->ResultOf(in node);
        ref Shape shape = ref program->Values[part].Shape;
        ref Shape whole = ref args.X.Shape;
        int axis = 0;
        while (axis < whole.Rank && shape[axis] == 1)
        {
            axis++;
        }

        // Behind the first dimension that is longer than 1, everything must be taken.
        for (int i = axis + 1; i < whole.Rank; i++)
        {
            if (shape[i] != whole[i])
            {
                return false;
            }
        }

        if (!CanMove(program, part))
        {
            return false;
        }

        int* strides = stackalloc int[Shape.MaxRank];
        whole.Strides(strides);
        nint offset = 0;
        for (int i = 0; i < args.Begin.Count; i++)
        {
            offset += (nint)args.Begin[i] * strides[i];
        }

        Lay(program, part, args.X.Id - 1, offset * args.X.Type.Bytes());
        return true;
    }

    private static bool CanMove(Program* program, int value) => program->Values[value].Home == value && !program->Values[value].IsOutput;

    /// <summary>Puts a value into another one. Gives the offset behind it.</summary>
    private static nint Lay(Program* program, int part, int whole, nint offset)
    {
        program->Values[part].Home = whole;
        program->Values[part].Offset = offset;
        return offset + program->Values[part].Bytes;
    }
}
