namespace Lanewise.Kernels;

/// <summary>
/// Local response normalisation (Krizhevsky, Sutskever and Hinton 2012, section 3.3): with nᵢ = bias + α·Σxⱼ² over the channels
/// j no farther from i than the radius, yᵢ = xᵢ·nᵢ^−β. In double, where no square of a float32 overflows.
/// </summary>
public unsafe struct LocalResponse
{
    /// <summary>At least 1.</summary>
    public int Channels;

    /// <summary>At most <see cref="Channels"/>.</summary>
    public int Radius;
    public double Bias;
    public double Alpha;
    public double Beta;

    public readonly void Normalise(float* x, float* y, int size)
    {
        for (int pixel = 0; pixel < size; pixel += Channels)
        {
            for (int i = 0; i < Channels; i++)
            {
                y[pixel + i] = (float)(x[pixel + i] * DoubleMath.Pow(Norm(x + pixel, i), -Beta));
            }
        }
    }

    /// <summary>
    /// dxₖ = dyₖ·nₖ^−β + xₖ·Σtᵢ with tᵢ = −2αβ·yᵢ·dyᵢ/nᵢ over the channels i around k, because they are those that have k around
    /// them. The two terms of channel k itself are added before they meet dyₖ, which may be infinite.
    /// </summary>
    /// <param name="terms">Room for a double a channel.</param>
    public readonly void Gradient(float* x, float* y, float* dy, float* dx, double* terms, int size)
    {
        double factor = -2 * Alpha * Beta;
        for (int pixel = 0; pixel < size; pixel += Channels)
        {
            float* line = x + pixel;
            for (int i = 0; i < Channels; i++)
            {
                terms[i] = factor * y[pixel + i] * dy[pixel + i] / Norm(line, i);
            }

            for (int k = 0; k < Channels; k++)
            {
                double norm = Norm(line, k);
                double sum = dy[pixel + k] * (DoubleMath.Pow(norm, -Beta) + factor * line[k] * y[pixel + k] / norm);
                int last = Last(k);
                for (int i = First(k); i <= last; i++)
                {
                    sum += i == k ? 0 : line[k] * terms[i];
                }

                dx[pixel + k] = (float)sum;
            }
        }
    }

    private readonly double Norm(float* line, int i)
    {
        double sum = 0;
        int last = Last(i);
        for (int j = First(i); j <= last; j++)
        {
            sum += (double)line[j] * line[j];
        }

        return Bias + Alpha * sum;
    }

    private readonly int First(int i) => i > Radius ? i - Radius : 0;

    private readonly int Last(int i) => Channels - 1 - i > Radius ? i + Radius : Channels - 1;
}
