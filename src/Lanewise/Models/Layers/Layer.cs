namespace Lanewise.Models;

/// <summary>
/// A layer of a Keras-style model. It is built once, for the shapes of its first inputs, and may be applied in several places.
/// In shapes, -1 is a size that is not known before the run.
/// </summary>
internal abstract class Layer(LayerConfig config)
{
    private bool _isBuilt;

    public LayerConfig Config => config;

    public string Name => config.Name;

    /// <summary>The weights that it holds, those of its inner layers included.</summary>
    public virtual IEnumerable<Tensor> Weights => Own;

    /// <summary>The states that it keeps from one run to the next, those of its inner layers included.</summary>
    public virtual IEnumerable<Tensor> Kept => [];

    /// <summary>Whether the mask of its input is that of its output too.</summary>
    public virtual bool PassesMask => false;

    protected List<Tensor> Own { get; } = [];

    /// <summary>Takes the weights, and checks their shapes, when first called.</summary>
    public void EnsureBuilt(int[][] inputs, LayerWeights weights)
    {
        if (!_isBuilt)
        {
            Build(inputs, weights);
            _isBuilt = true;
        }
    }

    public abstract int[][] OutputShapes(int[][] inputs);

    /// <summary>Computes the outputs. One of them may be an input itself. Tensors in between are the caller's scope's.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="mask">Where the first input has values, [batch, steps]; null if it has everywhere.</param>
    /// <returns>The outputs.</returns>
    public abstract Tensor[] Run(Tensor[] inputs, Tensor? mask);

    /// <summary>The mask of the outputs.</summary>
    public virtual Tensor? Mask(Tensor[] inputs, Tensor?[] masks) => PassesMask ? masks.FirstOrDefault() : null;

    /// <summary>Forgets <see cref="Kept"/>.</summary>
    public virtual void ResetStates()
    {
    }

    protected abstract void Build(int[][] inputs, LayerWeights weights);

    protected Tensor Take(LayerWeights weights, string name, params int[] shape)
    {
        Tensor weight = weights.Take(name, shape, this);
        Own.Add(weight);
        return weight;
    }

    protected static string Text(int[] shape) => $"[{string.Join(", ", shape.Select(dimension => dimension < 0 ? "?" : dimension.ToString(System.Globalization.CultureInfo.InvariantCulture)))}]";
}
