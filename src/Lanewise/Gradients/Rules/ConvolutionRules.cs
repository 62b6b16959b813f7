namespace Lanewise;

/// <summary>Convolutions, pools and dilations: kernels of their own compute the gradients.</summary>
internal static class ConvolutionRules
{
    public static IEnumerable<GradientRule> All =>
    [
        new("Conv2D")
        {
            Saves = ["x", "filter"],
            ["x"] = static run => Kernel.Conv2DBackpropInput(
                run.Dy, run["filter"], Strides(Undilated(run, "conv2D")), Pad(run), Format(run), Rounding(run), run.Shape("x")),
            ["filter"] = static run => Kernel.Conv2DBackpropFilter(
                run["x"], run.Dy, Strides(Undilated(run, "conv2D")), Pad(run), Format(run), Rounding(run), run.Shape("filter")),
        },
        new("Conv2DBackpropInput")
        {
            Saves = ["dy", "filter"],
            ["dy"] = static run => Kernel.Conv2D(run.Dy, run["filter"], Strides(run), Pad(run), Format(run), [1, 1], Rounding(run)),
            ["filter"] = static run => Kernel.Conv2DBackpropFilter(run.Dy, run["dy"], Strides(run), Pad(run), Format(run), Rounding(run), run.Shape("filter")),
        },
        new("DepthwiseConv2dNative")
        {
            Saves = ["x", "filter"],
            ["x"] = static run => Kernel.DepthwiseConv2dNativeBackpropInput(
                run.Dy, run["filter"], Strides(Undilated(run, "depthwiseConv2dNative")), Pad(run), [1, 1], Rounding(run), run.Shape("x")),
            ["filter"] = static run => Kernel.DepthwiseConv2dNativeBackpropFilter(
                run["x"], run.Dy, Strides(Undilated(run, "depthwiseConv2dNative")), Pad(run), [1, 1], Rounding(run), run.Shape("filter")),
        },
        new("Conv3D")
        {
            Saves = ["x", "filter"],
            ["x"] = static run => Kernel.Conv3DBackpropInputV2(run.Dy, run["filter"], Strides(Undilated(run, "conv3D")), Pad(run), run.Shape("x")),
            ["filter"] = static run => Kernel.Conv3DBackpropFilterV2(run["x"], run.Dy, Strides(Undilated(run, "conv3D")), Pad(run), run.Shape("filter")),
        },
        new("AvgPool") { Saves = ["x"], ["x"] = static run => Kernel.AvgPoolGrad(run.Dy, run["x"], Window(run), Strides(run), Pad(run), Rounding(run)) },
        new("MaxPool") { Saves = ["x"], ["x"] = static run => Kernel.MaxPoolGrad(run.Dy, run["x"], Window(run), Strides(run), Pad(run), Rounding(run)) },
        new("AvgPool3D") { Saves = ["x"], ["x"] = static run => Kernel.AvgPool3DGrad(run.Dy, run["x"], Window(run), Strides(run), Pad(run), Rounding(run)) },
        new("MaxPool3D") { Saves = ["x"], ["x"] = static run => Kernel.MaxPool3DGrad(run.Dy, run["x"], Window(run), Strides(run), Pad(run), Rounding(run)) },
        new("Dilation2D")
        {
            Saves = ["x", "filter"],
            ["x"] = static run => Kernel.Dilation2DBackpropInput(run["x"], run["filter"], run.Dy, Strides(run), Pad(run), run.Run.Ints("dilations")),
            ["filter"] = static run => Kernel.Dilation2DBackpropFilter(run["x"], run["filter"], run.Dy, Strides(run), Pad(run), run.Run.Ints("dilations")),
        },
    ];

    private static int[]? Window(BackwardRun run) => run.Run.Ints("filterSize");

    private static int[]? Strides(BackwardRun run) => run.Run.Ints("strides");

    private static Padding Pad(BackwardRun run) => run.Run.Padding("pad");

    private static DataFormat Format(BackwardRun run) => (DataFormat)run.Run.Int("dataFormat");

    private static DimRoundingMode Rounding(BackwardRun run) => (DimRoundingMode)run.Run.Int("dimRoundingMode");

    /// <exception cref="InvalidOperationException">The convolution is dilated, which tfjs does not differentiate either.</exception>
    private static BackwardRun Undilated(BackwardRun run, string op) => run.Run.Ints("dilations") is { } dilations && dilations.Any(static dilation => dilation != 1)
        ? throw new InvalidOperationException(
            $"Error in gradient of {op}: dilation rates greater than 1 are not yet supported in gradients. Got dilations '{string.Join(',', dilations)}'")
        : run;
}
