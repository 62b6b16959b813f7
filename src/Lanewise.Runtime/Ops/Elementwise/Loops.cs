namespace Lanewise.Runtime.Ops;

/// <summary>
/// The nest of loops over a broadcast result, innermost first: neighbouring dimensions that both operands step
/// through alike are one, and dimensions of 1 are gone.
/// </summary>
internal unsafe struct Loops
{
    public int Rank;
    public fixed int Dims[Shape.MaxRank];
    public fixed int StridesA[Shape.MaxRank];
    public fixed int StridesB[Shape.MaxRank];

    public static void Build(in Shape result, in Shape a, in Shape b, out Loops loops)
    {
        loops = default;
        int runA = 1;
        int runB = 1;
        for (int axis = result.Rank - 1; axis >= 0; axis--)
        {
            int dim = result[axis];
            int dimA = Dim(in a, axis - result.Rank + a.Rank);
            int dimB = Dim(in b, axis - result.Rank + b.Rank);
            if (dim != 1)
            {
                loops.Append(dim, dimA == 1 ? 0 : runA, dimB == 1 ? 0 : runB);
            }

            runA *= dimA;
            runB *= dimB;
        }

        if (loops.Rank == 0)
        {
            loops.Append(1, 1, 1);
        }
    }

    private static int Dim(in Shape shape, int axis) => axis < 0 ? 1 : shape[axis];

    private void Append(int dim, int strideA, int strideB)
    {
        int last = Rank - 1;
        if (last >= 0 && strideA == StridesA[last] * Dims[last] && strideB == StridesB[last] * Dims[last])
        {
            Dims[last] *= dim;
            return;
        }

        Dims[Rank] = dim;
        StridesA[Rank] = strideA;
        StridesB[Rank] = strideB;
        Rank++;
    }
}
