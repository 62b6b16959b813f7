using Lanewise.Runtime.Ops;

namespace Lanewise.Runtime.Programs;

/// <summary>Lets a pointwise convolution read a depthwise one band by band, while a band is in the cache.</summary>
/// <remarks>
/// <code>
/// y = DepthwiseConv2D(x, f), then steps; z = Conv2D(y, w)    →    z = Conv2D(bands of y, w)
/// </code>
/// where w is of one pixel and has few columns, nobody else reads y, and y is so large that its beginning would have left the cache when its end is written.
/// </remarks>
internal static unsafe class BandFusion
{
    private const int LeastBytes = 1024 * 1024;

    // With more columns a number of y is used so often that it does not matter where it comes from, and w, which is read for each band,
    // would push the band out.
    private const int MostColumns = 32;

    public static void Run(Program* program)
    {
        program->CountUses();
        for (int i = 0; i < program->Nodes.Count; i++)
        {
            ref Node node = ref program->Nodes[i];
            if (node.IsDead || node.Kernel is not (KernelIds.Conv2D or KernelIds.FusedConv2D))
            {
                continue;
            }

            ref Value y = ref program->Values[program->OperandOf(in node, 0)];
            if (y.Node >= 0 && y.Uses == 1 && !y.IsOutput && y.Bytes >= LeastBytes && IsPointwise(program, i) && IsByRows(program, y.Node))
            {
                ref Node feeder = ref program->Nodes[y.Node];
                node.Feeder = y.Node + 1;
                feeder.IsDead = true;
                program->Tell(in feeder, Fate.Band, node.Op);
            }
        }
    }

    private static bool IsPointwise(Program* program, int index)
    {
        FusedConvolutionArgs args = ConvolutionNode.Read(program, index);
        for (int i = 0; i < args.Strides.Count; i++)
        {
            if (args.Strides[i] != 1)
            {
                return false;
            }
        }

        return args.DataFormat == DataFormat.NHWC && !args.Pad.IsExplicit && args.Filter.Shape[0] == 1 && args.Filter.Shape[1] == 1
            && args.Filter.Shape[3] <= MostColumns;
    }

    /// <summary>A depthwise convolution, all of whose epilogue goes row by row.</summary>
    private static bool IsByRows(Program* program, int index)
    {
        ref Node node = ref program->Nodes[index];
        if (node.IsDead || node.Kernel is not (KernelIds.DepthwiseConv2dNative or KernelIds.FusedDepthwiseConv2D))
        {
            return false;
        }

        FusedConvolutionArgs args = ConvolutionNode.Read(program, index);
        return args.DataFormat == DataFormat.NHWC && args.Activation != Activation.Prelu && (!args.Bias.IsPresent || args.Bias.Rank == 1 || args.Bias.Size == 1);
    }
}
