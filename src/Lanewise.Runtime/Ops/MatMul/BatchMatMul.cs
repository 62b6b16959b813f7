using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct BatchMatMulArgs
{
    public Tensor A;
    public Tensor B;
    public bool TransposeA;
    public bool TransposeB;
}

public struct FusedMatMulArgs
{
    public Tensor A;
    public Tensor B;
    [Optional] public Tensor Bias;
    [Optional] public Tensor PreluActivationWeights;
    public bool TransposeA;
    public bool TransposeB;
    public Activation Activation;
    public double LeakyreluAlpha;
}

/// <summary>a [..., m, k] times b [..., k, n]; the leading dimensions broadcast.</summary>
public static unsafe class BatchMatMul<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("BatchMatMul")]
    public static Status Run(ref Call call, ref BatchMatMulArgs args)
    {
        FusedMatMulArgs fused = default;
        fused.A = args.A;
        fused.B = args.B;
        fused.TransposeA = args.TransposeA;
        fused.TransposeB = args.TransposeB;
        return RunFused(ref call, ref fused);
    }

    [Kernel("_FusedMatMul")]
    public static Status RunFused(ref Call call, ref FusedMatMulArgs args)
    {
        ref Tensor a = ref args.A;
        ref Tensor b = ref args.B;
        call.RequireNumber(in a);
        call.RequireSameType(in b, a.Type);
        call.RequireRank(in a, 2, Shape.MaxRank);
        if (call.RequireRank(in b, 2, Shape.MaxRank) != Status.Ok)
        {
            return call.Status;
        }

        int m = a.Shape[a.Rank - (args.TransposeA ? 1 : 2)];
        int k = a.Shape[a.Rank - (args.TransposeA ? 2 : 1)];
        int n = b.Shape[b.Rank - (args.TransposeB ? 2 : 1)];
        call.RequireDimension(in b, b.Rank - (args.TransposeB ? 1 : 2), k);
        Shape batchA = default;
        Shape batchB = default;
        batchA.Append(in a.Shape, 0, a.Rank - 2);
        batchB.Append(in b.Shape, 0, b.Rank - 2);
        if (!Shape.Broadcast(in batchA, in batchB, out Shape shape))
        {
            return call.Fail(Status.Broadcast, b.Argument);
        }

        Shape batch = shape;
        shape.Append(m);
        shape.Append(n);
        if (a.Type == DType.Int32)
        {
            return Ints(ref call, ref args, in shape, in batch, in batchA, in batchB, m, k, n);
        }

        Epilogue<V>.Read(
            ref call, in args.Bias, in args.PreluActivationWeights, FusedMatMulFields.PreluActivationWeights, args.Activation, args.LeakyreluAlpha, in shape, n, DataFormat.NHWC, out Epilogue<V> epilogue);
        call.Output(DType.Float32, in shape, out Tensor output);
        if (call.Failed || output.Size == 0)
        {
            return call.Status;
        }

        bool isShared = batchB.Size == 1;
        float* panels = isShared
            ? PackedPanels<V>.Matrix(ref call, in b, k, n, args.TransposeB)
            : (float*)call.Scratch(Panels<V>.Floats(k, n) * sizeof(float));
        float* rows = args.TransposeA ? (float*)call.Scratch((long)m * k * sizeof(float)) : null;
        if (call.Failed)
        {
            return call.Status;
        }

        Gemm<V> gemm = default;
        gemm.Panels = panels;
        gemm.Bias = epilogue.Bias;
        gemm.Least = epilogue.Least;
        gemm.Most = epilogue.Most;
        gemm.Columns = n;
        gemm.Taps = 1;
        gemm.Depth = k;
        gemm.RowStride = k;
        gemm.C = output.Floats;
        int count = batch.Size;
        for (int i = 0; i < count; i++)
        {
            gemm.A = a.Floats + (nint)Offset(i, in batch, in batchA) * m * k;
            if (args.TransposeA)
            {
                TransposeMatrix((int*)rows, (int*)gemm.A, m, k);
                gemm.A = rows;
            }

            if (!isShared)
            {
                float* source = b.Floats + (nint)Offset(i, in batch, in batchB) * k * n;
                Panels<V>.Pack(panels, source, 1, 0, k, args.TransposeB ? 1 : n, n, args.TransposeB ? k : 1);
            }

            gemm.Run(0, m);
            gemm.C += (nint)m * n;
        }

        return epilogue.Finish(ref call, in output);
    }

    private static Status Ints(
        ref Call call, ref FusedMatMulArgs args, in Shape shape, in Shape batch, in Shape batchA, in Shape batchB, int m, int k, int n)
    {
        if (args.Bias.IsPresent || args.Activation != Activation.Linear)
        {
            return call.Fail(Status.DType, args.A.Argument);
        }

        call.Output(DType.Int32, in shape, out Tensor output);
        int* rows = args.TransposeA ? (int*)call.Scratch((long)m * k * sizeof(int)) : null;
        int* columns = args.TransposeB ? (int*)call.Scratch((long)k * n * sizeof(int)) : null;
        if (call.Failed)
        {
            return call.Status;
        }

        int count = batch.Size;
        for (int i = 0; i < count; i++)
        {
            int* left = args.A.Ints + (nint)Offset(i, in batch, in batchA) * m * k;
            int* right = args.B.Ints + (nint)Offset(i, in batch, in batchB) * k * n;
            if (args.TransposeA)
            {
                TransposeMatrix(rows, left, m, k);
                left = rows;
            }

            if (args.TransposeB)
            {
                TransposeMatrix(columns, right, k, n);
                right = columns;
            }

            IntMatMul<V>.Run(left, right, output.Ints + (nint)i * m * n, m, k, n);
        }

        return call.Status;
    }

    /// <summary>[columns, rows] to [rows, columns].</summary>
    private static void TransposeMatrix(int* target, int* source, int rows, int columns)
    {
        Shape shape = Shape.Of(rows, columns);
        int* from = stackalloc int[2] { 1, rows };
        Transpose.Permute((byte*)target, in shape, (byte*)source, from, sizeof(int));
    }

    /// <summary>Which matrix of an operand goes into matrix <paramref name="index"/> of the result.</summary>
    private static int Offset(int index, in Shape batch, in Shape own)
    {
        int offset = 0;
        int stride = 1;
        for (int i = own.Rank - 1; i >= 0; i--)
        {
            int dim = batch[batch.Rank - own.Rank + i];
            offset += own[i] == 1 ? 0 : index % dim * stride;
            index /= dim;
            stride *= own[i];
        }

        return offset;
    }
}
