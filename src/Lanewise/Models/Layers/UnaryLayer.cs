namespace Lanewise.Models;

/// <summary>A layer with one input and one output.</summary>
internal abstract class UnaryLayer(LayerConfig config) : Layer(config)
{
    /// <summary>The rank that the input must have; null for any.</summary>
    protected virtual int? Rank => null;

    public sealed override int[][] OutputShapes(int[][] inputs) => [OutputShape(Single(inputs))];

    public sealed override Tensor[] Run(Tensor[] inputs, Tensor? mask) => [Run(inputs[0], mask)];

    public abstract Tensor Run(Tensor x, Tensor? mask);

    protected sealed override void Build(int[][] inputs, LayerWeights weights) => Build(Single(inputs), weights);

    protected virtual void Build(int[] input, LayerWeights weights)
    {
    }

    protected virtual int[] OutputShape(int[] input) => input;

    /// <summary>A dimension that must be known when the layer is built.</summary>
    protected int Known(int[] shape, int axis) => shape[axis] >= 0
        ? shape[axis]
        : throw Config.Problem($"needs to know dimension {axis} of its input {Text(shape)}");

    private int[] Single(int[][] inputs)
    {
        if (inputs.Length != 1)
        {
            throw Config.Problem($"takes one input, but is applied to {inputs.Length}");
        }

        return Rank is not { } rank || inputs[0].Length == rank
            ? inputs[0]
            : throw Config.Problem($"takes an input of rank {rank}, but is applied to one of shape {Text(inputs[0])}");
    }
}
