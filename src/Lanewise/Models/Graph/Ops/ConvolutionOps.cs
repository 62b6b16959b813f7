namespace Lanewise.Models;

/// <summary>Convolutions and pools.</summary>
internal static class ConvolutionOps
{
    private const DimRoundingMode Exact = DimRoundingMode.None;

    public static void Register(OpTable ops)
    {
        Convolutions(ops);
        FusedConvolutions(ops);
        Pools(ops);
        ops.Add("Dilation2D", 2, attributes =>
        {
            Window window = Window.From(attributes, 2, "rates");
            return call => Kernel.Dilation2D(call[0], call[1], window.Strides, window.Pad, window.Dilations);
        });
    }

    private static void Convolutions(OpTable ops)
    {
        ops.Add("Conv2D", 2, attributes =>
        {
            Window window = Window.From(attributes, 2);
            return call => Kernel.Conv2D(call[0], call[1], window.Strides, window.Pad, window.Format, window.Dilations, Exact);
        });
        foreach (string name in (string[])["DepthwiseConv2dNative", "DepthwiseConv2d"])
        {
            ops.Add(name, 2, attributes =>
            {
                Window window = Window.From(attributes, 2);
                return call => Kernel.DepthwiseConv2dNative(call[0], call[1], window.Strides, window.Pad, window.Format, window.Dilations, Exact);
            });
        }

        ops.Add("Conv2DBackpropInput", 3, attributes =>
        {
            Window window = Window.From(attributes, 2);
            return call => Kernel.Conv2DBackpropInput(call[2], call[1], window.Strides, window.Pad, window.Format, Exact, call.Ints(0));
        });
        ops.Add("Conv3D", 2, attributes =>
        {
            Window window = Window.From(attributes, 3);
            return call => Kernel.Conv3D(call[0], call[1], window.Strides, window.Pad, VolumeFormat.NDHWC, window.Dilations);
        });
        ops.Add("Conv1D", 2, attributes =>
        {
            int stride = attributes.Int("stride", 1);
            Padding pad = attributes.Text("padding");
            int dilation = attributes.Int("dilation", 1);
            return call => Tf.Conv1D(call[0], call[1], stride, pad, dilation: dilation);
        });
    }

    private static void FusedConvolutions(OpTable ops)
    {
        ops.Add("_FusedConv2D", 2, attributes =>
        {
            Window window = Window.From(attributes, 2);
            Fusion fusion = Fusion.From(attributes);
            return call => Kernel.FusedConv2D(
                call[0],
                call[1],
                fusion.Bias(call),
                fusion.Alphas(call),
                window.Strides,
                window.Pad,
                window.Format,
                window.Dilations,
                Exact,
                fusion.Activation,
                fusion.LeakyAlpha);
        });
        ops.Add("FusedDepthwiseConv2dNative", 2, attributes =>
        {
            Window window = Window.From(attributes, 2);
            Fusion fusion = Fusion.From(attributes);
            return call => Kernel.FusedDepthwiseConv2D(
                call[0],
                call[1],
                fusion.Bias(call),
                fusion.Alphas(call),
                window.Strides,
                window.Pad,
                window.Format,
                window.Dilations,
                Exact,
                fusion.Activation,
                fusion.LeakyAlpha);
        });
    }

    private static void Pools(OpTable ops)
    {
        ops.Add("AvgPool", 1, attributes =>
        {
            Window window = Window.From(attributes, 2);
            return call => Kernel.AvgPool(call[0], window.Size, window.Strides, window.Pad, Exact, false);
        });
        ops.Add("MaxPool", 1, attributes =>
        {
            Window window = Window.From(attributes, 2);
            return call => Kernel.MaxPool(call[0], window.Size, window.Strides, window.Pad, Exact, false);
        });
        ops.Add("MaxPoolWithArgmax", 1, ["output", "argmax"], attributes =>
        {
            Window window = Window.From(attributes, 2);
            bool withBatch = attributes.Bool("include_batch_in_index");
            return call => Kernel.MaxPoolWithArgmax(call[0], window.Size, window.Strides, window.Pad, Exact, withBatch);
        });
        ops.Add("AvgPool3D", 1, attributes =>
        {
            Window window = Window.From(attributes, 3);
            return call => Kernel.AvgPool3D(call[0], window.Size, window.Strides, window.Pad, Exact, VolumeFormat.NDHWC);
        });
        ops.Add("MaxPool3D", 1, attributes =>
        {
            Window window = Window.From(attributes, 3);
            return call => Kernel.MaxPool3D(call[0], window.Size, window.Strides, window.Pad, Exact, VolumeFormat.NDHWC);
        });
    }
}
