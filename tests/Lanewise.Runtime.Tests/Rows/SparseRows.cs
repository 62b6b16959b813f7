using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>Sums of segments, and sparse tensors.</summary>
public sealed class SparseRows : IRowSource
{
    public IEnumerable<Row> Rows()
    {
        foreach (DType type in Elementwise.Reals)
        {
            yield return new Row($"UnsortedSegmentSum {type}", () => UnsortedSegmentSum(type));
        }

        foreach (DType type in new[] { DType.Float32, DType.Int32 })
        {
            yield return new Row($"SparseSegment {type}", () => SparseSegment(type));
        }

        yield return new Row("SparseReshape", SparseReshape);
        yield return new Row("SparseFillEmptyRows", SparseFillEmptyRows);
        yield return new Row("Sparse errors", Errors);
    }

    private static HostTensor Ints(params int[] values) => HostTensor.Int([values.Length], [.. values.Select(static value => (double)value)]);

    private static IEnumerable<Case> UnsortedSegmentSum(DType type)
    {
        foreach ((int[] shape, int segments) in new (int[], int)[] { ([7], 3), ([0, 2], 2), ([5, 9], 4), ([4, 2, 3], 1), ([3, 0], 2), ([3], 0), ([300], 300) })
        {
            HostTensor x = HostTensor.Random(type, 1, shape, 9);
            HostTensor ids = Ints([.. Enumerable.Range(0, shape[0]).Select(i => ((i * 7) % (segments + 2)) - 1)]);
            HostTensor expected = HostTensor.Build(type == DType.Float32 ? type : DType.Int32, [segments, .. shape[1..]], index =>
                Enumerable.Range(0, shape[0]).Where(i => ids[i] == index[0]).Sum(i => x[[i, .. index[1..]]]));
            yield return new Case("UnsortedSegmentSum") { ["x"] = x, ["segmentIds"] = ids, ["numSegments"] = segments, Expected = [expected], Absolute = type == DType.Float32 ? 1e-5 : 0 };
        }

        if (type == DType.Float32)
        {
            HostTensor x = HostTensor.Float([3], double.NaN, 1, 2);
            yield return new Case("UnsortedSegmentSum") { ["x"] = x, ["segmentIds"] = Ints(0, 1, 1), ["numSegments"] = 2, Expected = [HostTensor.Float([2], double.NaN, 3)] };

            // a naive loop in float32 stays at 16777216; an infinite sum stays infinite
            HostTensor many = HostTensor.Float([1003], [16777216, .. Enumerable.Repeat(1.0, 1000), double.PositiveInfinity, 1]);
            HostTensor places = Ints([.. Enumerable.Repeat(0, 1001), 1, 1]);
            HostTensor sums = HostTensor.Float([2], 16778216, double.PositiveInfinity);
            yield return new Case("UnsortedSegmentSum") { ["x"] = many, ["segmentIds"] = places, ["numSegments"] = 2, Expected = [sums] };
            yield return new Case("SparseSegmentSum") { ["data"] = many, ["indices"] = Ints([.. Enumerable.Range(0, 1003)]), ["segmentIds"] = places, Expected = [sums] };
        }
    }

    private static IEnumerable<Case> SparseSegment(DType type)
    {
        foreach ((int[] shape, int[] indices, int[] ids) in new (int[], int[], int[])[]
        {
            ([4], [0, 3, 3], [0, 0, 1]), ([5, 9], [4, 0, 1, 1], [0, 2, 2, 5]), ([3, 2, 2], [2], [3]), ([3, 0], [1], [1]), ([2, 2], [], []), ([1, 300], [0, 0, 0], [0, 0, 0]),
        })
        {
            HostTensor data = HostTensor.Random(type, 1, shape, 9);
            int segments = ids.Length == 0 ? 0 : ids[^1] + 1;
            foreach (bool isMean in new[] { false, true })
            {
                HostTensor expected = HostTensor.Build(type, [segments, .. shape[1..]], index =>
                {
                    double[] values = [.. ids.Zip(indices).Where(pair => pair.First == index[0]).Select(pair => data[[pair.Second, .. index[1..]]])];
                    double result = values.Sum() / (isMean && values.Length > 0 ? values.Length : 1);
                    return type == DType.Int32 ? Math.Truncate(result) + 0.0 : result;
                });
                yield return new Case(isMean ? "SparseSegmentMean" : "SparseSegmentSum")
                {
                    ["data"] = data,
                    ["indices"] = Ints(indices),
                    ["segmentIds"] = Ints(ids),
                    Expected = [expected],
                    Absolute = type == DType.Float32 ? 1e-5 : 0,
                };
            }
        }
    }

    private static IEnumerable<Case> SparseReshape()
    {
        foreach ((int[] from, int[] asked, int[] to) in new (int[], int[], int[])[]
        {
            ([2, 3, 4], [6, 4], [6, 4]), ([2, 3, 4], [-1, 2], [12, 2]), ([24], [2, -1, 4], [2, 3, 4]), ([1 << 20, 1 << 20], [1 << 10, 1 << 30], [1 << 10, 1 << 30]), ([0, 3], [3, 0], [3, 0]), ([4], [2, 1, 2], [2, 1, 2]), ([1], [], []),
        })
        {
            int[][] indices = [.. Enumerable.Range(0, from.Contains(0) ? 0 : 4).Select(i => from.Select((dim, axis) => (i * 5 + axis) % dim).ToArray())];
            double[] moved = [.. indices.SelectMany(index =>
            {
                long flat = index.Zip(from).Aggregate(0L, static (sum, pair) => (sum * pair.Second) + pair.First);
                double[] result = new double[to.Length];
                for (int axis = to.Length - 1; axis >= 0; axis--)
                {
                    result[axis] = flat % to[axis];
                    flat /= to[axis];
                }

                return result;
            })];
            yield return new Case("SparseReshape")
            {
                ["inputIndices"] = HostTensor.Int([indices.Length, from.Length], [.. indices.SelectMany(static index => index).Select(static i => (double)i)]),
                ["inputShape"] = Ints(from),
                ["newShape"] = Ints(asked),
                Expected = [HostTensor.Int([indices.Length, to.Length], moved), Ints(to)],
            };
        }
    }

    private static IEnumerable<Case> SparseFillEmptyRows()
    {
        HostTensor indices = HostTensor.Int([4, 2], 3, 1, 0, 2, 3, 0, 0, 1);
        yield return new Case("SparseFillEmptyRows")
        {
            ["indices"] = indices,
            ["values"] = HostTensor.Float([4], 1, 2, 3, 4),
            ["denseShape"] = Ints(5, 3),
            ["defaultValue"] = HostTensor.Float([], -1),
            Expected =
            [
                HostTensor.Int([7, 2], 0, 2, 0, 1, 1, 0, 2, 0, 3, 1, 3, 0, 4, 0), HostTensor.Float([7], 2, 4, -1, -1, 1, 3, -1),
                HostTensor.Bool([5], 0, 1, 1, 0, 1), Ints(4, 0, 5, 1),
            ],
        };
        yield return new Case("SparseFillEmptyRows")
        {
            ["indices"] = HostTensor.Int([0, 1]),
            ["values"] = HostTensor.Bool([0]),
            ["denseShape"] = Ints(2),
            ["defaultValue"] = HostTensor.Bool([], 1),
            Expected = [HostTensor.Int([2, 1], 0, 1), HostTensor.Bool([2], 1, 1), HostTensor.Bool([2], 1, 1), Ints()],
        };
        yield return new Case("SparseFillEmptyRows")
        {
            ["indices"] = HostTensor.Int([0, 2]),
            ["values"] = Ints(),
            ["denseShape"] = Ints(0, 3),
            ["defaultValue"] = HostTensor.Int([], 1),
            Expected = [HostTensor.Int([0, 2]), Ints(), HostTensor.Bool([0]), Ints()],
        };
    }

    private static IEnumerable<Case> Errors()
    {
        HostTensor data = HostTensor.Counting(DType.Float32, 3, 2);
        yield return new Case("UnsortedSegmentSum") { ["x"] = data, ["segmentIds"] = Ints(0, 1), ["numSegments"] = 2, Fails = "Dimension", Blames = "segmentIds" };
        yield return new Case("UnsortedSegmentSum") { ["x"] = data, ["segmentIds"] = Ints(0, 1, 1), ["numSegments"] = -2, Fails = "Range", Blames = "numSegments" };
        foreach ((int[] indices, int[] ids, string status) in new (int[], int[], string)[]
        {
            ([0, 1], [-1, -1], "SegmentNegative"), ([0, 1], [1, 0], "SegmentOrder"), ([0, 1, 1], [0, 2, 1], "SegmentRange"), ([0, 1], [-1, 1], "SegmentRange"), ([0, 3], [0, 0], "SegmentIndex"), ([-1], [0], "SegmentIndex"), ([0], [int.MaxValue], "SegmentNegative"),
        })
        {
            string expected = status == "SegmentRange" && ids[0] == 0 ? "SegmentOrder" : status;
            yield return new Case("SparseSegmentSum") { ["data"] = data, ["indices"] = Ints(indices), ["segmentIds"] = Ints(ids), Fails = expected };
        }

        yield return new Case("SparseSegmentMean") { ["data"] = data, ["indices"] = Ints(0), ["segmentIds"] = Ints(0, 0), Fails = "Dimension", Blames = "segmentIds" };
        foreach ((int[] from, int[] to, string status) in new (int[], int[], string)[]
        {
            ([6], [-1, -1], "SparseTwoOpen"), ([6], [-2], "SparseNegative"), ([0], [-1, 0], "SparseEmpty"), ([6], [-1, 4], "SparseMultiple"), ([6], [5], "SparseElements"), ([1 << 30, 1 << 30, 1 << 30, 4], [5], "SparseSize"),
        })
        {
            yield return new Case("SparseReshape") { ["inputIndices"] = HostTensor.Int([0, from.Length]), ["inputShape"] = Ints(from), ["newShape"] = Ints(to), Fails = status };
        }

        yield return new Case("SparseReshape")
        {
            ["inputIndices"] = HostTensor.Int([1, 2], 2, 0),
            ["inputShape"] = Ints(0, 5),
            ["newShape"] = Ints(7, -1),
            Expected = [HostTensor.Int([1, 2], 0, 0), Ints(7, 0)],
        };
        yield return new Case("SparseReshape") { ["inputIndices"] = HostTensor.Int([1, 2], 0, 0), ["inputShape"] = Ints(3), ["newShape"] = Ints(3), Fails = "Dimension", Blames = "inputIndices" };
        foreach ((int row, int rows, string status) in new[] { (-1, 3, "SparseRowNegative"), (3, 3, "SparseRowRange"), (0, 0, "SparseNoRows"), (0, -1, "Range") })
        {
            yield return new Case("SparseFillEmptyRows")
            {
                ["indices"] = HostTensor.Int([1, 2], row, 0),
                ["values"] = Ints(1),
                ["denseShape"] = Ints(rows, 2),
                ["defaultValue"] = HostTensor.Int([], 0),
                Fails = status,
            };
        }
    }
}
