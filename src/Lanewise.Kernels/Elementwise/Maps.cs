namespace Lanewise.Kernels;

/// <summary>One element-wise function of one operand. Lanes are float32 or int32 as the function says.</summary>
public unsafe interface IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    /// <param name="parameters">What the op gives besides tensors, for instance alpha.</param>
    static abstract V Apply(V x, float* parameters);
}

/// <summary>One element-wise function of two operands.</summary>
public interface IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    static abstract V Apply(V a, V b);
}

/// <summary>A function that has no vector form: int32 division and its like, or double arithmetic. Operands are the bits of the lanes.</summary>
public interface ILaneMap
{
    static abstract int Apply(int a, int b);
}
