using System.Runtime.InteropServices;
using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>
/// Grayscale dilation on float32 or int32, and its gradients, which go to the first of the largest taps. A window of nothing
/// but padding has the value with which tfjs begins, −(2^53 − 1), which as int32 is 1; the gradient of the images then goes to the
/// pixel nearest to the window's corner, that of the filter to its first tap.
/// </summary>
public static unsafe class Dilation2D<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("Dilation2D")]
    public static Status Run(ref Call call, ref Dilation2DArgs args)
    {
        if (DilationFrame.Begin(ref call, in args, Dilation2DFields.Strides, out DilationFrame frame) != Status.Ok)
        {
            return call.Status;
        }

        call.Output(args.X.Type, in frame.OutShape, out Tensor output);
        if (!call.Failed && output.Size > 0)
        {
            frame.Pixel.Y = output.Floats;
            frame.Walk(frame.Pixel.IsInt ? &Dilation<V>.RunInt : &Dilation<V>.Run);
        }

        return call.Status;
    }

    [Kernel("Dilation2DBackpropInput")]
    public static Status BackpropInput(ref Call call, ref Dilation2DGradientArgs args) => Gradient(ref call, ref args, in args.X, isOfFilter: false);

    [Kernel("Dilation2DBackpropFilter")]
    public static Status BackpropFilter(ref Call call, ref Dilation2DGradientArgs args) => Gradient(ref call, ref args, in args.Filter, isOfFilter: true);

    /// <param name="call">The call.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="of">The tensor whose gradient it is.</param>
    /// <param name="isOfFilter">Which of the two that is.</param>
    private static Status Gradient(ref Call call, ref Dilation2DGradientArgs args, in Tensor of, bool isOfFilter)
    {
        ref Tensor dy = ref args.Dy;
        if (DilationFrame.Begin(ref call, args.Forward, Dilation2DGradientFields.Strides, out DilationFrame frame) != Status.Ok)
        {
            return call.Status;
        }

        call.RequireSameType(in dy, args.X.Type);
        call.RequireShape(in dy, in frame.OutShape);
        if (!isOfFilter && dy.Size > 0)
        {
            frame.RequireInside(ref call, Dilation2DGradientFields.Pad);
        }

        if (call.Output(of.Type, in of.Shape, out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        NativeMemory.Clear(output.Data, (nuint)output.Size * sizeof(float));
        if (dy.Size > 0 && output.Size > 0)
        {
            frame.Pixel.Y = dy.Floats;
            frame.Pixel.Gradient = output.Floats;
            frame.Pixel.IsOfFilter = isOfFilter;
            frame.Walk(&Dilation<V>.GiveGradient);
        }

        return call.Status;
    }
}
