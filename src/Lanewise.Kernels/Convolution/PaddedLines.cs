namespace Lanewise.Kernels;

/// <summary>
/// The rows of an image that a window needs, padded on both sides, in a ring: a row is copied once and serves every output
/// row whose window touches it. Channels can be repeated on the way, for depthwise filters with a multiplier.
/// </summary>
public unsafe struct PaddedLines
{
    /// <summary><see cref="Rows"/> + 1 rows of <see cref="LineFloats"/>; the last is zeros.</summary>
    public float* Buffer;
    public int Rows;

    public float* Image;
    public int InHeight;
    public int InWidth;
    public int Channels;
    public int Multiplier;
    public int PadLeft;
    public int PadRight;
    public int NextRow;

    public readonly int LineFloats => (PadLeft + InWidth + PadRight) * Channels * Multiplier;

    public readonly long BufferFloats => (Rows + 1L) * (PadLeft + InWidth + PadRight) * Channels * Multiplier;

    /// <summary>Starts on an image.</summary>
    public void Begin(float* image)
    {
        Image = image;
        NextRow = 0;
        System.Runtime.InteropServices.NativeMemory.Clear(Buffer, (nuint)(BufferFloats * sizeof(float)));
    }

    /// <summary>The padded row, zeros outside of the image. Rows must be asked for in an order that never goes back by <see cref="Rows"/> or more.</summary>
    public float* Line(int row)
    {
        if ((uint)row >= (uint)InHeight)
        {
            return Buffer + (nint)Rows * LineFloats;
        }

        if (row - NextRow >= Rows)
        {
            NextRow = row - Rows + 1;
        }

        for (; NextRow <= row; NextRow++)
        {
            CopyRow(NextRow);
        }

        return Buffer + (nint)(row % Rows) * LineFloats;
    }

    private readonly void CopyRow(int row)
    {
        float* source = Image + (nint)row * InWidth * Channels;
        float* target = Buffer + (nint)(row % Rows) * LineFloats + (nint)PadLeft * Channels * Multiplier;
        int count = InWidth * Channels;
        if (Multiplier == 1)
        {
            System.Buffer.MemoryCopy(source, target, (nint)count * sizeof(float), (nint)count * sizeof(float));
            return;
        }

        for (int i = 0; i < count; i++)
        {
            for (int m = 0; m < Multiplier; m++)
            {
                target[i * Multiplier + m] = source[i];
            }
        }
    }
}
