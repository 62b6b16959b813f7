using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct FlipLeftRightArgs
{
    public Tensor Image;
}

public struct RotateWithOffsetArgs
{
    public Tensor Image;
    public double Radians;

    /// <summary>A value for all channels, or one for each of red, green and blue; then alpha is 255.</summary>
    public DoubleList FillValue;

    /// <summary>The fixed point in parts of the width and the height; one number for both.</summary>
    public DoubleList Center;
}

/// <summary>Images [batch, height, width, channels] mirrored or turned.</summary>
public static unsafe class Turning
{
    private const int AlphaChannel = 3;

    [Kernel("FlipLeftRight")]
    public static Status Flip(ref Call call, ref FlipLeftRightArgs args) =>
        call.RequireRank(in args.Image, 4) == Status.Ok ? Reverse.Along(ref call, in args.Image, 1 << 2) : call.Status;

    /// <summary>float32 or int32. Each pixel comes from the nearest one.</summary>
    [Kernel("RotateWithOffset")]
    public static Status Rotate(ref Call call, ref RotateWithOffsetArgs args)
    {
        ref Tensor image = ref args.Image;
        call.RequireNumber(in image);
        if (call.RequireRank(in image, 4) != Status.Ok)
        {
            return call.Status;
        }

        int height = image.Shape[1];
        int width = image.Shape[2];
        int channels = image.Shape[3];
        int colours = channels < AlphaChannel ? channels : AlphaChannel;
        if (args.FillValue.Count > 1 && (args.FillValue.Count < colours || channels > AlphaChannel + 1))
        {
            call.Fail(Status.Count, RotateWithOffsetFields.FillValue, channels < AlphaChannel + 1 ? channels : 1, args.FillValue.Count);
        }

        if (args.Center.Count > 2)
        {
            call.Fail(Status.Count, RotateWithOffsetFields.Center, 2, args.Center.Count);
        }

        int* fill = (int*)call.Scratch((long)channels * sizeof(int));
        if (call.Output(image.Type, in image.Shape, out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        for (int i = 0; i < channels; i++)
        {
            double value = args.FillValue.Count <= 0 ? 0 : args.FillValue.Count == 1 ? args.FillValue[0] : i == AlphaChannel ? 255 : args.FillValue[i];
            fill[i] = (int)Fill.Bits(image.Type, value);
        }

        double centerX = width * (args.Center.Count > 0 ? args.Center[0] : 0.5);
        double centerY = height * (args.Center.Count > 1 ? args.Center[1] : args.Center.Count > 0 ? args.Center[0] : 0.5);
        nint size = (nint)height * width * channels;
        for (int i = 0; i < image.Shape[0]; i++)
        {
            Rotation.Run(image.Ints + (i * size), output.Ints + (i * size), height, width, channels, args.Radians, centerX, centerY, fill);
        }

        return call.Status;
    }
}
