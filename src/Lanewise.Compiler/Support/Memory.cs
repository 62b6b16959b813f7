namespace Lanewise.Compiler.Support;

/// <summary>memory.copy and memory.fill for WebAssembly 1.0, four bytes at a time.</summary>
internal static unsafe class Memory
{
    /// <summary>Copies as if through a third place: the two may overlap.</summary>
    public static void Copy(byte* destination, byte* source, int length)
    {
        if (destination <= source)
        {
            int i = 0;
            for (; i + 4 <= length; i += 4)
            {
                *(int*)(destination + i) = *(int*)(source + i);
            }

            for (; i < length; i++)
            {
                destination[i] = source[i];
            }
        }
        else
        {
            int i = length;
            for (; i >= 4; i -= 4)
            {
                *(int*)(destination + i - 4) = *(int*)(source + i - 4);
            }

            for (; i > 0; i--)
            {
                destination[i - 1] = source[i - 1];
            }
        }
    }

    public static void Fill(byte* destination, int value, int length)
    {
        int word = (value & 0xFF) * 0x01010101;
        int i = 0;
        for (; i + 4 <= length; i += 4)
        {
            *(int*)(destination + i) = word;
        }

        for (; i < length; i++)
        {
            destination[i] = (byte)word;
        }
    }
}
