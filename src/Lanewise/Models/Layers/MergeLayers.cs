namespace Lanewise.Models;

/// <summary>A layer that joins several inputs into one.</summary>
internal abstract class MergeLayer(LayerConfig config) : Layer(config)
{
    public sealed override int[][] OutputShapes(int[][] inputs) => inputs.Length > 0
        ? [OutputShape(inputs)]
        : throw Config.Problem("is applied to nothing");

    protected abstract int[] OutputShape(int[][] inputs);

    protected override void Build(int[][] inputs, LayerWeights weights)
    {
    }
}

/// <summary>Add, Multiply, Average and their like, element by element. An input of lower rank gets dimensions behind its batch.</summary>
internal sealed class ElementMergeLayer(LayerConfig config, Func<Tensor, Tensor, Tensor> join, bool isAverage = false) : MergeLayer(config)
{
    public override Tensor[] Run(Tensor[] inputs, Tensor? mask)
    {
        int rank = inputs.Max(input => input.Rank);
        Tensor joined = inputs.Select(input => Widen(input, rank)).Aggregate(join);
        return [isAverage ? Tf.Mul(joined, Tf.Scalar(1f / inputs.Length)) : joined];
    }

    public override Tensor? Mask(Tensor[] inputs, Tensor?[] masks) => masks.OfType<Tensor>().Aggregate(default(Tensor), (all, mask) => all is null ? mask : Tf.LogicalAnd(all, mask));

    protected override int[] OutputShape(int[][] inputs)
    {
        int rank = inputs.Max(input => input.Length);
        return inputs.Select(input => (int[])[input[0], .. Enumerable.Repeat(1, rank - input.Length), .. input[1..]]).Aggregate(Broadcast);
    }

    private int[] Broadcast(int[] a, int[] b) => [.. a.Zip(b, (x, y) => x == y || y == 1 ? x
        : x == 1 ? y
        : x < 0 || y < 0 ? Math.Max(x, y)
        : throw Config.Problem($"the inputs {Text(a)} and {Text(b)} do not fit together"))];

    private static Tensor Widen(Tensor x, int rank) => x.Rank == rank
        ? x
        : Tf.Reshape(x, [x.Shape[0], .. Enumerable.Repeat(1, rank - x.Rank), .. x.Shape[1..]]);
}

/// <summary>The inputs one behind the other along an axis.</summary>
internal sealed class ConcatenateLayer(LayerConfig config) : MergeLayer(config)
{
    private readonly int _axis = config.Int("axis", -1);

    public override Tensor[] Run(Tensor[] inputs, Tensor? mask) => [Kernel.Concat(inputs, Axis(inputs[0].Rank))];

    protected override int[] OutputShape(int[][] inputs)
    {
        int[] output = [.. inputs[0]];
        int axis = Axis(output.Length);
        foreach (int[] input in inputs.Skip(1))
        {
            if (input.Length != output.Length || Enumerable.Range(0, input.Length).Any(i => i != axis && input[i] >= 0 && output[i] >= 0 && input[i] != output[i]))
            {
                throw Config.Problem($"the inputs {Text(inputs[0])} and {Text(input)} do not fit together along axis {_axis}");
            }

            output[axis] = output[axis] < 0 || input[axis] < 0 ? -1 : output[axis] + input[axis];
        }

        return output;
    }

    private int Axis(int rank) => _axis >= -rank && _axis < rank
        ? (_axis + rank) % rank
        : throw Config.Problem($"'axis' is {_axis}, but the inputs have rank {rank}");
}

/// <summary>The products of two inputs along an axis of each, example by example.</summary>
internal sealed class DotLayer(LayerConfig config) : MergeLayer(config)
{
    private readonly int[] _axes = config.List("axes") is { } axes
        ? axes.Length == 1 ? [axes[0], axes[0]] : axes
        : throw config.Problem("'axes' is missing");

    private readonly bool _normalizes = config.Bool("normalize", false);

    public override Tensor[] Run(Tensor[] inputs, Tensor? mask)
    {
        (int first, int second) = Axes(inputs[0].Rank, inputs[1].Rank);

        // As matrices [batch, kept, summed] and [batch, summed, kept].
        Tensor a = Matrix(Normalized(inputs[0], first), first, false);
        Tensor b = Matrix(Normalized(inputs[1], second), second, true);
        Tensor product = Kernel.BatchMatMul(a, b, false, false);
        return [Tf.Reshape(product, OutputShape([[.. inputs[0].Shape], [.. inputs[1].Shape]]))];
    }

    protected override int[] OutputShape(int[][] inputs)
    {
        if (inputs.Length != 2 || inputs.Any(input => input.Length is < 2 or > 3))
        {
            throw Config.Problem("takes two inputs of rank 2 or 3");
        }

        (int first, int second) = Axes(inputs[0].Length, inputs[1].Length);
        if (inputs[0][first] != inputs[1][second])
        {
            throw Config.Problem($"the inputs {Text(inputs[0])} and {Text(inputs[1])} differ along the axes {first} and {second}");
        }

        int[] output = [inputs[0][0], .. Without(inputs[0], first), .. Without(inputs[1], second)];
        return output.Length == 1 ? [output[0], 1] : output;
    }

    private (int First, int Second) Axes(int first, int second) => ((_axes[0] + first) % first, (_axes[1] + second) % second);

    private static IEnumerable<int> Without(int[] shape, int axis) => shape.Where((_, index) => index != 0 && index != axis);

    private Tensor Normalized(Tensor x, int axis)
    {
        if (!_normalizes)
        {
            return x;
        }

        Tensor squares = Kernel.Sum(Kernel.Square(x), [axis], true);
        return Tf.Div(x, Kernel.Sqrt(Tf.Maximum(squares, Tf.Scalar(1e-7f))));
    }

    private static Tensor Matrix(Tensor x, int axis, bool summedFirst)
    {
        if (x.Rank == 2)
        {
            return Kernel.ExpandDims(x, summedFirst ? 2 : 1);
        }

        return (axis == 1) == summedFirst ? x : Kernel.Transpose(x, [0, 2, 1]);
    }
}
