namespace Lanewise.Models;

/// <summary>
/// What flows along an edge: a tensor, or a handle such as a list of tensors. Several places may hold the same value; the
/// last that releases it disposes of what it holds.
/// </summary>
internal sealed class GraphValue
{
    /// <summary>What a node without a result leaves: that it has run.</summary>
    public static readonly GraphValue Done = Borrowed(new object());

    private readonly bool _isOwned;
    private int _holders = 1;
    private double[]? _numbers;

    private GraphValue(object content, bool isOwned)
    {
        Content = content;
        _isOwned = isOwned;
    }

    public object Content { get; }

    /// <summary>A value that the run disposes of when nothing holds it any more.</summary>
    public static GraphValue Owned(object content) => new(content, true);

    /// <summary>A value that outlives the run: a weight, a caller's tensor, a table.</summary>
    public static GraphValue Borrowed(object content) => new(content, false);

    public GraphValue Hold()
    {
        _holders++;
        return this;
    }

    public void Release()
    {
        if (_isOwned && --_holders == 0)
        {
            (Content as IDisposable)?.Dispose();
        }
    }

    /// <summary>Gives the tensor away: the value itself if nobody else holds it, a clone otherwise.</summary>
    public Tensor Take()
    {
        var tensor = (Tensor)Content;
        if (_isOwned && _holders == 1)
        {
            return tensor;
        }

        Tensor clone = Tf.Clone(tensor);
        Release();
        return clone;
    }

    /// <summary>The tensor's elements as numbers. They are kept, for most are constants that every run asks for.</summary>
    public double[] Numbers()
    {
        var tensor = (Tensor)Content;
        return _numbers ??= tensor.DType switch
        {
            DType.Float32 => Array.ConvertAll(tensor.ToArray<float>(), value => (double)value),
            DType.Int32 => Array.ConvertAll(tensor.ToArray<int>(), value => (double)value),
            DType.Bool => Array.ConvertAll(tensor.ToArray<bool>(), value => value ? 1.0 : 0.0),
            _ => throw new ArgumentException($"numbers were expected, but there is a tensor of {tensor.DType}"),
        };
    }
}
