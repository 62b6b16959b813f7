using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

/// <summary>max(x, 0); NaN stays. Adding 0 turns −0 into 0.</summary>
public struct ReluMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => V.PMax(x, V.Zero) + V.Zero;
}

/// <summary>min(max(x, 0), 6); NaN stays.</summary>
public struct Relu6Map<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => V.PMin(V.PMax(x, V.Zero), V.Splat(6f)) + V.Zero;
}

/// <summary>x ≥ 0 ? x : e^x − 1.</summary>
public struct EluMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe V Apply(V x, float* parameters) => V.Select(V.LessOrEqual(V.Zero, x), x, VectorMath.Expm1(x));
}

/// <summary>With s = 1.0507… and α = 1.6732…: x ≥ 0 ? s·x : s·α·(e^x − 1).</summary>
public struct SeluMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) =>
        V.Select(V.LessOrEqual(V.Zero, x), V.Splat(1.0507009873554804934193349852946f) * x, V.Splat(1.7580993408473768599402175208123f) * VectorMath.Expm1(x));
}

/// <summary>x &lt; 0 ? α·x : x, α parameter 0.</summary>
public struct LeakyReluMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => V.Select(V.Less(x, V.Zero), V.Splat(parameters[0]) * x, x);
}

/// <summary>x &gt; 0 ? 1 : α, α parameter 0; NaN stays.</summary>
public struct StepMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) =>
        V.Select(V.NotEqual(x, x), x, V.Select(V.Less(V.Zero, x), V.Splat(1f), V.Splat(parameters[0])));
}

/// <summary>x clamped to parameters 0 and 1; NaN stays.</summary>
public struct ClipMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => V.PMax(V.PMin(x, V.Splat(parameters[1])), V.Splat(parameters[0]));
}

/// <summary>x &lt; 0 ? α·x : x.</summary>
public struct PreluMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V x, V alpha) => V.Select(V.Less(x, V.Zero), alpha * x, x);
}

/// <summary>Gradient of elu from its result: y ≥ 0 ? dy : dy·(y + 1).</summary>
public struct EluGradMap<V> : IBinaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static V Apply(V dy, V y) => V.Select(V.LessOrEqual(V.Zero, y), dy, dy * (y + V.Splat(1f)));
}

/// <summary>x / d, d parameter 0.</summary>
public struct DivideByMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => x / V.Splat(parameters[0]);
}
