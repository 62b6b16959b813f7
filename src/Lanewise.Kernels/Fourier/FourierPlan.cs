namespace Lanewise.Kernels;

/// <summary>
/// The discrete Fourier transform of one length, in O(n log n) for every length: the tables are made once for many
/// transforms.
/// </summary>
/// <remarks>
/// A length with a large prime factor goes by Bluestein's convolution ("A linear filtering approach to the computation of
/// the discrete Fourier transform", 1970): since jk = (j² + k² − (k − j)²)/2, with the chirp c[j] = e^(−πij²/n)
/// X[k] = c[k]·Σⱼ (x[j]·c[j])·c̄[k − j], which is cyclic in any length m ≥ 2n − 1, here a power of two.
/// </remarks>
public unsafe struct FourierPlan<V>
    where V : unmanaged, IVector<V>
{
    private int _n;

    /// <summary>The length that is transformed by <see cref="Stockham{V}"/>: n itself, or that of the convolution.</summary>
    private int _m;
    private float* _rootRe;
    private float* _rootIm;
    private float* _work;
    private float* _chirpRe;
    private float* _chirpIm;

    /// <summary>The transform of c̄, divided by m.</summary>
    private float* _filterRe;
    private float* _filterIm;
    private float* _re;
    private float* _im;

    /// <summary>How many floats of memory a plan for n needs.</summary>
    public static long Floats(int n)
    {
        long m = Length(n);
        return m == n ? 4 * m : (8 * m) + (2L * n);
    }

    public static FourierPlan<V> Make(int n, float* memory)
    {
        FourierPlan<V> plan = default;
        int m = (int)Length(n);
        plan._n = n;
        plan._m = m;
        plan._rootRe = memory;
        plan._rootIm = memory + m;
        plan._work = memory + (2 * (nint)m);
        Twiddles.Fill(plan._rootRe, plan._rootIm, m);
        if (m != n)
        {
            plan._filterRe = memory + (4 * (nint)m);
            plan._filterIm = memory + (5 * (nint)m);
            plan._re = memory + (6 * (nint)m);
            plan._im = memory + (7 * (nint)m);
            plan._chirpRe = memory + (8 * (nint)m);
            plan._chirpIm = plan._chirpRe + n;
            plan.MakeFilter();
        }

        return plan;
    }

    /// <summary>X[k] = Σⱼ x[j]·e^(−2πijk/n), in place.</summary>
    public readonly void Transform(float* re, float* im)
    {
        if (_m == _n)
        {
            Stockham<V>.Run(re, im, _work, _n, _rootRe, _rootIm);
            return;
        }

        Clear(_n);
        for (int j = 0; j < _n; j++)
        {
            _re[j] = (re[j] * _chirpRe[j]) - (im[j] * _chirpIm[j]);
            _im[j] = (re[j] * _chirpIm[j]) + (im[j] * _chirpRe[j]);
        }

        Stockham<V>.Run(_re, _im, _work, _m, _rootRe, _rootIm);
        for (int j = 0; j < _m; j++)
        {
            float r = _re[j];
            _re[j] = (r * _filterRe[j]) - (_im[j] * _filterIm[j]);
            _im[j] = (r * _filterIm[j]) + (_im[j] * _filterRe[j]);
        }

        Stockham<V>.Run(_im, _re, _work, _m, _rootRe, _rootIm);
        for (int k = 0; k < _n; k++)
        {
            re[k] = (_re[k] * _chirpRe[k]) - (_im[k] * _chirpIm[k]);
            im[k] = (_re[k] * _chirpIm[k]) + (_im[k] * _chirpRe[k]);
        }
    }

    /// <summary>x[j] = Σₖ X[k]·e^(2πijk/n) / n, in place: the transform of the numbers with their parts exchanged.</summary>
    public readonly void Inverse(float* re, float* im)
    {
        Transform(im, re);
        for (int j = 0; j < _n; j++)
        {
            re[j] /= _n;
            im[j] /= _n;
        }
    }

    private static long Length(int n)
    {
        if (Stockham<V>.Handles(n))
        {
            return n;
        }

        long m = 1;
        while (m < (2L * n) - 1)
        {
            m *= 2;
        }

        return m;
    }

    private readonly void MakeFilter()
    {
        Moves.Fill((int*)_filterRe, 0, 2 * _m);
        float scale = 1f / _m;
        for (int j = 0; j < _n; j++)
        {
            Twiddles.Root((long)j * j % (2L * _n), 2L * _n, out _chirpRe[j], out _chirpIm[j]);
            int mirrored = j == 0 ? 0 : _m - j;
            _filterRe[j] = _filterRe[mirrored] = _chirpRe[j] * scale;
            _filterIm[j] = _filterIm[mirrored] = -_chirpIm[j] * scale;
        }

        Stockham<V>.Run(_filterRe, _filterIm, _work, _m, _rootRe, _rootIm);
    }

    /// <summary>Zeros from <paramref name="first"/> on.</summary>
    private readonly void Clear(int first)
    {
        Moves.Fill((int*)(_re + first), 0, _m - first);
        Moves.Fill((int*)(_im + first), 0, _m - first);
    }
}
