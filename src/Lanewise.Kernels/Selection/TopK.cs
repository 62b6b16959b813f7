namespace Lanewise.Kernels;

/// <summary>
/// The k largest of a row, largest first; of equals the one with the lower index. A heap of the best k so far, whose root is
/// the worst of them: O(n log k).
/// </summary>
public static unsafe class TopK
{
    /// <param name="isFloat">float32, else int32.</param>
    /// <param name="indices">Room for k indices, the result.</param>
    public static void Run(int* row, int count, bool isFloat, int* indices, int k)
    {
        int size = 0;
        for (int i = 0; i < count; i++)
        {
            if (size < k)
            {
                indices[size] = i;
                Raise(row, isFloat, indices, size++);
            }
            else if (k > 0 && IsBetter(row, isFloat, i, indices[0]))
            {
                indices[0] = i;
                Sink(row, isFloat, indices, 0, k);
            }
        }

        // The worst goes to the end, again and again.
        for (int end = size - 1; end > 0; end--)
        {
            (indices[0], indices[end]) = (indices[end], indices[0]);
            Sink(row, isFloat, indices, 0, end);
        }
    }

    private static bool IsBetter(int* row, bool isFloat, int a, int b)
    {
        if (isFloat)
        {
            float x = ((float*)row)[a];
            float y = ((float*)row)[b];
            return x > y || (!(x < y) && a < b);
        }

        return row[a] > row[b] || (row[a] == row[b] && a < b);
    }

    private static void Raise(int* row, bool isFloat, int* heap, int i)
    {
        while (i > 0)
        {
            int parent = (i - 1) / 2;
            if (!IsBetter(row, isFloat, heap[parent], heap[i]))
            {
                return;
            }

            (heap[parent], heap[i]) = (heap[i], heap[parent]);
            i = parent;
        }
    }

    private static void Sink(int* row, bool isFloat, int* heap, int i, int size)
    {
        for (; ; )
        {
            int child = 2 * i + 1;
            if (child >= size)
            {
                return;
            }

            if (child + 1 < size && IsBetter(row, isFloat, heap[child], heap[child + 1]))
            {
                child++;
            }

            if (!IsBetter(row, isFloat, heap[i], heap[child]))
            {
                return;
            }

            (heap[child], heap[i]) = (heap[i], heap[child]);
            i = child;
        }
    }
}
