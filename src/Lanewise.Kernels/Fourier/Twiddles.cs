namespace Lanewise.Kernels;

/// <summary>e^(−2πik/n): the roots of unity that a discrete Fourier transform multiplies by.</summary>
public static unsafe class Twiddles
{
    public static void Root(long k, long n, out float re, out float im)
    {
        // −k/n = quadrant/4 + rest/(4n) turns, |rest| ≤ n/2, in integers
        long turns = -4 * (k % n);
        long quadrant = ((2 * turns) + (9 * n)) / (2 * n) - 4;
        double r = (turns - (quadrant * n)) * (1.5707963267948966 / n);
        im = (float)DoubleMath.SinOfQuadrant((int)quadrant, r);
        re = (float)DoubleMath.SinOfQuadrant((int)quadrant + 1, r);
    }

    /// <summary>The roots for k = 0 .. n − 1.</summary>
    public static void Fill(float* re, float* im, int n)
    {
        for (int k = 0; k < n; k++)
        {
            Root(k, n, out re[k], out im[k]);
        }
    }
}
