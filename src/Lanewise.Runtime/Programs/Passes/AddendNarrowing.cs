using Lanewise.Runtime.Ops;

namespace Lanewise.Runtime.Programs;

/// <summary>Adds a tensor of fewer channels to a convolution as it is, where it was padded with zeros before.</summary>
/// <remarks>
/// <code>
/// p = PadV2(x, 0, [[0,0],[0,0],[0,0],[0,n]]); y = Conv2D(a, w), then + p    →    y = Conv2D(a, w), then + x to its first channels
/// </code>
/// where the sum is the first step and nobody else reads p.
/// </remarks>
internal static unsafe class AddendNarrowing
{
    public static void Run(Program* program)
    {
        program->CountUses();
        for (int i = 0; i < program->Nodes.Count; i++)
        {
            ref Node node = ref program->Nodes[i];
            if (!node.IsDead && node.StepCount > 0 && node.Kernel is KernelIds.Conv2D or KernelIds.FusedConv2D && StartsWithSum(program, i))
            {
                ref Step step = ref program->Steps[node.Steps];
                Narrow(program, in node, ref step.A.Value >= 0 ? ref step.A : ref step.B);
            }
        }
    }

    /// <summary>Nothing comes before the sum that the convolution could not do by itself.</summary>
    private static bool StartsWithSum(Program* program, int index)
    {
        ref Step step = ref program->Steps[program->Nodes[index].Steps];
        if (step.Kernel != KernelIds.Add || step.Register != 0 || (step.A.Value >= 0) == (step.B.Value >= 0))
        {
            return false;
        }

        FusedConvolutionArgs args = ConvolutionNode.Read(program, index);
        return args.DataFormat == DataFormat.NHWC && args.Activation == Activation.Linear && (!args.Bias.IsPresent || args.Bias.Rank == 1 || args.Bias.Size == 1);
    }

    private static void Narrow(Program* program, in Node node, ref StepSource source)
    {
        ref Value padded = ref program->Values[source.Value];
        if (!source.IsWhole || padded.Node < 0 || padded.Uses != 1 || program->Nodes[padded.Node].Kernel != KernelIds.PadV2)
        {
            return;
        }

        ref Node pad = ref program->Nodes[padded.Node];
        Call call = Call.Look(program, padded.Node);
        PadV2Args args = default;
        Decoders.Decode(ref call, ref args);
        int rank = args.X.Rank;
        for (int i = 0; i < 2 * rank - 1; i++)
        {
            if (args.Paddings[i] != 0)
            {
                return;
            }
        }

        if (args.ConstantValue != 0 || args.X.Type != DType.Float32 || rank == 0)
        {
            return;
        }

        source.Value = args.X.Id - 1;
        source.Columns = args.X.Shape[rank - 1];
        pad.IsDead = true;
        program->Tell(in pad, Fate.Padding, node.Op);
    }
}
