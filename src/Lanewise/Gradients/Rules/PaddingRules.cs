namespace Lanewise;

/// <summary>A part of a tensor, and a tensor with more around it.</summary>
internal static class PaddingRules
{
    public static IEnumerable<GradientRule> All =>
    [
        new("Slice")
        {
            ["x"] = static run =>
            {
                ReadOnlySpan<int> shape = run.Shape("x");
                int[] begin = run.Run.Ints("begin") ?? [];
                int[] paddings = new int[2 * shape.Length];
                for (int axis = 0; axis < shape.Length; axis++)
                {
                    int before = axis < begin.Length ? begin[axis] : 0;
                    (paddings[2 * axis], paddings[(2 * axis) + 1]) = (before, shape[axis] - before - run.Dy.Shape[axis]);
                }

                return Kernel.PadV2(run.Dy, paddings, 0);
            },
        },
        new("PadV2") { ["x"] = static run => Kernel.Slice(run.Dy, Before(run), run.Shape("x")) },

        // axis by axis, what was mirrored comes back to where it came from
        new("MirrorPad")
        {
            ["x"] = static run =>
            {
                Tensor gradient = run.Dy;
                int skip = (MirrorMode)run.Run.Int("mode") == MirrorMode.Reflect ? 1 : 0;
                for (int axis = 0; axis < gradient.Rank; axis++)
                {
                    gradient = Unmirror(gradient, axis, Before(run)[axis], run.Shape("x")[axis], skip);
                }

                return gradient;
            },
        },
    ];

    private static int[] Before(BackwardRun run) => [.. run.Run.Ints("paddings")!.Where(static (_, i) => i % 2 == 0)];

    /// <summary>The middle of an axis, with the parts before and after it reversed and added.</summary>
    private static Tensor Unmirror(Tensor gradient, int axis, int before, int size, int skip)
    {
        int after = gradient.Shape[axis] - before - size;
        Tensor sum = Part(0, before, size);
        sum = before == 0 ? sum : sum + Part(skip, 0, before);
        return after == 0 ? sum : sum + Part(size - skip - after, before + size, after);

        // of the size of the middle; the part begins at a place of it, and is reversed if it is not the middle itself
        Tensor Part(int place, int begin, int length)
        {
            int[] begins = new int[gradient.Rank];
            int[] sizes = gradient.Shape.ToArray();
            int[] paddings = new int[2 * gradient.Rank];
            (begins[axis], sizes[axis]) = (begin, length);
            (paddings[2 * axis], paddings[(2 * axis) + 1]) = (place, size - place - length);
            Tensor part = Kernel.Slice(gradient, begins, sizes);
            return begin == before ? part : Kernel.PadV2(Kernel.Reverse(part, [axis]), paddings, 0);
        }
    }
}
