using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

// The functions of VectorMath as maps.

public struct ExpMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe V Apply(V x, float* parameters) => VectorMath.Exp(x);
}

public struct Expm1Map<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => VectorMath.Expm1(x);
}

public struct LogMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => VectorMath.Log(x);
}

public struct Log1pMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => VectorMath.Log1p(x);
}

public struct SinMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => VectorMath.Sin(x);
}

public struct CosMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => VectorMath.Cos(x);
}

public struct TanMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => VectorMath.Tan(x);
}

public struct AsinMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => VectorMath.Asin(x);
}

public struct AcosMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => VectorMath.Acos(x);
}

public struct AtanMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => VectorMath.Atan(x);
}

public struct SinhMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => VectorMath.Sinh(x);
}

public struct CoshMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => VectorMath.Cosh(x);
}

public struct TanhMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe V Apply(V x, float* parameters) => VectorMath.Tanh(x);
}

public struct AsinhMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => VectorMath.Asinh(x);
}

public struct AcoshMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => VectorMath.Acosh(x);
}

public struct AtanhMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => VectorMath.Atanh(x);
}

public struct SigmoidMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe V Apply(V x, float* parameters) => VectorMath.Sigmoid(x);
}

public struct SoftplusMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => VectorMath.Softplus(x);
}

public struct ErfMap<V> : IUnaryMap<V>
    where V : unmanaged, IVector<V>
{
    public static unsafe V Apply(V x, float* parameters) => VectorMath.Erf(x);
}
