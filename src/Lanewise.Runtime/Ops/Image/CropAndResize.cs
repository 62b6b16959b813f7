using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public enum Interpolation
{
    Bilinear,
    Nearest,
}

public struct CropAndResizeArgs
{
    public Tensor Image;
    public Tensor Boxes;
    public Tensor BoxInd;
    public IntList CropSize;
    public Interpolation Method;
    public double ExtrapolationValue;
}

/// <summary>
/// Cuts boxes [count, (y1, x1, y2, x2)] out of images [batch, height, width, channels] and resizes each to CropSize. 0 and 1 are the
/// centres of the first and the last pixel. A box of an image beyond the batch gives zeros.
/// </summary>
public static unsafe class CropAndResize<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("CropAndResize")]
    public static Status Run(ref Call call, ref CropAndResizeArgs args)
    {
        call.RequireNumber(in args.Image);
        call.RequireType(in args.Boxes, DType.Float32);
        call.RequireType(in args.BoxInd, DType.Int32);
        call.RequireRank(in args.Image, 4);
        call.RequireRank(in args.Boxes, 2);
        call.RequireRank(in args.BoxInd, 1);
        if (call.RequireCount(CropAndResizeFields.CropSize, in args.CropSize, 2) != Status.Ok)
        {
            return call.Status;
        }

        int count = args.Boxes.Shape[0];
        int height = args.CropSize[0];
        int width = args.CropSize[1];
        ref Shape image = ref args.Image.Shape;
        call.RequireDimension(in args.Boxes, 1, 4);
        call.RequireDimension(in args.BoxInd, 0, count);
        call.RequirePositive(CropAndResizeFields.CropSize, height);
        call.RequirePositive(CropAndResizeFields.CropSize, width);
        for (int i = 0; !call.Failed && i < count; i++)
        {
            if (args.BoxInd.Ints[i] < 0)
            {
                call.Fail(Status.Index, CropAndResizeFields.BoxInd, args.BoxInd.Ints[i], image[0] - 1);
            }
        }

        Shape shape = Shape.Of(count, height, width, image[3]);
        if (call.Output(DType.Float32, in shape, out Tensor output) != Status.Ok || output.Size == 0)
        {
            return call.Status;
        }

        float* pixels = Lanes<V>.Of(ref call, in args.Image, DType.Float32);
        if (call.Failed)
        {
            return call.Status;
        }

        nint cropFloats = (nint)height * width * image[3];
        for (int i = 0; i < count; i++)
        {
            float* target = output.Floats + i * cropFloats;
            int index = args.BoxInd.Ints[i];
            if (index >= image[0])
            {
                System.Runtime.InteropServices.NativeMemory.Clear(target, (nuint)(cropFloats * sizeof(float)));
            }
            else
            {
                Crop(target, pixels + (nint)index * image[1] * image[2] * image[3], ref args, args.Boxes.Floats + 4 * i, height, width);
            }
        }

        return call.Status;
    }

    private static void Crop(float* target, float* image, ref CropAndResizeArgs args, float* box, int height, int width)
    {
        int imageHeight = args.Image.Shape[1];
        int imageWidth = args.Image.Shape[2];
        int channels = args.Image.Shape[3];
        float outside = (float)args.ExtrapolationValue;
        for (int y = 0; y < height; y++)
        {
            double row = Position(box[0], box[2], imageHeight, height, y);
            bool isRowInside = row >= 0 && row <= imageHeight - 1;
            for (int x = 0; x < width; x++)
            {
                double column = Position(box[1], box[3], imageWidth, width, x);
                if (!isRowInside || !(column >= 0 && column <= imageWidth - 1))
                {
                    for (int c = 0; c < channels; c++)
                    {
                        target[c] = outside;
                    }
                }
                else if (args.Method == Interpolation.Nearest)
                {
                    float* source = image + ((nint)Math.Floor(row + 0.5) * imageWidth + (nint)Math.Floor(column + 0.5)) * channels;
                    Buffer.MemoryCopy(source, target, (nint)channels * sizeof(float), (nint)channels * sizeof(float));
                }
                else
                {
                    float* top = image + (nint)Math.Floor(row) * imageWidth * channels;
                    float* bottom = image + (nint)Math.Ceiling(row) * imageWidth * channels;
                    nint left = (nint)Math.Floor(column) * channels;
                    nint right = (nint)Math.Ceiling(column) * channels;
                    Blend<V>.Run(
                        top + left, top + right, bottom + left, bottom + right, (float)(column - Math.Floor(column)), (float)(row - Math.Floor(row)), target, channels);
                }

                target += channels;
            }
        }
    }

    private static double Position(double first, double last, int size, int count, int index) => count > 1
        ? first * (size - 1) + index * ((last - first) * (size - 1) / (count - 1))
        : 0.5 * (first + last) * (size - 1);
}
