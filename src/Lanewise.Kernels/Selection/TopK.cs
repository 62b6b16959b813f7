namespace Lanewise.Kernels;

/// <summary>
/// The k largest of a row, largest first; of equals the one with the lower index. A heap of the best k so far, whose root is
/// the worst of them: O(n log k).
/// </summary>
public static unsafe class TopK<V>
    where V : unmanaged, IVector<V>
{
    /// <param name="isFloat">float32, else int32.</param>
    /// <param name="indices">Room for k indices, the result.</param>
    public static void Run(int* row, int count, bool isFloat, int* indices, int k)
    {
        int size = k < count ? k : count;
        if (size == 0)
        {
            return;
        }

        for (int i = 0; i < size; i++)
        {
            indices[i] = i;
            Raise(row, isFloat, indices, i);
        }

        for (int i = Next(row, count, isFloat, size, row[indices[0]]); i < count; i = Next(row, count, isFloat, i + 1, row[indices[0]]))
        {
            indices[0] = i;
            Sink(row, isFloat, indices, 0, size);
        }

        // The worst goes to the end, again and again.
        for (int end = size - 1; end > 0; end--)
        {
            (indices[0], indices[end]) = (indices[end], indices[0]);
            Sink(row, isFloat, indices, 0, end);
        }
    }

    /// <summary>The next element, from i on, that is larger than the worst of the heap; an equal one has a higher index and is worse.</summary>
    private static int Next(int* row, int count, bool isFloat, int i, int worst)
    {
        float* x = (float*)row;
        V bound = V.SplatInt(worst);
        for (; i <= count - 4 * V.Count; i += 4 * V.Count)
        {
            V a = V.Load(x + i);
            V b = V.Load(x + i + V.Count);
            V c = V.Load(x + i + 2 * V.Count);
            V d = V.Load(x + i + 3 * V.Count);
            V any = isFloat
                ? V.Or(V.Or(V.Less(bound, a), V.Less(bound, b)), V.Or(V.Less(bound, c), V.Less(bound, d)))
                : V.Or(V.Or(V.LessInt(bound, a), V.LessInt(bound, b)), V.Or(V.LessInt(bound, c), V.LessInt(bound, d)));
            if (V.AnyTrue(any))
            {
                break;
            }
        }

        float least = *(float*)&worst;
        for (; i < count; i++)
        {
            if (isFloat ? x[i] > least : row[i] > worst)
            {
                break;
            }
        }

        return i;
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
