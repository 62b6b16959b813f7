using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>The kernels work on NHWC; an NCHW tensor is transposed on the way in and out.</summary>
internal static unsafe class ChannelsLast
{
    /// <summary>The data of an image in NHWC: its own, or a transposed copy. Null (and a failure noted) if memory is short.</summary>
    public static float* Read(ref Call call, in Tensor tensor, DataFormat format)
    {
        if (format == DataFormat.NHWC)
        {
            return tensor.Floats;
        }

        float* copy = (float*)call.Scratch((long)tensor.Size * sizeof(float));
        if (copy != null)
        {
            ref readonly Shape shape = ref tensor.Shape;
            Shape last = Shape.Of(shape[0], shape[2], shape[3], shape[1]);
            int area = shape[2] * shape[3];
            int* from = stackalloc int[4] { shape[1] * area, shape[3], 1, area };
            Transpose.Permute(ref call, (byte*)copy, in last, tensor.Data, from, sizeof(float));
        }

        return copy;
    }

    /// <summary>Where a kernel may write an NHWC result for the output: into it, or beside it until <see cref="Finish"/>.</summary>
    public static float* Begin(ref Call call, in Tensor output, DataFormat format) =>
        format == DataFormat.NHWC ? output.Floats : (float*)call.Scratch((long)output.Size * sizeof(float));

    public static void Finish(ref Call call, in Tensor output, float* written, DataFormat format)
    {
        if (format == DataFormat.NHWC)
        {
            return;
        }

        int channels = output.Shape[1];
        int width = output.Shape[3];
        int* from = stackalloc int[4] { output.Size / (output.Shape[0] == 0 ? 1 : output.Shape[0]), 1, width * channels, channels };
        Transpose.Permute(ref call, output.Data, in output.Shape, (byte*)written, from, sizeof(float));
    }

    public static int Height(in Shape shape, DataFormat format) => shape[format == DataFormat.NHWC ? 1 : 2];

    public static int Width(in Shape shape, DataFormat format) => shape[format == DataFormat.NHWC ? 2 : 3];

    public static int ChannelAxis(DataFormat format) => format == DataFormat.NHWC ? 3 : 1;

    public static Shape ShapeOf(int batch, int height, int width, int channels, DataFormat format) => format == DataFormat.NHWC
        ? Shape.Of(batch, height, width, channels)
        : Shape.Of(batch, channels, height, width);
}
