using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>Matrix products against the sum of products.</summary>
public sealed class MatMulRows : IRowSource
{
    public IEnumerable<Row> Rows()
    {
        foreach (DType type in new[] { DType.Float32, DType.Int32 })
        {
            yield return new Row($"BatchMatMul {type} sizes", () => Sizes(type));
            yield return new Row($"BatchMatMul {type} batches", () => Batches(type));
        }

        yield return new Row("BatchMatMul deep", Deep);
        yield return new Row("_FusedMatMul", Fused);
        yield return new Row("BatchMatMul errors", Errors);
    }

    private static IEnumerable<Case> Sizes(DType type)
    {
        foreach (int m in new[] { 0, 1, 3, 4, 5, 6, 7, 13 })
        {
            foreach (int n in new[] { 0, 1, 2, 7, 8, 9, 17, 33 })
            {
                foreach (int k in new[] { 0, 1, 2, 5, 20 })
                {
                    yield return Product(type, [m, k], [k, n], false, false);
                }
            }
        }
    }

    /// <summary>Depths of several blocks, and every rest of what is unrolled, with panels whole and partly filled. Whole numbers make the sums exact.</summary>
    private static IEnumerable<Case> Deep()
    {
        foreach (int n in new[] { 1, 3, 8, 10, 12, 15, 21 })
        {
            foreach (int k in new[] { 39, 41, 42, 512, 1023, 1030 })
            {
                HostTensor a = WholeNumbers(3, 14, k);
                HostTensor b = WholeNumbers(4, k, n);
                yield return new Case("BatchMatMul")
                {
                    ["a"] = a,
                    ["b"] = b,
                    ["transposeA"] = false,
                    ["transposeB"] = false,
                    Expected = [Reference(a, b, false, false)],
                };
            }
        }
    }

    private static HostTensor WholeNumbers(int seed, params int[] shape)
    {
        HostTensor x = HostTensor.Random(DType.Float32, seed, shape, 10);
        return x.With(shape, x.Data.Select(static value => Math.Round(value) + 0.0));
    }

    private static IEnumerable<Case> Batches(DType type)
    {
        foreach (bool transposeA in new[] { false, true })
        {
            foreach (bool transposeB in new[] { false, true })
            {
                foreach ((int[] a, int[] b) in new (int[], int[])[] { ([], []), ([3], [3]), ([3], [1]), ([1], [3]), ([2, 3], [2, 3]), ([2, 1], [1, 3]), ([3], []), ([], [2, 2]) })
                {
                    yield return Product(type, [.. a, .. transposeA ? new[] { 5, 7 } : [7, 5]], [.. b, .. transposeB ? new[] { 9, 5 } : [5, 9]], transposeA, transposeB);
                }
            }
        }
    }

    private static Case Product(DType type, int[] shapeA, int[] shapeB, bool transposeA, bool transposeB)
    {
        HostTensor a = HostTensor.Random(type, 3, shapeA, 10);
        HostTensor b = HostTensor.Random(type, 4, shapeB, 10);
        return new Case("BatchMatMul")
        {
            ["a"] = a,
            ["b"] = b,
            ["transposeA"] = transposeA,
            ["transposeB"] = transposeB,
            Expected = [Reference(a, b, transposeA, transposeB)],
            Relative = type == DType.Float32 ? 1e-5 : 0,
            Absolute = type == DType.Float32 ? 1e-4 : 0,
        };
    }

    private static HostTensor Reference(HostTensor a, HostTensor b, bool transposeA, bool transposeB)
    {
        int rankA = a.Shape.Length;
        int rankB = b.Shape.Length;
        int rank = Math.Max(rankA, rankB);
        int k = a.Shape[rankA - (transposeA ? 2 : 1)];
        int[] shape = new int[rank];
        for (int i = 0; i < rank - 2; i++)
        {
            int dimA = i - (rank - rankA) < 0 ? 1 : a.Shape[i - (rank - rankA)];
            int dimB = i - (rank - rankB) < 0 ? 1 : b.Shape[i - (rank - rankB)];
            shape[i] = dimA == 1 ? dimB : dimA;
        }

        shape[^2] = a.Shape[rankA - (transposeA ? 1 : 2)];
        shape[^1] = b.Shape[rankB - (transposeB ? 2 : 1)];
        return HostTensor.Build(a.Type, shape, i =>
        {
            double sum = 0;
            for (int p = 0; p < k; p++)
            {
                sum += a[Index(a, i, transposeA ? [p, i[^2]] : [i[^2], p])] * b[Index(b, i, transposeB ? [i[^1], p] : [p, i[^1]])];
            }

            return sum;
        });
    }

    private static int[] Index(HostTensor tensor, int[] index, int[] matrix)
    {
        int batch = tensor.Shape.Length - 2;
        return [.. index[(index.Length - 2 - batch)..^2].Select((value, axis) => tensor.Shape[axis] == 1 ? 0 : value), .. matrix];
    }

    private static IEnumerable<Case> Fused()
    {
        HostTensor a = HostTensor.Random(DType.Float32, 1, [2, 5, 6]);
        HostTensor b = HostTensor.Random(DType.Float32, 2, [6, 9]);
        HostTensor plain = Reference(a, b, false, false);
        foreach (int[] biasShape in new int[][] { [9], [1], [], [1, 9], [5, 1], [2, 5, 9], [2, 1, 9] })
        {
            foreach (string activation in new[] { "linear", "relu", "prelu", "sigmoid" })
            {
                HostTensor bias = HostTensor.Random(DType.Float32, 3, biasShape, 5);
                yield return new Case("_FusedMatMul")
                {
                    ["a"] = a,
                    ["b"] = b,
                    ["bias"] = bias,
                    ["activation"] = activation,
                    ["preluActivationWeights"] = activation == "prelu" ? bias : null,
                    Relative = 1e-5,
                    Absolute = 1e-4,
                    Expected =
                    [
                        HostTensor.Build(DType.Float32, plain.Shape, i =>
                        {
                            double beta = bias[[.. i[(3 - biasShape.Length)..].Select((value, axis) => biasShape[axis] == 1 ? 0 : value)]];
                            double x = plain[i] + beta;
                            return activation switch { "relu" => Math.Max(0, x), "prelu" => x < 0 ? beta * x : x, "sigmoid" => 1 / (1 + Math.Exp(-x)), _ => x };
                        }),
                    ],
                };
            }
        }
    }

    private static IEnumerable<Case> Errors()
    {
        HostTensor a = HostTensor.Random(DType.Float32, 1, [2, 3]);
        yield return new Case("BatchMatMul") { ["a"] = a, ["b"] = HostTensor.Random(DType.Float32, 2, [4, 5]), Fails = "Dimension", Blames = "b" };
        yield return new Case("BatchMatMul") { ["a"] = a, ["b"] = HostTensor.Counting(DType.Int32, 3, 5), Fails = "SameDType", Blames = "b" };
        yield return new Case("BatchMatMul") { ["a"] = HostTensor.Random(DType.Float32, 1, [3]), ["b"] = a, Fails = "RankRange", Blames = "a" };
        yield return new Case("BatchMatMul") { ["a"] = HostTensor.Random(DType.Float32, 1, [2, 2, 3]), ["b"] = HostTensor.Random(DType.Float32, 1, [3, 3, 3]), Fails = "Broadcast", Blames = "b" };
    }
}
