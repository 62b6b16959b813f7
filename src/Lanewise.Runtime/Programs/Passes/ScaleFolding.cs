using Lanewise.Runtime.Ops;

namespace Lanewise.Runtime.Programs;

/// <summary>Multiplies constant factors of the columns into the weights that come before.</summary>
/// <remarks>
/// <code>
/// y = Conv2D(x, w); z = Multiply(y, s)              →    z = Conv2D(x, w·s)
/// y = FusedConv2D(x, w, b); z = Multiply(y, s)      →    z = FusedConv2D(x, w·s, b·s)
/// </code>
/// w, b and s are constants, s has one element a column or a single one, and nobody else reads y. The products are rounded
/// otherwise than before.
/// </remarks>
internal static unsafe class ScaleFolding<V>
    where V : unmanaged, Lanewise.Kernels.IVector<V>
{
    public static void Run(Program* program)
    {
        program->CountUses();
        for (int i = 0; i < program->Nodes.Count; i++)
        {
            ref Node node = ref program->Nodes[i];
            if (!node.IsDead && node.Kernel == KernelIds.Multiply && !Fold(program, ref node, 0))
            {
                Fold(program, ref node, 1);
            }
        }
    }

    /// <param name="side">Which operand of the product may be the convolution's result.</param>
    private static bool Fold(Program* program, ref Node node, int side)
    {
        int y = program->OperandOf(in node, side);
        int factor = program->OperandOf(in node, 1 - side);
        int z = program->ResultOf(in node);
        ref Value result = ref program->Values[y];
        if (program->Values[factor].Kind != ValueKind.Constant || result.Node < 0 || result.Uses != 1
            || !result.Shape.Same(in program->Values[z].Shape) || !program->GoesByColumns(in node, 1 - side, in result.Shape))
        {
            return false;
        }

        int index = result.Node;
        ref Node producer = ref program->Nodes[index];
        if (producer.StepCount > 0 || !Scale(program, index, factor))
        {
            return false;
        }

        program->Results[producer.Results] = z;
        program->Values[z].Node = index;
        producer.Steps = node.Steps;
        producer.StepCount = node.StepCount;
        program->Tell(in node, Fate.Weights, producer.Op);
        node.IsDead = true;
        return true;
    }

    private static bool Scale(Program* program, int index, int factor)
    {
        ref Node node = ref program->Nodes[index];
        bool isFused = node.Kernel is KernelIds.FusedConv2D or KernelIds.FusedDepthwiseConv2D;
        bool isDepthwise = node.Kernel is KernelIds.DepthwiseConv2dNative or KernelIds.FusedDepthwiseConv2D;
        if (!isFused && !isDepthwise && node.Kernel != KernelIds.Conv2D)
        {
            return false;
        }

        FusedConvolutionArgs args = ConvolutionNode.Read(program, index);
        int filter = program->OperandOf(in node, 1);
        int columns = program->Values[factor].Elements;
        if (program->Values[filter].Kind != ValueKind.Constant || args.DataFormat != DataFormat.NHWC || args.Activation != Activation.Linear
            || (isDepthwise && columns > 1 && args.Filter.Shape[3] != 1))
        {
            return false;
        }

        Shape one = Shape.Of(columns);
        Shape perInput = Shape.Of(columns, 1);
        int scaled = Product(program, filter, in args.Filter.Shape, factor, isDepthwise ? perInput : one);
        int bias = args.Bias.IsPresent ? args.Bias.Id - 1 : -1;
        if (scaled < 0 || (bias >= 0 && program->Values[bias].Kind != ValueKind.Constant))
        {
            return false;
        }

        if (bias >= 0)
        {
            int product = Product(program, bias, in args.Bias.Shape, factor, in one);
            if (product < 0 || program->Values[product].Elements != program->Values[bias].Elements)
            {
                return false;
            }

            program->Words[node.Words + program->Operands[node.Operands + 2]] = product + 1;
        }

        program->Words[node.Words + program->Operands[node.Operands + 1]] = scaled + 1;
        return true;
    }

    private static int Product(Program* program, int a, in Shape shapeA, int b, in Shape shapeB)
    {
        BinaryArgs args;
        args.A = Constants<V>.Operand(program, a, in shapeA);
        args.B = Constants<V>.Operand(program, b, in shapeB);
        FrameWriter draft = new(&program->Draft);
        Encoders.Encode(ref draft, ref args);
        return Constants<V>.Evaluate(program, KernelIds.Multiply);
    }
}
