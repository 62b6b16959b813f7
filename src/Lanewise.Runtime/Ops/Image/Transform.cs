using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct TransformArgs
{
    public Tensor Image;
    public Tensor Transforms;
    public Interpolation Interpolation;
    public FillMode FillMode;
    public double FillValue;

    /// <summary>Height and width; those of the image if there are none.</summary>
    public IntList OutputShape;
}

/// <summary>
/// Images [batch, height, width, channels], float32 or int32, under projective transformations: eight numbers for each image or
/// for all of them, Transforms [batch or 1, 8] float32.
/// </summary>
public static unsafe class Transform
{
    private const int Numbers = 8;

    [Kernel("Transform")]
    public static Status Run(ref Call call, ref TransformArgs args)
    {
        ref Tensor image = ref args.Image;
        ref Tensor transforms = ref args.Transforms;
        call.RequireNumber(in image);
        call.RequireType(in transforms, DType.Float32);
        call.RequireRank(in image, 4);
        if (call.RequireRank(in transforms, 2) != Status.Ok || call.RequireDimension(in transforms, 1, Numbers) != Status.Ok)
        {
            return call.Status;
        }

        Shape size = Shape.Of(image.Shape[1], image.Shape[2]);
        if (!args.OutputShape.IsNull && call.RequireCount(TransformFields.OutputShape, in args.OutputShape, 2) == Status.Ok)
        {
            call.ReadShape(TransformFields.OutputShape, in args.OutputShape, -1, out size);
        }

        bool isShared = transforms.Shape[0] == 1;
        if (!isShared)
        {
            call.RequireDimension(in transforms, 0, image.Shape[0]);
        }

        Shape shape = Shape.Of(image.Shape[0], size[0], size[1], image.Shape[3]);
        if (call.Output(image.Type, in shape, out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        Warp warp = default;
        warp.Height = image.Shape[1];
        warp.Width = image.Shape[2];
        warp.Channels = image.Shape[3];
        warp.IsInt = image.Type == DType.Int32;
        warp.IsBilinear = args.Interpolation == Interpolation.Bilinear;
        warp.Mode = args.FillMode;
        warp.FillValue = args.FillValue;
        for (int i = 0; i < shape[0]; i++)
        {
            warp.Image = image.Data + ((nint)i * image.Shape.Product(1, 4) * sizeof(float));
            warp.Run(transforms.Floats + (isShared ? 0 : i * Numbers), output.Data + ((nint)i * shape.Product(1, 4) * sizeof(float)), size[0], size[1]);
        }

        return call.Status;
    }
}
