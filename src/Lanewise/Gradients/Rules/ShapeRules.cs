namespace Lanewise;

/// <summary>Elements that stay what they are and move, or repeat.</summary>
internal static class ShapeRules
{
    public static IEnumerable<GradientRule> All =>
    [
        new("Reshape") { ["x"] = static run => run.Dy.Reshape(run.Shape("x")) },
        new("ExpandDims") { ["input"] = static run => run.Dy.Reshape(run.Shape("input")) },
        new("Transpose")
        {
            ["x"] = static run => run.Dy.Transpose(Axes.Undo(run.Run.Ints("perm") ?? [.. Axes.All(run.Dy.Rank).Reverse()])),
        },
        new("Reverse") { ["x"] = static run => Kernel.Reverse(run.Dy, run.Axes("dims", "x")) },
        new("SpaceToBatchND") { ["x"] = static run => Kernel.BatchToSpaceND(run.Dy, run.Run.Ints("blockShape"), run.Run.Ints("paddings")) },
        new("BatchToSpaceND") { ["x"] = static run => Kernel.SpaceToBatchND(run.Dy, run.Run.Ints("blockShape"), run.Run.Ints("crops")) },
        new("Select")
        {
            Saves = ["condition"],
            ["condition"] = static run => Kernel.Fill(run.Shape("condition"), 0, DType.Float32),
            ["t"] = static run => run.Dy * run["condition"],
            ["e"] = static run => run.Dy * (1 - run["condition"]),
        },

        // the sum of all copies, axis by axis
        new("Tile")
        {
            ["x"] = static run =>
            {
                Tensor gradient = run.Dy;
                for (int axis = 0; axis < gradient.Rank; axis++)
                {
                    int outer = 1;
                    foreach (int dim in gradient.Shape.AsSpan()[..axis])
                    {
                        outer *= dim;
                    }

                    int[] shape = gradient.Shape.ToArray();
                    shape[axis] = run.Shape("x")[axis];
                    gradient = gradient.Reshape([outer, run.Run.Ints("reps")![axis], shape[axis], -1]).Sum([1]).Reshape(shape);
                }

                return gradient;
            },
        },
    ];
}
