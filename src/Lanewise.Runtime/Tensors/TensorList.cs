namespace Lanewise.Runtime;

/// <summary>A list of inputs. It lives until the call ends.</summary>
public readonly unsafe struct TensorList(Tensor* items, int count)
{
    private readonly Tensor* _items = items;

    public int Count { get; } = count;

    public ref Tensor this[int index] => ref _items[index];
}
