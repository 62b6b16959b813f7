namespace Lanewise;

/// <summary>The threshold between two classes of grey with the largest variance between them: Otsu 1979.</summary>
internal static class Otsu
{
    /// <summary>−1 if no threshold parts the pixels.</summary>
    public static int Threshold(ReadOnlySpan<float> histogram, int pixels)
    {
        int best = -1;
        float bestVariance = 0;
        float all = 0;
        float moments = 0;
        for (int grey = 0; grey < histogram.Length; grey++)
        {
            all += histogram[grey];
            moments += grey * histogram[grey];
        }

        float below = 0;
        float momentsBelow = 0;
        for (int grey = 0; grey < histogram.Length - 1; grey++)
        {
            below += histogram[grey];
            momentsBelow += grey * histogram[grey];
            float difference = (momentsBelow / below) - ((moments - momentsBelow) / (all - below));
            float variance = below / pixels * ((all - below) / pixels) * difference * difference;
            if (variance > bestVariance)
            {
                best = grey;
                bestVariance = variance;
            }
        }

        return best;
    }
}
