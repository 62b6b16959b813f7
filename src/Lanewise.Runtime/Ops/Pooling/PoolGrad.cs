using System.Runtime.InteropServices;
using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>
/// Gradients of pools, float32 whatever the dtypes. A mean's gradient goes in equal shares to the whole window, padding
/// included. A maximum's goes to its element: among equals the first of an image and the last of a volume, as in tfjs.
/// </summary>
public static unsafe class PoolGrad<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("AvgPoolGrad")]
    public static Status Average(ref Call call, ref PoolGradArgs args) => Run(ref call, ref args, 4, isMax: false);

    [Kernel("AvgPool3DGrad")]
    public static Status Average3D(ref Call call, ref PoolGradArgs args) => Run(ref call, ref args, 5, isMax: false);

    [Kernel("MaxPoolGrad")]
    public static Status Max(ref Call call, ref PoolGradArgs args) => Run(ref call, ref args, 4, isMax: true);

    [Kernel("MaxPool3DGrad")]
    public static Status Max3D(ref Call call, ref PoolGradArgs args) => Run(ref call, ref args, 5, isMax: true);

    private static Status Run(ref Call call, ref PoolGradArgs args, int rank, bool isMax)
    {
        ref Tensor dy = ref args.Dy;
        ref Tensor input = ref args.Input;
        PoolWindow.Place(ref call, in input, rank, args.Attributes, out PoolWindow window);
        call.RequireReal(in dy);
        if (call.RequireRank(in dy, rank) != Status.Ok)
        {
            return call.Status;
        }

        // A pool that rounds its size up has more output than its gradient, which tfjs-core does not tell of the rounding,
        // asks for: what is over is passed over.
        Shape least = window.OutShape;
        call.RequireDimension(in dy, 0, least[0]);
        call.RequireDimension(in dy, rank - 1, least[rank - 1]);
        for (int axis = 1; axis < rank - 1; axis++)
        {
            if (dy.Shape[axis] < least[axis])
            {
                call.RequireDimension(in dy, axis, least[axis]);
            }
        }

        call.Output(DType.Float32, in input.Shape, out Tensor output);
        if (call.Failed || output.Size == 0)
        {
            return call.Status;
        }

        PoolPixel pixel = default;
        pixel.Y = (float*)Cast<V>.Read(ref call, in dy, DType.Float32);
        pixel.Gradient = output.Floats;
        if (isMax)
        {
            pixel.IsInt = input.Type != DType.Float32;
            pixel.X = (float*)Cast<V>.Read(ref call, in input, pixel.IsInt ? DType.Int32 : DType.Float32);
            pixel.TakesLast = rank == 5;
            pixel.Values = (float*)call.Scratch((long)window.Channels * sizeof(float));
            pixel.Offsets = (int*)call.Scratch((long)window.Channels * sizeof(int));
        }

        pixel.Share = (float)(1 / ((double)window.Depth.Filter * window.Height.Filter * window.Width.Filter));
        if (call.Failed)
        {
            return call.Status;
        }

        NativeMemory.Clear(output.Data, (nuint)output.Size * sizeof(float));
        window.Walk(in dy.Shape, isMax ? &PoolPositions<V>.GiveGradient : &PoolShares<V>.GiveGradient, ref pixel);
        return call.Status;
    }
}
