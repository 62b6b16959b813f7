namespace Lanewise.Kernels;

/// <summary>
/// Rows of complex numbers: pairs of floats, the real part first. Products are formed in double arithmetic, where they are
/// exact and cannot overflow.
/// </summary>
public static unsafe class PairRow
{
    /// <summary>y = a·b, with the signature of every element-wise row; n counts floats and is even. y may be a or b.</summary>
    public static void Multiply(float* a, float* b, float* y, int n, float* parameters)
    {
        for (int i = 0; i < n; i += 2)
        {
            double ar = a[i];
            double ai = a[i + 1];
            double br = b[i];
            double bi = b[i + 1];
            y[i] = (float)((ar * br) - (ai * bi));
            y[i + 1] = (float)((ar * bi) + (ai * br));
        }
    }

    /// <summary>y[i] = |x[i]| of <paramref name="n"/> pairs: ∞ if either part is infinite.</summary>
    public static void Abs(float* x, float* y, int n)
    {
        for (int i = 0; i < n; i++)
        {
            double re = x[2 * i];
            double im = x[(2 * i) + 1];
            bool isInfinite = Math.Abs(re) == double.PositiveInfinity || Math.Abs(im) == double.PositiveInfinity;
            y[i] = isInfinite ? float.PositiveInfinity : (float)Math.Sqrt((re * re) + (im * im));
        }
    }
}
