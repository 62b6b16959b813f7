using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct SoftmaxArgs
{
    public Tensor Logits;

    [Default(-1)]
    public int Dim;
}

/// <summary>e^(x − max) / Σ e^(x − max) along the last axis, float32.</summary>
public static unsafe class Softmax<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("Softmax")]
    public static Status Run(ref Call call, ref SoftmaxArgs args)
    {
        ref Tensor x = ref args.Logits;
        call.RequireType(in x, DType.Float32);
        call.RequireAxis(SoftmaxFields.Dim, args.Dim, x.Rank, out int axis);
        if (!call.Failed && axis != x.Rank - 1)
        {
            return call.Fail(Status.Value, SoftmaxFields.Dim, args.Dim);
        }

        if (call.Failed || call.Output(DType.Float32, in x.Shape, out Tensor y) != Status.Ok || y.Size == 0)
        {
            return call.Status;
        }

        int n = x.Shape[axis];
        float* scratch = (float*)call.Scratch((long)SoftmaxLines<V>.Scratch(n) * sizeof(float));
        if (scratch != null)
        {
            SoftmaxLines<V>.Run(x.Floats, y.Floats, x.Size / n, n, scratch);
        }

        return call.Status;
    }
}
