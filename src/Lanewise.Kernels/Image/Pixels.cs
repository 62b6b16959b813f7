namespace Lanewise.Kernels;

/// <summary>Pixels as words of four bytes, red, green, blue and alpha from the lowest on, and their channels as numbers.</summary>
public static unsafe class Pixels<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>The first 1 to 4 channels of each pixel as int32.</summary>
    public static void Unpack(int* pixels, int* target, int count, int channels)
    {
        int i = 0;
        if (channels == 4)
        {
            for (; i + V.Count <= 4 * count; i += V.Count)
            {
                V.Store((float*)target + i, V.LoadBytes((byte*)pixels + i));
            }
        }

        for (int pixel = i / channels; pixel < count; pixel++)
        {
            int word = pixels[pixel];
            for (int channel = 0; channel < channels; channel++)
            {
                target[(pixel * channels) + channel] = (word >> (8 * channel)) & 255;
            }
        }
    }

    /// <summary>
    /// Pixels of 1 channel, which is grey, to 4, each value times <paramref name="scale"/> rounded to the nearest;
    /// <paramref name="alpha"/> where there is no fourth. Returns the first element that is not from 0 to 255 then, or −1.
    /// </summary>
    public static int Pack(float* source, int* pixels, int count, int channels, float scale, int alpha)
    {
        for (int pixel = 0; pixel < count; pixel++)
        {
            uint word = (uint)alpha << 24;
            for (int channel = 0; channel < channels; channel++)
            {
                double value = (double)source[(pixel * channels) + channel] * scale;
                if (value < 0 || value > 255)
                {
                    return (pixel * channels) + channel;
                }

                uint shade = (uint)(int)Math.Floor(value + 0.5);
                word = channel == 3 ? (word & 0xFFFFFF) | (shade << 24) : word | (shade << (8 * channel));
                word = channels == 1 ? (word & 0xFF0000FF) | (shade << 8) | (shade << 16) : word;
            }

            pixels[pixel] = (int)word;
        }

        return -1;
    }
}
