using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct ResizeGradientArgs
{
    /// <summary>The images before they were resized; only their shape and dtype count.</summary>
    public Tensor Images;
    public Tensor Dy;
    public bool AlignCorners;
}

/// <summary>
/// The gradients of Resize: of Dy [batch, newHeight, newWidth, channels] float32 in the shape of Images
/// [batch, height, width, channels].
/// </summary>
public static unsafe class ResizeGradient<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("ResizeBilinearGrad")]
    public static Status Bilinear(ref Call call, ref ResizeGradientArgs args) => Run(ref call, ref args, true);

    [Kernel("ResizeNearestNeighborGrad")]
    public static Status NearestNeighbor(ref Call call, ref ResizeGradientArgs args) => Run(ref call, ref args, false);

    private static Status Run(ref Call call, ref ResizeGradientArgs args, bool isBilinear)
    {
        ref Tensor dy = ref args.Dy;
        call.RequireType(in args.Images, DType.Float32);
        call.RequireType(in dy, DType.Float32);
        call.RequireRank(in args.Images, 4);
        if (call.RequireRank(in dy, 4) != Status.Ok)
        {
            return call.Status;
        }

        ref Shape x = ref args.Images.Shape;
        int channels = x[3];
        call.RequireDimension(in dy, 0, x[0]);
        call.RequireDimension(in dy, 3, channels);
        if (call.Output(DType.Float32, in x, out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        Moves.Fill(output.Ints, 0, output.Size);
        ResizeAxis rows = ResizeAxis.Of(x[1], dy.Shape[1], args.AlignCorners, false);
        ResizeAxis columns = ResizeAxis.Of(x[2], dy.Shape[2], args.AlignCorners, false);
        float* source = dy.Floats;
        nint line = (nint)x[2] * channels;
        for (int row = 0; row < x[0] * dy.Shape[1] && output.Size > 0; row++)
        {
            float* image = output.Floats + (row / dy.Shape[1] * x[1] * line);
            int inner = row % dy.Shape[1];
            rows.Between(inner, out int top, out int bottom, out float down);
            int nearest = rows.Nearest(inner, args.AlignCorners);
            for (int column = 0; column < dy.Shape[2]; column++)
            {
                if (isBilinear)
                {
                    columns.Between(column, out int left, out int right, out float across);
                    float* upper = image + (top * line);
                    float* lower = image + (bottom * line);
                    nint first = (nint)left * channels;
                    nint second = (nint)right * channels;
                    Spread<V>.Run(source, upper + first, upper + second, lower + first, lower + second, across, down, channels);
                }
                else
                {
                    Spread<V>.Add(source, 1, image + (nearest * line) + ((nint)columns.Nearest(column, args.AlignCorners) * channels), channels);
                }

                source += channels;
            }
        }

        return call.Status;
    }
}
