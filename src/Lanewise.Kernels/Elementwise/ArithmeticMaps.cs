namespace Lanewise.Kernels;

/// <summary>a + b.</summary>
public struct AddMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => a + b;
}

/// <summary>a − b.</summary>
public struct SubMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => a - b;
}

/// <summary>a·b.</summary>
public struct MultiplyMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => a * b;
}

/// <summary>a / b.</summary>
public struct DivideMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => a / b;
}

/// <summary>The larger, NaN if either is NaN.</summary>
public struct MaximumMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.Max(a, b);
}

/// <summary>The smaller, NaN if either is NaN.</summary>
public struct MinimumMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => V.Min(a, b);
}

/// <summary>(a − b)².</summary>
public struct SquaredDifferenceMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b)
    {
        V difference = a - b;
        return difference * difference;
    }
}

public struct PowMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => VectorMath.Pow(a, b);
}

public struct ModMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => VectorMath.Mod(a, b);
}

public struct Atan2Map<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V a, V b) => VectorMath.Atan2(a, b);
}

/// <summary>−x.</summary>
public struct NegMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => -x;
}

/// <summary>|x|.</summary>
public struct AbsMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => V.Abs(x);
}

/// <summary>−1, 0 or 1; 0 for NaN.</summary>
public struct SignMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) =>
        V.Or(V.And(V.Less(V.Zero, x), V.Splat(1f)), V.And(V.Less(x, V.Zero), V.Splat(-1f)));
}

public struct FloorMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => V.Floor(x);
}

public struct CeilMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => V.Ceiling(x);
}

/// <summary>To the nearest integer, ties to even.</summary>
public struct RoundMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => V.Round(x);
}

public struct SqrtMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => V.Sqrt(x);
}

/// <summary>1 / √x.</summary>
public struct RsqrtMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => V.Splat(1f) / V.Sqrt(x);
}

/// <summary>x².</summary>
public struct SquareMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => x * x;
}

/// <summary>1 / x.</summary>
public struct ReciprocalMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => V.Splat(1f) / x;
}
