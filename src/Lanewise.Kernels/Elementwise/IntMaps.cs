namespace Lanewise.Kernels;

// int32 arithmetic, modulo 2^32.

public struct AddIntMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.AddInt(a, b);
}

public struct SubIntMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.SubInt(a, b);
}

public struct MultiplyIntMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.MulInt(a, b);
}

public struct MaximumIntMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.MaxInt(a, b);
}

public struct MinimumIntMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.MinInt(a, b);
}

public struct SquaredDifferenceIntMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.MulInt(V.SubInt(a, b), V.SubInt(a, b));
}

public struct AndMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.And(a, b);
}

public struct OrMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.Or(a, b);
}

public struct XorMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.Xor(a, b);
}

public struct NegIntMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => V.SubInt(V.Zero, x);
}

public struct AbsIntMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => V.MaxInt(x, V.SubInt(V.Zero, x));
}

public struct SignIntMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => V.MaxInt(V.MinInt(x, V.SplatInt(1)), V.SplatInt(-1));
}

public struct SquareIntMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => V.MulInt(x, x);
}

public struct ReluIntMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => V.MaxInt(x, V.Zero);
}

public struct Relu6IntMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => V.MinInt(V.MaxInt(x, V.Zero), V.SplatInt(6));
}

/// <summary>x clamped to the int32 parameters 0 and 1.</summary>
public struct ClipIntMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters)
    {
        int* bounds = (int*)parameters;
        return V.MaxInt(V.MinInt(x, V.SplatInt(bounds[1])), V.SplatInt(bounds[0]));
    }
}
