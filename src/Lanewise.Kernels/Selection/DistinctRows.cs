namespace Lanewise.Kernels;

/// <summary>Which rows of words are equal.</summary>
public static unsafe class DistinctRows
{
    /// <summary>Words of the hash table for <paramref name="rows"/> rows: at most half full.</summary>
    public static long TableWords(int rows)
    {
        long words = 4;
        while (words < 2L * rows)
        {
            words *= 2;
        }

        return words;
    }

    /// <summary>Makes floats equal that are written alike: −0 and 0, all NaNs.</summary>
    public static void Normalise(float* x, nint count)
    {
        for (nint i = 0; i < count; i++)
        {
            float value = x[i];
            x[i] = float.IsNaN(value) ? float.NaN : value == 0 ? 0 : value;
        }
    }

    /// <summary>
    /// Numbers the distinct rows in the order in which they first occur: <paramref name="numbers"/>[row] is the number of each
    /// row's contents, <paramref name="firsts"/>[number] the row where they first stand. Returns how many there are.
    /// </summary>
    /// <param name="table"><see cref="TableWords"/> words.</param>
    public static int Find(int* words, int rows, int length, int* numbers, int* firsts, int* table)
    {
        int mask = (int)TableWords(rows) - 1;
        Moves.Fill(table, -1, mask + 1);
        int distinct = 0;
        for (int row = 0; row < rows; row++)
        {
            int* x = words + ((nint)row * length);
            int slot = Hash(x, length) & mask;
            while (table[slot] >= 0 && !Same(x, words + ((nint)firsts[table[slot]] * length), length))
            {
                slot = (slot + 1) & mask;
            }

            if (table[slot] < 0)
            {
                firsts[distinct] = row;
                table[slot] = distinct++;
            }

            numbers[row] = table[slot];
        }

        return distinct;
    }

    /// <summary>FNV-1a by words, with a last mix so that the low bits depend on all.</summary>
    private static int Hash(int* x, int length)
    {
        uint hash = 2166136261;
        for (int i = 0; i < length; i++)
        {
            hash = (hash ^ (uint)x[i]) * 16777619;
            hash ^= hash >> 15;
        }

        return (int)(hash ^ (hash >> 16));
    }

    private static bool Same(int* a, int* b, int length)
    {
        for (int i = 0; i < length; i++)
        {
            if (a[i] != b[i])
            {
                return false;
            }
        }

        return true;
    }
}
