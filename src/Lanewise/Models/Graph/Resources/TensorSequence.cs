namespace Lanewise.Models;

/// <summary>Tensors by index, held as long as the sequence lives. A place may be empty.</summary>
internal abstract class TensorSequence(DType dtype, ElementShape shape) : IDisposable
{
    /// <summary>A place takes memory even while it is empty.</summary>
    private const int MostElements = 1 << 20;

    protected List<GraphValue?> Elements { get; } = [];

    /// <summary>What is known of the elements' shape.</summary>
    protected ElementShape Shape { get; set; } = shape;

    public int Count => Elements.Count;

    public DType DType => dtype;

    public void Dispose()
    {
        foreach (GraphValue? element in Elements)
        {
            element?.Release();
        }

        Elements.Clear();
    }

    protected void Store(int index, GraphValue element)
    {
        if (index >= MostElements)
        {
            throw new ArgumentException($"element {index} is beyond the {MostElements} that there may be");
        }

        while (Elements.Count <= index)
        {
            Elements.Add(null);
        }

        GraphValue? old = Elements[index];
        Elements[index] = element.Hold();
        old?.Release();
    }

    protected Tensor Tensor(int index) => index >= 0 && index < Count && Elements[index] is { } element
        ? (Tensor)element.Content
        : throw new ArgumentException($"there is no element {index} among {Count}");

    protected void RequireDType(DType other)
    {
        if (other != dtype)
        {
            throw new ArgumentException($"the elements are {dtype}, but {other} was expected");
        }
    }

    protected static Tensor Empty(DType dtype, int[] elementShape) => Tf.Zeros([0, .. elementShape], dtype);

    /// <summary>Cuts a tensor along its first dimension.</summary>
    protected static IEnumerable<Tensor> Pieces(Tensor tensor, int[] lengths)
    {
        if (tensor.Rank == 0 || lengths.Sum() != tensor.Shape[0])
        {
            throw new ArgumentException($"lengths of [{string.Join(", ", lengths)}] do not add up to the first dimension of [{string.Join(", ", tensor.Shape)}]");
        }

        int[] begin = new int[tensor.Rank];
        int[] size = [.. tensor.Shape];
        foreach (int length in lengths)
        {
            size[0] = length;
            yield return Tf.Slice(tensor, begin, size);
            begin[0] += length;
        }
    }
}
