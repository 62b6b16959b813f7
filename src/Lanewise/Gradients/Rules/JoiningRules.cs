namespace Lanewise;

/// <summary>Tensors that are put together or taken apart.</summary>
internal static class JoiningRules
{
    public static IEnumerable<GradientRule> All =>
    [
        new("AddN") { ["inputs"] = static run => run.Dy },
        new("Concat")
        {
            ["inputs"] = static run =>
            {
                IReadOnlyList<Tensor> inputs = run.Run.InputList("inputs");
                int axis = Axes.Resolve(run.Run.Int("axis"), run.Dy.Rank);
                return Part(run, axis, inputs.Take(run.Index).Sum(input => input.Shape[axis]), inputs[run.Index].Shape[axis]);
            },
        },
        new("Pack")
        {
            ["inputs"] = static run => Part(run, Axes.Resolve(run.Run.Int("axis"), run.Dy.Rank), run.Index, 1).Reshape(run.Run.InputList("inputs")[run.Index].Shape.AsSpan()),
        },
        new("SplitV") { ["x"] = static run => Kernel.Concat(run.Dys, run.Run.Int("axis")) },
        new("Unpack") { ["value"] = static run => Kernel.Pack(run.Dys, run.Run.Int("axis")) },
    ];

    private static Tensor Part(BackwardRun run, int axis, int begin, int size)
    {
        int[] begins = new int[run.Dy.Rank];
        int[] sizes = run.Dy.Shape.ToArray();
        (begins[axis], sizes[axis]) = (begin, size);
        return Kernel.Slice(run.Dy, begins, sizes);
    }
}
