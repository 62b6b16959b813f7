using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct Conv3DArgs
{
    public Tensor X;
    public Tensor Filter;
    public IntList Strides;
    public Choice<Padding> Pad;
    public VolumeFormat DataFormat;
    public IntList Dilations;
}

public struct Conv3DInputGradientArgs
{
    public Tensor Dy;
    public Tensor Filter;
    public IntList Strides;
    public Choice<Padding> Pad;
    public IntList InputShape;
}

/// <summary>
/// x [batch, depth, height, width, inChannels] with a filter [depth, height, width, inChannels, outChannels], float32, and the
/// gradient with respect to x, which is also the transposed convolution.
/// </summary>
public static unsafe class Conv3D<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("Conv3D")]
    public static Status Run(ref Call call, ref Conv3DArgs args)
    {
        ref Tensor x = ref args.X;
        ref Tensor filter = ref args.Filter;
        call.RequireType(in x, DType.Float32);
        call.RequireType(in filter, DType.Float32);
        call.RequireRank(in x, 5);
        if (call.RequireRank(in filter, 5) != Status.Ok)
        {
            return call.Status;
        }

        int channels = x.Shape[4];
        int filters = filter.Shape[4];
        call.RequireDimension(in filter, 3, channels);
        VolumeWindow.Read(
            ref call, in x.Shape, in filter.Shape, Conv3DFields.Strides, in args.Strides, in args.Pad, Conv3DFields.Dilations, in args.Dilations, out VolumeWindow window);
        Shape shape = Shape.Of(x.Shape[0], window.Depth.Out, window.Height.Out, window.Width.Out);
        shape.Append(filters);
        if (call.Output(DType.Float32, in shape, out Tensor output) != Status.Ok || output.Size == 0)
        {
            return call.Status;
        }

        ImplicitGemm<V> product = default;
        ref Gemm<V> gemm = ref product.Gemm;
        gemm.Panels = PackedPanels<V>.Matrix(ref call, in filter, window.Taps * channels, filters, isTransposed: false);
        gemm.Bias = (float*)call.Scratch((long)Panels<V>.PaddedColumns(filters) * sizeof(float));
        if (call.Failed)
        {
            return call.Status;
        }

        Panels<V>.PadBias(gemm.Bias, null, 0, filters);
        gemm.Least = float.NegativeInfinity;
        gemm.Most = float.PositiveInfinity;
        gemm.Columns = filters;
        gemm.RowC = filters;
        gemm.C = output.Floats;
        window.Multiply(ref call, ref product, x.Floats, x.Shape[0], channels);
        return call.Status;
    }

    [Kernel("Conv3DBackpropInputV2")]
    public static Status RunInputGradient(ref Call call, ref Conv3DInputGradientArgs args)
    {
        ref Tensor dy = ref args.Dy;
        ref Tensor filter = ref args.Filter;
        call.RequireType(in dy, DType.Float32);
        call.RequireType(in filter, DType.Float32);
        call.RequireRank(in dy, 5);
        call.RequireRank(in filter, 5);
        call.RequireCount(Conv3DInputGradientFields.InputShape, in args.InputShape, 5);
        if (call.ReadShape(Conv3DInputGradientFields.InputShape, in args.InputShape, -1, out Shape shape) != Status.Ok)
        {
            return call.Status;
        }

        call.RequireDimension(in filter, 3, shape[4]);
        VolumeWindow.Read(
            ref call, in shape, in filter.Shape, Conv3DInputGradientFields.Strides, in args.Strides, in args.Pad, -1, new IntList(null, -1), out VolumeWindow window);
        Shape expected = Shape.Of(shape[0], window.Depth.Out, window.Height.Out, window.Width.Out);
        expected.Append(filter.Shape[4]);
        call.RequireShape(in dy, in expected);
        if (call.Output(DType.Float32, in shape, out Tensor output) == Status.Ok && output.Size > 0)
        {
            InputGradient<V>.Run(ref call, in window, dy.Floats, window.Depth.Out, window.Height.Out, window.Width.Out, in filter, output.Floats, shape[0]);
        }

        return call.Status;
    }
}
