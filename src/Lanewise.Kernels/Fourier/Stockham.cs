namespace Lanewise.Kernels;

/// <summary>
/// Discrete Fourier transforms of lengths without large prime factors, X[k] = Σⱼ x[j]·e^(−2πijk/n), with the parts of the
/// numbers in arrays of their own.
/// </summary>
/// <remarks>
/// Stockham's self-sorting algorithm (Cochran et al., "What is the fast Fourier transform?", Proc. IEEE 55, 1967): a pass
/// of radix r turns s interleaved transforms of length n into r·s of length n/r,
/// y[q + s(r·p + j)] = w^(jp)·Σᵢ x[q + s(p + i·n/r)]·e^(−2πij/r), 0 ≤ q &lt; s, 0 ≤ p &lt; n/r, where w = e^(−2πi/n); after
/// the last the result is in order. Neighbouring q are lanes of a vector.
/// </remarks>
public static unsafe class Stockham<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>Radices above cost more than a transform by convolution.</summary>
    public const int MaxRadix = 7;

    public static bool Handles(int n)
    {
        for (int radix = 2; radix <= MaxRadix; radix++)
        {
            while (n % radix == 0)
            {
                n /= radix;
            }
        }

        return n == 1;
    }

    /// <summary>Transforms x in place. work has room for n complex numbers, the parts one after the other.</summary>
    /// <param name="rootRe">With <paramref name="rootIm"/>, <see cref="Twiddles.Fill"/> for n.</param>
    public static void Run(float* re, float* im, float* work, int n, float* rootRe, float* rootIm)
    {
        float* xr = re;
        float* xi = im;
        float* yr = work;
        float* yi = work + n;
        int stride = 1;
        for (int length = n; length > 1;)
        {
            int radix = Radix(length);
            if (stride % V.Count == 0)
            {
                Pass<V>(xr, xi, yr, yi, length, stride, radix, rootRe, rootIm);
            }
            else
            {
                Pass<Scalar>(xr, xi, yr, yi, length, stride, radix, rootRe, rootIm);
            }

            length /= radix;
            stride *= radix;
            float* r = xr;
            float* i = xi;
            xr = yr;
            xi = yi;
            yr = r;
            yi = i;
        }

        if (xr != re)
        {
            Moves.Copy((byte*)re, (byte*)xr, (nint)n * sizeof(float));
            Moves.Copy((byte*)im, (byte*)xi, (nint)n * sizeof(float));
        }
    }

    private static int Radix(int length)
    {
        int radix = length % 4 == 0 ? 4 : 2;
        while (length % radix != 0)
        {
            radix++;
        }

        return radix;
    }

    private static void Pass<T>(float* xr, float* xi, float* yr, float* yi, int length, int stride, int radix, float* rootRe, float* rootIm)
        where T : unmanaged, IVector<T>
    {
        if (radix == 4)
        {
            Pass4<T>(xr, xi, yr, yi, length, stride, rootRe, rootIm);
        }
        else
        {
            PassOf<T>(xr, xi, yr, yi, length, stride, radix, rootRe, rootIm);
        }
    }

    private static void Pass4<T>(float* xr, float* xi, float* yr, float* yi, int length, int stride, float* rootRe, float* rootIm)
        where T : unmanaged, IVector<T>
    {
        int quarter = length / 4;
        nint step = (nint)quarter * stride;
        for (int p = 0; p < quarter; p++)
        {
            int root = p * stride;
            T w1r = T.Splat(rootRe[root]);
            T w1i = T.Splat(rootIm[root]);
            T w2r = T.Splat(rootRe[2 * root]);
            T w2i = T.Splat(rootIm[2 * root]);
            T w3r = T.Splat(rootRe[3 * root]);
            T w3i = T.Splat(rootIm[3 * root]);
            float* ar = xr + root;
            float* ai = xi + root;
            float* zr = yr + (4 * (nint)root);
            float* zi = yi + (4 * (nint)root);
            for (int q = 0; q < stride; q += T.Count)
            {
                T a = T.Load(ar + q);
                T b = T.Load(ar + step + q);
                T c = T.Load(ar + (2 * step) + q);
                T d = T.Load(ar + (3 * step) + q);
                T e = T.Load(ai + q);
                T f = T.Load(ai + step + q);
                T g = T.Load(ai + (2 * step) + q);
                T h = T.Load(ai + (3 * step) + q);
                T acR = a + c;
                T acI = e + g;
                T bdR = b + d;
                T bdI = f + h;
                // −i·(b − d)
                T turnedR = f - h;
                T turnedI = d - b;
                a -= c;
                e -= g;
                T.Store(zr + q, acR + bdR);
                T.Store(zi + q, acI + bdI);
                StoreProduct(zr + stride + q, zi + stride + q, a + turnedR, e + turnedI, w1r, w1i);
                StoreProduct(zr + (2 * stride) + q, zi + (2 * stride) + q, acR - bdR, acI - bdI, w2r, w2i);
                StoreProduct(zr + (3 * stride) + q, zi + (3 * stride) + q, a - turnedR, e - turnedI, w3r, w3i);
            }
        }
    }

    /// <summary>A pass of any radix, its small transforms by their definition.</summary>
    private static void PassOf<T>(float* xr, float* xi, float* yr, float* yi, int length, int stride, int radix, float* rootRe, float* rootIm)
        where T : unmanaged, IVector<T>
    {
        int part = length / radix;
        int n = length * stride;
        nint step = (nint)part * stride;
        int turn = n / radix;
        for (int p = 0; p < part; p++)
        {
            nint from = (nint)p * stride;
            for (int j = 0; j < radix; j++)
            {
                T wr = T.Splat(rootRe[j * (int)from]);
                T wi = T.Splat(rootIm[j * (int)from]);
                nint to = (from * radix) + ((nint)j * stride);
                for (int q = 0; q < stride; q += T.Count)
                {
                    T sumR = T.Load(xr + from + q);
                    T sumI = T.Load(xi + from + q);
                    int root = 0;
                    for (int i = 1; i < radix; i++)
                    {
                        root += j;
                        root -= root >= radix ? radix : 0;
                        T ur = T.Splat(rootRe[root * turn]);
                        T ui = T.Splat(rootIm[root * turn]);
                        T r = T.Load(xr + from + (i * step) + q);
                        T m = T.Load(xi + from + (i * step) + q);
                        sumR = T.NegMulAdd(m, ui, T.MulAdd(r, ur, sumR));
                        sumI = T.MulAdd(m, ur, T.MulAdd(r, ui, sumI));
                    }

                    StoreProduct(yr + to + q, yi + to + q, sumR, sumI, wr, wi);
                }
            }
        }
    }

    private static void StoreProduct<T>(float* re, float* im, T ar, T ai, T br, T bi)
        where T : unmanaged, IVector<T>
    {
        T.Store(re, T.NegMulAdd(ai, bi, ar * br));
        T.Store(im, T.MulAdd(ai, br, ar * bi));
    }
}
