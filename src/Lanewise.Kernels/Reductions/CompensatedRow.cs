namespace Lanewise.Kernels;

/// <summary>Sums whose rounding errors are carried along, so that the error does not grow with their number (Kahan, CACM 8 (1965), 40).</summary>
public static unsafe class CompensatedRow<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>Adds n elements to as many sums.</summary>
    /// <param name="rest">What the sums have been rounded by so far; zeros at first.</param>
    public static void Add(float* sum, float* rest, float* x, int n)
    {
        for (int i = 0; i < n; i += V.Count)
        {
            int lanes = n - i < V.Count ? n - i : V.Count;
            V before = V.LoadPartial(sum + i, lanes);
            V y = V.LoadPartial(x + i, lanes) + V.LoadPartial(rest + i, lanes);
            V after = before + y;
            V left = y - (after - before);

            // Of an infinite sum nothing is left.
            left = V.And(left, V.Less(V.Abs(left), V.Splat(float.PositiveInfinity)));
            V.StorePartial(sum + i, after, lanes);
            V.StorePartial(rest + i, left, lanes);
        }
    }
}
