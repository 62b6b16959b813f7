namespace Lanewise;

/// <summary>Slices chosen by indices, and slices added by the index of their segment: each is the gradient of the other.</summary>
internal static class GatherRules
{
    public static IEnumerable<GradientRule> All =>
    [
        new("GatherV2")
        {
            Saves = ["indices"],
            ["x"] = Scatter,
            ["indices"] = static run => Kernel.Fill(run.Shape("indices"), 0, DType.Float32),
        },

        // a slice that belongs to no segment has no part in the result
        new("UnsortedSegmentSum")
        {
            Saves = ["segmentIds"],
            ["x"] = static run =>
            {
                Tensor ids = run.Saved("segmentIds");
                Tensor near = Kernel.Minimum(Kernel.Maximum(ids, Tf.Scalar(0)), Tf.Scalar(run.Run.Int("numSegments") - 1));
                int[] column = [.. Enumerable.Repeat(1, run.Dy.Rank)];
                column[0] = ids.Size;
                return Kernel.GatherV2(run.Dy, near, 0, 0) * Kernel.Equal(ids, near).Cast(DType.Float32).Reshape(column);
            },
        },
    ];

    /// <summary>
    /// 1. x is [batch, outer, n, inner] and dy [batch, outer, chosen, inner], each of the four with any number of dimensions.
    /// 2. The slices of dy come to the front, [batch·chosen, outer·inner], and are added to rows [batch·n, outer·inner].
    /// 3. What came to the front goes back.
    /// </summary>
    private static Tensor Scatter(BackwardRun run)
    {
        Tensor indices = run.Saved("indices");
        ReadOnlySpan<int> shape = run.Shape("x");
        int axis = Axes.Resolve(run.Run.Int("axis"), shape.Length);
        int batchDims = run.Run.Int("batchDims") is int given && given < 0 ? given + indices.Rank : run.Run.Int("batchDims");
        int[] batch = shape[..batchDims].ToArray();
        int batches = batch.Aggregate(1, static (product, dim) => product * dim);
        int length = shape[axis];

        int[] front = Front(run.Dy.Rank, batchDims, axis, indices.Rank - batchDims);
        Tensor slices = run.Dy.Transpose(front);
        Tensor rows = slices.Reshape([indices.Size, indices.Size == 0 ? 0 : slices.Size / indices.Size]);
        Tensor places = indices.Reshape([batches, batches == 0 ? 0 : indices.Size / batches])
            + Kernel.Range(0, (double)batches * length, length, DType.Int32).Reshape([batches, 1]);
        Tensor sums = Kernel.UnsortedSegmentSum(rows, places.Reshape([indices.Size]), batches * length);

        int[] back = Front(shape.Length, batchDims, axis, 1);
        int[] moved = new int[shape.Length];
        for (int i = 0; i < moved.Length; i++)
        {
            moved[i] = shape[back[i]];
        }

        return sums.Reshape(moved).Transpose(Axes.Undo(back));
    }

    /// <summary>The order of axes in which some that begin at <paramref name="axis"/> follow the batch.</summary>
    private static int[] Front(int rank, int batchDims, int axis, int count)
    {
        int[] all = Axes.All(rank);
        return [.. all[..batchDims], .. all[axis..(axis + count)], .. all[batchDims..axis], .. all[(axis + count)..]];
    }
}
