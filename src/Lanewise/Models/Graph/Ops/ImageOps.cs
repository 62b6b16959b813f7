namespace Lanewise.Models;

/// <summary>Ops on images and on the boxes in them.</summary>
internal static class ImageOps
{
    public static void Register(OpTable ops)
    {
        ops.Add("ResizeBilinear", 2, attributes =>
        {
            bool alignCorners = attributes.Bool("align_corners");
            bool halfPixelCenters = attributes.Bool("half_pixel_centers");
            return call => Kernel.ResizeBilinear(call[0], alignCorners, halfPixelCenters, call.Ints(1));
        });
        ops.Add("ResizeNearestNeighbor", 2, attributes =>
        {
            bool alignCorners = attributes.Bool("align_corners");
            bool halfPixelCenters = attributes.Bool("half_pixel_centers");
            return call => Kernel.ResizeNearestNeighbor(call[0], alignCorners, halfPixelCenters, call.Ints(1));
        });
        ops.Add("CropAndResize", 4, attributes =>
        {
            Interpolation method = InterpolationOf(attributes, "method");
            double outside = attributes.Number("extrapolation_value", 0);
            return call => Kernel.CropAndResize(call[0], call[1], call[2], call.Ints(3), method, outside);
        });
        ops.Add("ImageProjectiveTransformV3", 4, attributes =>
        {
            Interpolation interpolation = InterpolationOf(attributes, "interpolation");
            FillMode fill = attributes.Text("fill_mode", "CONSTANT").ToUpperInvariant() switch
            {
                "CONSTANT" => FillMode.Constant,
                "REFLECT" => FillMode.Reflect,
                "WRAP" => FillMode.Wrap,
                "NEAREST" => FillMode.Nearest,
                _ => throw attributes.Problem("fill_mode", "CONSTANT, REFLECT, WRAP or NEAREST"),
            };
            return call => Kernel.Transform(call[0], call[1], interpolation, fill, call.Number(3), call.Ints(2));
        });
        NonMaxSuppression(ops);
    }

    private static void NonMaxSuppression(OpTable ops)
    {
        ops.Add("NonMaxSuppressionV2", 4, call =>
            Kernel.NonMaxSuppressionV3(call[0], call[1], call.Int(2), call.Number(3), double.NegativeInfinity));
        ops.Add("NonMaxSuppressionV3", 5, call =>
            Kernel.NonMaxSuppressionV3(call[0], call[1], call.Int(2), call.Number(3), call.Number(4)));
        ops.Add("NonMaxSuppressionV4", 5, ["selected_indices", "valid_outputs"], attributes =>
        {
            bool pads = attributes.Bool("pad_to_max_output_size");
            return call => Kernel.NonMaxSuppressionV4(call[0], call[1], call.Int(2), call.Number(3), call.Number(4), pads);
        });
        ops.Add("NonMaxSuppressionV5", 6, ["selected_indices", "selected_scores"], _ => call =>
            Kernel.NonMaxSuppressionV5(call[0], call[1], call.Int(2), call.Number(3), call.Number(4), call.Number(5)));
    }

    private static Interpolation InterpolationOf(NodeAttributes attributes, string name) => attributes.Text(name, "bilinear").ToUpperInvariant() switch
    {
        "BILINEAR" => Interpolation.Bilinear,
        "NEAREST" => Interpolation.Nearest,
        _ => throw attributes.Problem(name, "bilinear or nearest"),
    };
}
