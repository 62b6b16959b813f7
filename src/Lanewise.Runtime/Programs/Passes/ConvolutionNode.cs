using Lanewise.Runtime.Ops;

namespace Lanewise.Runtime.Programs;

/// <summary>The arguments of a convolution's node, plain, depthwise or fused. Tensors have the numbers of values plus 1.</summary>
internal static unsafe class ConvolutionNode
{
    public static bool Is(int kernel) => IsPlain(kernel) || kernel is KernelIds.FusedConv2D or KernelIds.FusedDepthwiseConv2D;

    private static bool IsPlain(int kernel) => kernel is KernelIds.Conv2D or KernelIds.DepthwiseConv2dNative;

    public static FusedConvolutionArgs Read(Program* program, int index)
    {
        Call call = Call.Look(program, index);
        return Decode(ref call, program->Nodes[index].Kernel);
    }

    /// <summary>The arguments of a call of any of the kernels.</summary>
    public static FusedConvolutionArgs Decode(ref Call call, int kernel)
    {
        FusedConvolutionArgs fused = default;
        if (IsPlain(kernel))
        {
            ConvolutionArgs plain = default;
            Decoders.Decode(ref call, ref plain);
            return plain.Fused();
        }

        Decoders.Decode(ref call, ref fused);
        return fused;
    }

    /// <summary>Gives the node other arguments with the same tensors.</summary>
    public static void Write(Program* program, int index, ref FusedConvolutionArgs args)
    {
        ref Node node = ref program->Nodes[index];
        FrameWriter draft = new(&program->Draft);
        if (IsPlain(node.Kernel))
        {
            ConvolutionArgs plain = default;
            plain.X = args.X;
            plain.Filter = args.Filter;
            plain.Strides = args.Strides;
            plain.Pad = args.Pad;
            plain.DataFormat = args.DataFormat;
            plain.Dilations = args.Dilations;
            plain.DimRoundingMode = args.DimRoundingMode;
            Encoders.Encode(ref draft, ref plain);
        }
        else
        {
            Encoders.Encode(ref draft, ref args);
        }

        program->TakeDraft(ref node);
    }
}
