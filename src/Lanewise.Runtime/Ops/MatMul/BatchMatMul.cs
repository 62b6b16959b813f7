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
[Product]
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
        int n = b.Shape[b.Rank - (args.TransposeB ? 2 : 1)];
        call.RequireDimension(in b, b.Rank - (args.TransposeB ? 1 : 2), a.Shape[a.Rank - (args.TransposeA ? 2 : 1)]);
        if (!Shape.Broadcast(Batch(in a), Batch(in b), out Shape shape))
        {
            return call.Fail(Status.Broadcast, b.Argument);
        }

        shape.Append(m);
        shape.Append(n);
        if (a.Type == DType.Int32 && (args.Bias.IsPresent || args.Activation != Activation.Linear))
        {
            return call.Fail(Status.DType, a.Argument);
        }

        Epilogue<V>.Read(
            ref call, in args.Bias, in args.PreluActivationWeights, FusedMatMulFields.PreluActivationWeights, args.Activation, args.LeakyreluAlpha, in shape, n, DataFormat.NHWC, takesAddend: true, out Epilogue<V> epilogue);
        call.Output(a.Type, in shape, out Tensor output);
        Multiply(ref call, in a, in b, args.TransposeA, args.TransposeB, in epilogue, in output);
        return call.Failed || output.Size == 0 || a.Type == DType.Int32 ? call.Status : epilogue.Finish(ref call, in output);
    }

    /// <summary>
    /// Writes the product into a tensor of its shape. The operands may be temporary, then their ids are 0. Of the epilogue
    /// only what goes into the micro-kernel is applied.
    /// </summary>
    public static void Multiply(ref Call call, in Tensor a, in Tensor b, bool transposeA, bool transposeB, in Epilogue<V> epilogue, in Tensor output)
    {
        if (call.Failed || output.Size == 0)
        {
            return;
        }

        int m = output.Shape[output.Rank - 2];
        int n = output.Shape[output.Rank - 1];
        int k = a.Shape[a.Rank - (transposeA ? 2 : 1)];
        Shape batch = Batch(in output);
        Shape batchA = Batch(in a);
        Shape batchB = Batch(in b);
        bool isFloat = a.Type == DType.Float32;
        bool isShared = batchB.Size == 1;
        float* panels = !isFloat
            ? null
            : isShared
                ? PackedPanels<V>.Matrix(ref call, in b, k, n, transposeB)
                : (float*)call.Scratch(Panels<V>.Floats(k, n) * sizeof(float));
        int* rows = transposeA ? (int*)call.Scratch((long)m * k * sizeof(int)) : null;
        int* columns = transposeB && !isFloat ? (int*)call.Scratch((long)k * n * sizeof(int)) : null;
        if (call.Failed)
        {
            return;
        }

        Gemm<V> gemm = default;
        gemm.Panels = panels;
        gemm.Bias = epilogue.Bias;
        gemm.Least = epilogue.Least;
        gemm.Most = epilogue.Most;
        gemm.Chain = epilogue.Chain;
        gemm.Chain.Origin = output.Floats;
        gemm.Addend = epilogue.Addend;
        gemm.AddendColumns = epilogue.AddendColumns;
        gemm.Origin = output.Floats;
        gemm.Columns = n;
        gemm.RowC = n;
        gemm.Taps = 1;
        gemm.Depth = k;
        gemm.RowStride = k;
        int count = batch.Size;
        for (int i = 0; i < count; i++)
        {
            int* left = a.Ints + ((nint)Offset(i, in batch, in batchA) * m * k);
            int* right = b.Ints + ((nint)Offset(i, in batch, in batchB) * k * n);
            int* target = output.Ints + ((nint)i * m * n);
            if (transposeA)
            {
                TransposeMatrix(ref call, rows, left, m, k);
                left = rows;
            }

            if (isFloat)
            {
                if (!isShared)
                {
                    nint whole = 0;
                    Panels<V>.Pack(panels, (float*)right, &whole, 1, k, transposeB ? 1 : n, n, transposeB ? k : 1);
                }

                gemm.A = (float*)left;
                gemm.C = (float*)target;
                ParallelGemm<V>.Run(ref call, in gemm, m);
                continue;
            }

            if (transposeB)
            {
                TransposeMatrix(ref call, columns, right, k, n);
                right = columns;
            }

            IntMatMul<V>.Run(left, right, target, m, k, n);
        }
    }

    private static Shape Batch(in Tensor matrices)
    {
        Shape batch = default;
        batch.Append(in matrices.Shape, 0, matrices.Rank - 2);
        return batch;
    }

    /// <summary>[columns, rows] to [rows, columns].</summary>
    private static void TransposeMatrix(ref Call call, int* target, int* source, int rows, int columns)
    {
        Shape shape = Shape.Of(rows, columns);
        int* from = stackalloc int[2] { 1, rows };
        Transpose.Permute(ref call, (byte*)target, in shape, (byte*)source, from, sizeof(int));
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
