namespace Lanewise.Kernels;

/// <summary>Draws events by their probabilities.</summary>
public static unsafe class Sampling
{
    /// <summary>
    /// Draws <paramref name="samples"/> events: of each number r the first event whose cumulated probability is above it, the
    /// last event if there is none. <paramref name="bounds"/> has room for all events but the last.
    /// </summary>
    public static void Draw(float* probabilities, int events, float* bounds, Alea random, int* target, int samples)
    {
        // The first that is above r is the first at which the largest so far is: so bounds are in order, and are searched
        // by halves, whatever the probabilities.
        float sum = 0;
        float largest = float.NegativeInfinity;
        for (int i = 0; i < events - 1; i++)
        {
            sum = i == 0 ? probabilities[0] : sum + probabilities[i];
            largest = sum > largest ? sum : largest;
            bounds[i] = largest;
        }

        for (int i = 0; i < samples; i++)
        {
            double r = random.Next();
            int low = 0;
            int high = events - 1;
            while (low < high)
            {
                int middle = (low + high) >>> 1;
                if (r < bounds[middle])
                {
                    high = middle;
                }
                else
                {
                    low = middle + 1;
                }
            }

            target[i] = low;
        }
    }
}
