using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

/// <summary>
/// Applies a map to n consecutive elements: y = map(a) or map(a, b). Every map has the same signature here, so one
/// driver serves all. y may be a or b. All rows take 32-bit lanes; what broadcasts or has another width is laid
/// out by the caller.
/// </summary>
public static unsafe class UnaryRow<V, TMap>
    where V : unmanaged, IVector<V>
    where TMap : unmanaged, IUnaryMap<V>
{
    public static void Run(float* a, float* b, float* y, int n, float* parameters)
    {
        int i = 0;
        for (; i <= n - 4 * V.Count; i += 4 * V.Count)
        {
            V y0 = TMap.Apply(V.Load(a + i), parameters);
            V y1 = TMap.Apply(V.Load(a + i + V.Count), parameters);
            V y2 = TMap.Apply(V.Load(a + i + 2 * V.Count), parameters);
            V y3 = TMap.Apply(V.Load(a + i + 3 * V.Count), parameters);
            V.Store(y + i, y0);
            V.Store(y + i + V.Count, y1);
            V.Store(y + i + 2 * V.Count, y2);
            V.Store(y + i + 3 * V.Count, y3);
        }

        for (; i <= n - V.Count; i += V.Count)
        {
            V.Store(y + i, TMap.Apply(V.Load(a + i), parameters));
        }

        if (i < n)
        {
            V.StorePartial(y + i, TMap.Apply(V.LoadPartial(a + i, n - i), parameters), n - i);
        }
    }
}

/// <inheritdoc cref="UnaryRow{V, TMap}"/>
public static unsafe class BinaryRow<V, TMap>
    where V : unmanaged, IVector<V>
    where TMap : unmanaged, IBinaryMap<V>
{
    public static void Run(float* a, float* b, float* y, int n, float* parameters)
    {
        int i = 0;
        for (; i <= n - 4 * V.Count; i += 4 * V.Count)
        {
            V y0 = TMap.Apply(V.Load(a + i), V.Load(b + i));
            V y1 = TMap.Apply(V.Load(a + i + V.Count), V.Load(b + i + V.Count));
            V y2 = TMap.Apply(V.Load(a + i + 2 * V.Count), V.Load(b + i + 2 * V.Count));
            V y3 = TMap.Apply(V.Load(a + i + 3 * V.Count), V.Load(b + i + 3 * V.Count));
            V.Store(y + i, y0);
            V.Store(y + i + V.Count, y1);
            V.Store(y + i + 2 * V.Count, y2);
            V.Store(y + i + 3 * V.Count, y3);
        }

        for (; i <= n - V.Count; i += V.Count)
        {
            V.Store(y + i, TMap.Apply(V.Load(a + i), V.Load(b + i)));
        }

        if (i < n)
        {
            V.StorePartial(y + i, TMap.Apply(V.LoadPartial(a + i, n - i), V.LoadPartial(b + i, n - i)), n - i);
        }
    }
}

/// <inheritdoc cref="UnaryRow{V, TMap}"/>
public static unsafe class LaneRow<TMap>
    where TMap : unmanaged, ILaneMap
{
    public static void Run(float* a, float* b, float* y, int n, float* parameters)
    {
        for (int i = 0; i < n; i++)
        {
            ((int*)y)[i] = TMap.Apply(((int*)a)[i], ((int*)b)[i]);
        }
    }
}
