using Lanewise.Runtime.Ops;

namespace Lanewise.Runtime.Programs;

/// <summary>Lets a convolution see the zeros around an image that a pad would write.</summary>
/// <remarks>
/// <code>
/// p = PadV2(x, 0, [[0,0],[t,b],[l,r],[0,0]]); y = Conv2D(p, w, valid)    →    y = Conv2D(x, w, [[0,0],[t,b],[l,r],[0,0]])
/// </code>
/// where nobody else reads p. Explicit paddings of the convolution add up with those of the pad.
/// </remarks>
internal static unsafe class PadFolding
{
    public static void Run(Program* program)
    {
        program->CountUses();
        for (int i = 0; i < program->Nodes.Count; i++)
        {
            ref Node node = ref program->Nodes[i];
            if (!node.IsDead && node.Kernel == KernelIds.PadV2)
            {
                Fold(program, i);
            }
        }
    }

    private static void Fold(Program* program, int index)
    {
        ref Node node = ref program->Nodes[index];
        Call call = Call.Look(program, index);
        PadV2Args pad = default;
        Decoders.Decode(ref call, ref pad);
        ref Value padded = ref program->Values[program->ResultOf(in node)];
        if (padded.Uses != 1 || padded.IsOutput || pad.X.Rank != 4 || pad.ConstantValue != 0
            || (pad.Paddings[0] | pad.Paddings[1] | pad.Paddings[6] | pad.Paddings[7]) != 0)
        {
            return;
        }

        int user = padded.LastUser;
        if (!ConvolutionNode.Is(program->Nodes[user].Kernel) || program->OperandOf(in program->Nodes[user], 0) != program->ResultOf(in node))
        {
            return;
        }

        FusedConvolutionArgs args = ConvolutionNode.Read(program, user);
        bool isValid = !args.Pad.IsExplicit && args.Pad.Value == Padding.Valid && args.DimRoundingMode is DimRoundingMode.None or DimRoundingMode.Floor;
        if (args.DataFormat != DataFormat.NHWC || !(isValid || (args.Pad.IsExplicit && args.Pad.Ints.Count == 8)))
        {
            return;
        }

        int* paddings = stackalloc int[8];
        for (int i = 0; i < 8; i++)
        {
            paddings[i] = pad.Paddings[i] + (args.Pad.IsExplicit ? args.Pad.Ints[i] : 0);
        }

        args.Pad = new Choice<Padding>(-1, new IntList(paddings, 8));
        args.X = pad.X;
        ConvolutionNode.Write(program, user, ref args);
        program->Tell(in node, Fate.Padding, program->Nodes[user].Op);
        node.IsDead = true;
    }
}
