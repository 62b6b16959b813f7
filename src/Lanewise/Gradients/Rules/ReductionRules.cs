namespace Lanewise;

/// <summary>Sums, products and extremes along axes, running sums, and softmax.</summary>
internal static class ReductionRules
{
    public static IEnumerable<GradientRule> All =>
    [
        new("Sum") { ["x"] = static run => Spread(run, run.Dy, "axis") },
        new("Mean")
        {
            ["x"] = static run =>
            {
                Tensor sum = Spread(run, run.Dy, "axis");
                return sum / ((float)sum.Size / Math.Max(run.Dy.Size, 1));
            },
        },

        // all that are equal to the extreme get the whole gradient
        Extreme("Max", "reductionIndices"),
        Extreme("Min", "axis"),

        // d/dxᵢ Πxⱼ is the product of those before it times that of those after it, which needs no division by zero
        new("Prod")
        {
            Saves = ["x"],
            ["x"] = static run =>
            {
                int[] axes = run.Axes("axis", "x");
                int[] order = [.. Axes.All(run.Shape("x").Length).Except(axes), .. axes];
                Tensor moved = run["x"].Transpose(order);
                Tensor rows = moved.Reshape([run.Dy.Size, moved.Size / Math.Max(run.Dy.Size, 1)]);
                Tensor others = Kernel.Cumprod(rows, 1, true, false) * Kernel.Cumprod(rows, 1, true, true);
                Tensor gradient = run.Dy.Reshape([run.Dy.Size, 1]) * others;
                return gradient.Reshape(moved.Shape.AsSpan()).Transpose(Axes.Undo(order));
            },
        },
        new("Cumsum")
        {
            ["x"] = static run => Kernel.Cumsum(run.Dy, run.Run.Int("axis"), run.Run.Bool("exclusive"), !run.Run.Bool("reverse")),
        },

        // dx = dy·y − y·Σ dy·y
        new("Softmax")
        {
            SavesOutputs = true,
            ["logits"] = static run =>
            {
                Tensor weighted = run.Dy * run.Y;
                return weighted - (weighted.Sum([run.Run.Int("dim")], keepDims: true) * run.Y);
            },
        },
    ];

    private static GradientRule Extreme(string kernel, string axes) => new(kernel)
    {
        Saves = ["x"],
        SavesOutputs = true,
        ["x"] = run =>
        {
            Tensor x = run["x"];
            int[] kept = Axes.Kept(run.Shape("x"), run.Axes(axes, "x"));
            return run.Dy.Reshape(kept) * x.Equal(run.Y.Reshape(kept)).Cast(DType.Float32);
        },
    };

    /// <summary>What stands for a group of elements, for each of them.</summary>
    private static Tensor Spread(BackwardRun run, Tensor reduced, string axes) =>
        reduced.Reshape(Axes.Kept(run.Shape("x"), run.Axes(axes, "x"))) * Kernel.Fill(run.Shape("x"), 1, DType.Float32);
}
