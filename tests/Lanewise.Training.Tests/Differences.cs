namespace Lanewise.Training.Tests;

/// <summary>Derivatives by differences.</summary>
internal static class Differences
{
    /// <summary>Small enough for the remainder, which has its fourth power, and large enough for the rounding of float32.</summary>
    private const float Step = 0.02f;

    /// <summary>
    /// The gradient of a function by five points, (f(x − 2h) − 8·f(x − h) + 8·f(x + h) − f(x + 2h)) / 12h, in double precision.
    /// Abramowitz and Stegun, 25.3.6.
    /// </summary>
    public static float[] Of(float[] x, Func<float[], double> function)
    {
        float[] quotients = new float[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            quotients[i] = (float)((At(-2) - (8 * At(-1)) + (8 * At(1)) - At(2)) / (12 * Step));

            double At(int steps)
            {
                float[] moved = [.. x];
                moved[i] += steps * Step;
                return Tf.Tidy(() => function(moved));
            }
        }

        return quotients;
    }
}
