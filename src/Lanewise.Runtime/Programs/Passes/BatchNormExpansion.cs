using Lanewise.Kernels;
using Lanewise.Runtime.Ops;

namespace Lanewise.Runtime.Programs;

/// <summary>Turns a batch normalisation by constants into a product and a sum, which other passes fuse.</summary>
/// <remarks>
/// <code>
/// y = FusedBatchNorm(x, mean, variance, offset, scale)    →    y = Multiply(x, s), followed by + t
/// </code>
/// with the constants s = scale / √(variance + epsilon) and t = offset − mean·s. The sum is rounded otherwise than before.
/// </remarks>
internal static unsafe class BatchNormExpansion<V>
    where V : unmanaged, IVector<V>
{
    public static void Run(Program* program)
    {
        for (int i = 0; i < program->Nodes.Count; i++)
        {
            ref Node node = ref program->Nodes[i];
            if (!node.IsDead && node.Kernel == KernelIds.FusedBatchNorm)
            {
                Expand(program, i);
            }
        }
    }

    private static void Expand(Program* program, int index)
    {
        Call call = Call.Look(program, index);
        FusedBatchNormArgs args = default;
        Decoders.Decode(ref call, ref args);
        int channels = args.X.Rank == 0 ? 0 : args.X.Shape[args.X.Rank - 1];
        if (!IsConstant(program, in args.Mean, channels) || !IsConstant(program, in args.Variance, channels)
            || (args.Offset.IsPresent && !IsConstant(program, in args.Offset, channels)) || (args.Scale.IsPresent && !IsConstant(program, in args.Scale, channels)))
        {
            return;
        }

        int epsilon = Constants<V>.Single(program, (float)args.VarianceEpsilon);
        int factor = Binary(program, KernelIds.Add, args.Variance.Id - 1, epsilon, channels);
        factor = Unary(program, KernelIds.Rsqrt, factor, channels);
        factor = args.Scale.IsPresent ? Binary(program, KernelIds.Multiply, args.Scale.Id - 1, factor, channels) : factor;
        int shift = Binary(program, KernelIds.Multiply, args.Mean.Id - 1, factor, channels);
        shift = args.Offset.IsPresent ? Binary(program, KernelIds.Sub, args.Offset.Id - 1, shift, channels) : Unary(program, KernelIds.Neg, shift, channels);
        if (shift < 0)
        {
            return;
        }

        ref Node node = ref program->Nodes[index];
        BinaryArgs product;
        product.A = args.X;
        product.B = Constants<V>.Operand(program, factor, Shape.Of(channels));
        product.B.Id = factor + 1;
        FrameWriter draft = new(&program->Draft);
        Encoders.Encode(ref draft, ref product);
        program->TakeDraft(ref node);
        node.Kernel = KernelIds.Multiply;
        node.OperandCount = 2;
        program->Operands[node.Operands + 1] = 2 + args.X.Rank;

        Step step = default;
        step.Function = &BinaryRow<V, AddMap<V>>.Run;
        step.A = StepSource.OfRegister(0);
        step.B.Value = shift;
        step.Kernel = KernelIds.Add;
        step.Op = node.Op;
        node.Steps = program->Steps.Add(in step);
        node.StepCount = 1;
    }

    private static bool IsConstant(Program* program, in Tensor statistic, int channels)
    {
        ref Value value = ref program->Values[statistic.Id - 1];
        return value.Kind == ValueKind.Constant && value.Type == DType.Float32 && value.Elements == channels;
    }

    /// <summary>Of vectors, or of a vector and a single number. −1 if an operand is, or if memory is short.</summary>
    private static int Binary(Program* program, int kernel, int a, int b, int channels)
    {
        if (a < 0 || b < 0)
        {
            return -1;
        }

        BinaryArgs args;
        args.A = Constants<V>.Operand(program, a, Shape.Of(channels));
        args.B = Constants<V>.Operand(program, b, Shape.Of(program->Values[b].Elements));
        FrameWriter draft = new(&program->Draft);
        Encoders.Encode(ref draft, ref args);
        return Constants<V>.Evaluate(program, kernel);
    }

    private static int Unary(Program* program, int kernel, int x, int channels)
    {
        if (x < 0)
        {
            return -1;
        }

        UnaryArgs args;
        args.X = Constants<V>.Operand(program, x, Shape.Of(channels));
        FrameWriter draft = new(&program->Draft);
        Encoders.Encode(ref draft, ref args);
        return Constants<V>.Evaluate(program, kernel);
    }
}
