using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct FromPixelsArgs
{
    /// <summary>[height, width] int32: the bytes of red, green, blue and alpha, red the lowest.</summary>
    public Tensor Pixels;

    [Default(3)]
    public int NumChannels;
}

public struct DrawArgs
{
    public Tensor Image;

    [Default(1.0)]
    public double Alpha;
}

/// <summary>Between a platform's pictures, whose pixels are words of four bytes, and tensors.</summary>
public static unsafe class Pictures<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>int32 [height, width, numChannels] from 0 to 255.</summary>
    [Kernel("FromPixels")]
    public static Status Read(ref Call call, ref FromPixelsArgs args)
    {
        ref Tensor pixels = ref args.Pixels;
        call.RequireType(in pixels, DType.Int32);
        call.RequireRank(in pixels, 2);
        if (args.NumChannels is < 1 or > 4)
        {
            call.Fail(Status.Range, FromPixelsFields.NumChannels, 1, 4, args.NumChannels);
        }

        if (call.Output(DType.Int32, Shape.Of(pixels.Shape[0], pixels.Shape[1], args.NumChannels), out Tensor output) == Status.Ok)
        {
            Pixels<V>.Unpack(pixels.Ints, output.Ints, pixels.Size, args.NumChannels);
        }

        return call.Status;
    }

    /// <summary>
    /// Pixels [height, width] int32 of an image [height, width] or [height, width, 1 to 4], float32 from 0 to 1 or int32 from 0
    /// to 255.
    /// </summary>
    [Kernel("Draw")]
    public static Status Write(ref Call call, ref DrawArgs args)
    {
        ref Tensor image = ref args.Image;
        call.RequireNumber(in image);
        if (call.RequireRank(in image, 2, 3) != Status.Ok)
        {
            return call.Status;
        }

        int channels = image.Rank == 2 ? 1 : image.Shape[2];
        if (channels is < 1 or > 4)
        {
            call.Fail(Status.Range, DrawFields.Image, 1, 4, channels);
        }

        if (!(args.Alpha >= 0 && args.Alpha <= 1))
        {
            call.Fail(Status.Range, DrawFields.Alpha, 0, 1, (int)args.Alpha);
        }

        bool isFloat = image.Type == DType.Float32;
        float* source = Lanes<V>.Of(ref call, in image, DType.Float32);
        if (call.Output(DType.Int32, Shape.Of(image.Shape[0], image.Shape[1]), out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        int alpha = (int)Math.Floor((255 * args.Alpha) + 0.5);
        int bad = Pixels<V>.Pack(source, output.Ints, output.Size, channels, isFloat ? 255 : 1, alpha);
        return bad < 0 ? call.Status : call.Fail(isFloat ? Status.Brightness : Status.Range, DrawFields.Image, 0, isFloat ? 1 : 255, isFloat ? bad : image.Ints[bad]);
    }
}
