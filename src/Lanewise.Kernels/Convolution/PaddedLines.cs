namespace Lanewise.Kernels;

/// <summary>
/// The rows of an image that a window needs, padded on both sides, in a ring: a row is copied once and serves every output
/// row whose window touches it. Channels can be repeated on the way, for depthwise filters with a multiplier.
/// </summary>
public unsafe struct PaddedLines
{
    // Pixels so far apart, or a multiple of it, would lie in the same few places of the first-level cache.
    private const int BadPitch = 256;
    private const int Apart = 16;

    /// <summary><see cref="Rows"/> rows of <see cref="LineFloats"/>.</summary>
    public float* Buffer;
    public int Rows;

    public float* Image;
    public int InHeight;
    public int InWidth;
    public int Channels;
    public int Multiplier;
    public int PadLeft;
    public int PadRight;

    /// <summary>The columns of the image that are wanted: from the first, to the one behind the last.</summary>
    public int From;
    public int To;

    private int _nextRow;

    /// <summary>Floats from a pixel to the next.</summary>
    public readonly int Pitch => Channels * Multiplier % BadPitch == 0 ? Channels * Multiplier + Apart : Channels * Multiplier;

    public readonly long LineFloats => (PadLeft + To - From + (long)PadRight) * Pitch;

    public readonly long BufferFloats => Rows * LineFloats;

    /// <summary>Starts on an image.</summary>
    public void Begin(float* image)
    {
        Image = image;
        _nextRow = 0;
        System.Runtime.InteropServices.NativeMemory.Clear(Buffer, (nuint)(BufferFloats * sizeof(float)));
    }

    /// <summary>A row of the image, padded. Rows must be asked for in an order that never goes back by <see cref="Rows"/> or more.</summary>
    public float* Line(int row)
    {
        if (row - _nextRow >= Rows)
        {
            _nextRow = row - Rows + 1;
        }

        for (; _nextRow <= row; _nextRow++)
        {
            CopyRow(_nextRow);
        }

        return Buffer + row % Rows * (nint)LineFloats;
    }

    private readonly void CopyRow(int row)
    {
        float* source = Image + ((nint)row * InWidth + From) * Channels;
        float* target = Buffer + row % Rows * (nint)LineFloats + (nint)PadLeft * Pitch;
        int pixels = To - From;
        if (Multiplier != 1)
        {
            for (int i = 0; i < pixels; i++)
            {
                Moves.Repeat((int*)target, (int*)source, Channels, Multiplier);
                source += Channels;
                target += Pitch;
            }

            return;
        }

        int runs = Pitch == Channels ? 1 : pixels;
        nint length = (nint)(pixels / runs) * Channels;
        for (int i = 0; i < runs; i++)
        {
            System.Buffer.MemoryCopy(source, target, length * sizeof(float), length * sizeof(float));
            source += length;
            target += Pitch;
        }
    }
}
