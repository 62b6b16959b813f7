using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

public static partial class VectorMath
{
    /// <summary>The error function, within 2 ulp: x + x·P(x²) below 0.92, else 1 − e^−q(|x|), q = −log erfc on [0.92, 4]; both minimax.</summary>
    /// <remarks>The exponential form is N. Juffa's (CUDA's erff). tfjs's other backends use a formula that is right to 1.5e-7 only.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Erf<V>(V x)
        where V : unmanaged, IVector<V>
    {
        V a = V.PMin(V.Abs(x), V.Splat(4f));
        V z = a * a;
        V p = V.MulAdd(z, V.Splat(8.36226318e-5f), V.Splat(-0.000814146886f));
        p = V.MulAdd(p, z, V.Splat(0.00520098861f));
        p = V.MulAdd(p, z, V.Splat(-0.0268594138f));
        p = V.MulAdd(p, z, V.Splat(0.112836964f));
        p = V.MulAdd(p, z, V.Splat(-0.376126349f));
        p = V.MulAdd(p, z, V.Splat(0.128379166f));
        V small = V.MulAdd(a, p, a);

        V q = V.MulAdd(a, V.Splat(2.11624902e-5f), V.Splat(-0.000435225433f));
        q = V.MulAdd(q, a, V.Splat(0.00417467346f));
        q = V.MulAdd(q, a, V.Splat(-0.0251287017f));
        q = V.MulAdd(q, a, V.Splat(0.108294062f));
        q = V.MulAdd(q, a, V.Splat(0.633334577f));
        q = V.MulAdd(q, a, V.Splat(1.12952089f));
        q = V.MulAdd(q, a, V.Splat(-0.000175884037f));
        V large = V.Splat(1f) - ScaledExp(-q, V.Zero);
        return WithSign(V.Select(V.Less(a, V.Splat(0.92f)), small, large), x);
    }
}
