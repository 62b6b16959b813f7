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
        int rows = x.Size / n;
        float* scratch = (float*)call.Scratch((nint)Fold.LineScratch(n) * sizeof(float));
        for (int i = 0; i < rows && scratch != null; i++)
        {
            float* source = x.Floats + ((nint)i * n);
            float* target = y.Floats + ((nint)i * n);
            float value;
            Fold.Line(&BinaryRow<V, MaximumMap<V>>.Run, source, n, &value, scratch);
            UnaryRow<V, ExpShiftedMap<V>>.Run(source, source, target, n, &value);
            Fold.Line(&BinaryRow<V, AddMap<V>>.Run, target, n, &value, scratch);
            UnaryRow<V, DivideByMap<V>>.Run(target, target, target, n, &value);
        }

        return call.Status;
    }
}
