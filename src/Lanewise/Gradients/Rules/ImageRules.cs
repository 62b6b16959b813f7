namespace Lanewise;

/// <summary>Images in another size.</summary>
internal static class ImageRules
{
    public static IEnumerable<GradientRule> All =>
    [
        new("ResizeBilinear")
        {
            Saves = ["images"],
            ["images"] = static run => Kernel.ResizeBilinearGrad(run["images"], run.Dy, run.Run.Bool("alignCorners")),
        },
        new("ResizeNearestNeighbor")
        {
            Saves = ["images"],
            ["images"] = static run => Kernel.ResizeNearestNeighborGrad(run["images"], run.Dy, run.Run.Bool("alignCorners")),
        },
    ];
}
