namespace Lanewise.Kernels;

// Comparisons give int32 lanes, 1 where true and 0 elsewhere. A comparison with NaN is false, NotEqual true.

public struct EqualMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.And(V.Equal(a, b), V.SplatInt(1));
}

public struct EqualIntMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.And(V.EqualInt(a, b), V.SplatInt(1));
}

public struct NotEqualMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.And(V.NotEqual(a, b), V.SplatInt(1));
}

public struct NotEqualIntMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.And(V.Not(V.EqualInt(a, b)), V.SplatInt(1));
}

public struct LessMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.And(V.Less(a, b), V.SplatInt(1));
}

public struct LessIntMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.And(V.LessInt(a, b), V.SplatInt(1));
}

public struct LessEqualMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.And(V.LessOrEqual(a, b), V.SplatInt(1));
}

public struct LessEqualIntMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.And(V.Not(V.LessInt(b, a)), V.SplatInt(1));
}

public struct GreaterMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.And(V.Less(b, a), V.SplatInt(1));
}

public struct GreaterIntMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.And(V.LessInt(b, a), V.SplatInt(1));
}

public struct GreaterEqualMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.And(V.LessOrEqual(b, a), V.SplatInt(1));
}

public struct GreaterEqualIntMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.And(V.Not(V.LessInt(a, b)), V.SplatInt(1));
}

public struct IsNanMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => V.And(V.NotEqual(x, x), V.SplatInt(1));
}

public struct IsInfMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => V.And(V.Equal(V.Abs(x), V.Splat(float.PositiveInfinity)), V.SplatInt(1));
}

public struct IsFiniteMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => V.And(V.Less(V.Abs(x), V.Splat(float.PositiveInfinity)), V.SplatInt(1));
}

/// <summary>x = 0, of int32.</summary>
public struct LogicalNotMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => V.And(V.EqualInt(x, V.Zero), V.SplatInt(1));
}
