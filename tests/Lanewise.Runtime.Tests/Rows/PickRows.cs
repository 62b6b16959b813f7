using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>Ops that pick or place slices by index or by condition.</summary>
public sealed class PickRows : IRowSource
{
    public IEnumerable<Row> Rows()
    {
        foreach (DType type in Elementwise.Reals)
        {
            yield return new Row($"GatherV2 {type}", () => GatherV2(type));
            yield return new Row($"GatherNd {type}", () => GatherNd(type));
            yield return new Row($"ScatterNd {type}", () => ScatterNd(type));
            yield return new Row($"TensorScatterUpdate {type}", () => TensorScatterUpdate(type));
            yield return new Row($"SparseToDense {type}", () => SparseToDense(type));
            yield return new Row($"OneHot {type}", () => OneHot(type));
            foreach (DType other in Elementwise.Reals)
            {
                yield return new Row($"Select {type} {other}", () => Select(type, other));
            }
        }

        yield return new Row("BroadcastArgs", BroadcastArgs);
        yield return new Row("Pick errors", Errors);
    }

    private static HostTensor Indices(int seed, int limit, params int[] shape)
    {
        Random random = new(seed);
        return HostTensor.Build(DType.Int32, shape, _ => random.Next(limit));
    }

    private static IEnumerable<Case> GatherV2(DType type)
    {
        for (int length = 0; length <= 256; length++)
        {
            yield return One(HostTensor.Counting(type, 7, 3), Indices(length, 7, length), 0, 0);
            yield return One(HostTensor.Counting(type, 5, length), Indices(length, 5, 4), 0, 0);
        }

        HostTensor x = HostTensor.Counting(type, 2, 3, 4, 5);
        for (int axis = -4; axis < 4; axis++)
        {
            int at = axis < 0 ? axis + 4 : axis;
            yield return One(x, Indices(1, x.Shape[at]), axis, 0);
            yield return One(x, Indices(2, x.Shape[at], 3), axis, 0);
            yield return One(x, Indices(3, x.Shape[at], 2, 3, 2), axis, 0);
            for (int batch = 1; batch <= at; batch++)
            {
                yield return One(x, Indices(4, x.Shape[at], [.. x.Shape[..batch], 2]), axis, batch);
                yield return One(x, Indices(5, x.Shape[at], [.. x.Shape[..batch]]), axis, batch);
                yield return One(x, Indices(6, x.Shape[at], [.. x.Shape[..batch], 2, 3]), axis, batch - (batch + 2));
            }
        }

        static Case One(HostTensor x, HostTensor indices, int axis, int batchDims)
        {
            int at = axis < 0 ? axis + x.Shape.Length : axis;
            int batch = batchDims < 0 ? batchDims + indices.Shape.Length : batchDims;
            int picked = indices.Shape.Length - batch;
            int[] shape = [.. x.Shape[..at], .. indices.Shape[batch..], .. x.Shape[(at + 1)..]];
            return new Case("GatherV2")
            {
                ["x"] = x,
                ["indices"] = indices,
                ["axis"] = axis,
                ["batchDims"] = batchDims,
                Expected = [HostTensor.Build(x.Type, shape, i =>
                    x[[.. i[..at], (int)indices[[.. i[..batch], .. i[at..(at + picked)]]], .. i[(at + picked)..]]])],
            };
        }
    }

    private static IEnumerable<Case> GatherNd(DType type)
    {
        HostTensor x = HostTensor.Counting(type, 4, 5, 6);
        for (int depth = 0; depth <= 3; depth++)
        {
            foreach (int[] batch in new[] { [], [1], [7], [2, 3], new[] { 0 } })
            {
                HostTensor indices = Indices(depth, 4, [.. batch, depth]);
                yield return new Case("GatherNd")
                {
                    ["params"] = x,
                    ["indices"] = indices,
                    Expected = [HostTensor.Build(type, [.. batch, .. x.Shape[depth..]], i =>
                        x[[.. Enumerable.Range(0, depth).Select(axis => (int)indices[[.. i[..batch.Length], axis]]), .. i[batch.Length..]]])],
                };
            }
        }
    }

    private static IEnumerable<(HostTensor Indices, HostTensor Updates, int[] Shape)> Scatters(DType type)
    {
        for (int slice = 0; slice <= 20; slice++)
        {
            yield return (Indices(slice, 4, 9), HostTensor.Random(type, slice, [9, slice], 10), [4, slice]);
        }

        yield return (Indices(1, 4, 9, 1), HostTensor.Random(type, 1, [9, 3], 10), [4, 3]);
        yield return (Indices(2, 3, 9, 2), HostTensor.Random(type, 2, [9, 5], 10), [4, 3, 5]);
        yield return (Indices(3, 3, 2, 3, 3), HostTensor.Random(type, 3, [2, 3], 10), [4, 3, 5]);
        yield return (Indices(4, 3, 0, 2), HostTensor.Random(type, 4, [0], 10), [4, 3]);
    }

    private static IEnumerable<Case> ScatterNd(DType type)
    {
        foreach ((HostTensor indices, HostTensor updates, int[] shape) in Scatters(type))
        {
            Func<double, double, double> add = type == DType.Bool ? static (a, b) => a != 0 || b != 0 ? 1 : 0 : static (a, b) => (float)(a + b);
            yield return new Case("ScatterNd")
            {
                ["indices"] = indices,
                ["updates"] = updates,
                ["shape"] = shape,
                Expected = [Scattered(HostTensor.Build(type, shape, static _ => 0), indices, updates, add)],
            };
        }
    }

    private static IEnumerable<Case> TensorScatterUpdate(DType type)
    {
        foreach ((HostTensor indices, HostTensor updates, int[] shape) in Scatters(type))
        {
            HostTensor tensor = HostTensor.Random(type, 9, shape, 10);
            yield return new Case("TensorScatterUpdate")
            {
                ["tensor"] = tensor,
                ["indices"] = indices,
                ["updates"] = updates,
                Expected = [Scattered(tensor, indices, updates, static (_, b) => b)],
            };
        }
    }

    private static IEnumerable<Case> SparseToDense(DType type)
    {
        HostTensor zero = HostTensor.Build(type, [], static _ => 0);
        HostTensor one = HostTensor.Build(type, [], static _ => 1);
        foreach ((HostTensor indices, HostTensor values, int[] shape) in new[]
        {
            (Indices(1, 6, 4), HostTensor.Random(type, 1, [4], 10), new[] { 6 }), (Indices(2, 6, 4), HostTensor.Build(type, [], static _ => 1), [6]),
            (Indices(3, 3, 4, 2), HostTensor.Random(type, 2, [4], 10), [3, 5]), (Indices(3, 3, 4, 2), HostTensor.Build(type, [], static _ => 1), [3, 5]),
        })
        {
            foreach (HostTensor fallback in new[] { zero, one })
            {
                int count = indices.Shape[0];
                HostTensor all = values.Shape.Length == 0 ? HostTensor.Build(type, [count], _ => values.Data[0]) : values;
                HostTensor start = HostTensor.Build(type, shape, _ => fallback.Data[0]);
                yield return new Case("SparseToDense")
                {
                    ["sparseIndices"] = indices,
                    ["sparseValues"] = values,
                    ["defaultValue"] = fallback,
                    ["outputShape"] = shape,
                    Expected = [Scattered(start, indices, all, static (_, b) => b)],
                };
            }
        }

        // A single index of rank 0.
        yield return new Case("SparseToDense")
        {
            ["sparseIndices"] = HostTensor.Int([], 2),
            ["sparseValues"] = one,
            ["defaultValue"] = zero,
            ["outputShape"] = new[] { 4 },
            Expected = [HostTensor.Build(type, [4], static i => i[0] == 2 ? 1 : 0)],
        };
    }

    private static HostTensor Scattered(HostTensor start, HostTensor indices, HostTensor updates, Func<double, double, double> combine)
    {
        int depth = indices.Shape.Length > 1 ? indices.Shape[^1] : 1;
        double[] data = [.. start.Data];
        int slice = start.Shape[depth..].Aggregate(1, static (product, dim) => product * dim);
        for (int i = 0; i < indices.Size / depth; i++)
        {
            int number = 0;
            for (int axis = 0; axis < depth; axis++)
            {
                number = (number * start.Shape[axis]) + (int)indices.Data[(i * depth) + axis];
            }

            for (int j = 0; j < slice; j++)
            {
                data[(number * slice) + j] = combine(data[(number * slice) + j], updates.Data[(i * slice) + j]);
            }
        }

        return new(start.Type, start.Shape, data);
    }

    private static IEnumerable<Case> OneHot(DType type)
    {
        foreach ((double on, double off) in type == DType.Bool ? new[] { (1.0, 0.0), (0.0, 1.0) } : [(1, 0), (5, -3), (0, 7)])
        {
            for (int depth = 1; depth <= 20; depth++)
            {
                HostTensor indices = HostTensor.Build(DType.Int32, [3, 2], i => (i[0] * 5) + (i[1] * 3) - 2);
                yield return new Case("OneHot")
                {
                    ["indices"] = indices,
                    ["depth"] = depth,
                    ["onValue"] = on,
                    ["offValue"] = off,
                    ["dtype"] = type.ToString(),
                    Expected = [HostTensor.Build(type, [3, 2, depth], i => indices[i[0], i[1]] == i[2] ? on : off)],
                };
            }
        }

        yield return new Case("OneHot") { ["indices"] = HostTensor.Int([], 1), ["depth"] = 3, ["dtype"] = type.ToString(), Expected = [new(type, [3], [0, 1, 0])] };
        yield return new Case("OneHot") { ["indices"] = HostTensor.Int([0]), ["depth"] = 3, ["dtype"] = type.ToString(), Expected = [new(type, [0, 3], [])] };
    }

    private static IEnumerable<Case> Select(DType type, DType other)
    {
        DType wider = type < other ? type : other;
        for (int length = 0; length <= 256; length++)
        {
            yield return One(HostTensor.Random(DType.Bool, length, [length]), HostTensor.Random(type, 1, [length], 50), HostTensor.Random(other, 2, [length], 50));
        }

        yield return One(HostTensor.Bool([], 1), HostTensor.Random(type, 1, []), HostTensor.Random(other, 2, []));
        yield return One(HostTensor.Random(DType.Bool, 1, [2, 3, 4]), HostTensor.Random(type, 1, [2, 3, 4]), HostTensor.Random(other, 2, [2, 3, 4]));
        yield return One(HostTensor.Random(DType.Bool, 3, [28]), Special.Tensor(type, 28), Special.Tensor(other, 28, 3));
        yield return One(HostTensor.Bool([3], 1, 0, 1), HostTensor.Random(type, 1, [3, 5]), HostTensor.Random(other, 2, [3, 5]));

        Case One(HostTensor condition, HostTensor t, HostTensor e) => new("Select")
        {
            ["condition"] = condition,
            ["t"] = t,
            ["e"] = e,
            Expected = [HostTensor.Build(wider, t.Shape, i => (condition.Shape.Length == 1 && i.Length > 1 ? condition[i[0]] : condition[i]) != 0 ? t[i] : e[i])],
        };
    }

    private static IEnumerable<Case> BroadcastArgs()
    {
        yield return One([2, 1, 3], [4, 1], [2, 4, 3]);
        yield return One([], [4, 1], [4, 1]);
        yield return One([1], [], [1]);
        yield return One([1, 6, -1], [3, 1, 1, 1], [3, 1, 6, -1]);
        yield return One([.. Enumerable.Repeat(1.0, 12)], [7], [.. Enumerable.Repeat(1.0, 11), 7]);
        yield return new Case("BroadcastArgs") { ["s0"] = HostTensor.Int([1], 2), ["s1"] = HostTensor.Int([1], 3), Fails = "Broadcast", Blames = "s1" };

        static Case One(double[] a, double[] b, double[] result) => new("BroadcastArgs")
        {
            ["s0"] = HostTensor.Int([a.Length], a),
            ["s1"] = HostTensor.Int([b.Length], b),
            Expected = [HostTensor.Int([result.Length], result)],
        };
    }

    private static IEnumerable<Case> Errors()
    {
        HostTensor x = HostTensor.Counting(DType.Float32, 2, 3);
        HostTensor floats = HostTensor.Counting(DType.Float32, 2);
        yield return new Case("GatherV2") { ["x"] = x, ["indices"] = HostTensor.Int([2], 0, 2), Fails = "Index", Blames = "indices" };
        yield return new Case("GatherV2") { ["x"] = x, ["indices"] = HostTensor.Int([2], 0, -1), Fails = "Index", Blames = "indices" };
        yield return new Case("GatherV2") { ["x"] = x, ["indices"] = floats, Fails = "DType", Blames = "indices" };
        yield return new Case("GatherV2") { ["x"] = x, ["indices"] = HostTensor.Int([2], 0, 0), ["axis"] = 2, Fails = "Axis", Blames = "axis" };
        yield return new Case("GatherV2") { ["x"] = x, ["indices"] = HostTensor.Int([2], 0, 0), ["batchDims"] = 1, Fails = "BatchDimsAxis", Blames = "batchDims" };
        yield return new Case("GatherV2") { ["x"] = x, ["indices"] = HostTensor.Int([3, 1], 0, 0, 0), ["axis"] = 1, ["batchDims"] = 1, Fails = "BatchDimension", Blames = "indices" };
        yield return new Case("GatherV2") { ["x"] = x, ["indices"] = HostTensor.Int([2], 0, 0), ["axis"] = 1, ["batchDims"] = 2, Fails = "BatchDims", Blames = "batchDims" };
        yield return new Case("GatherNd") { ["params"] = x, ["indices"] = HostTensor.Int([1, 2], 0, 3), Fails = "Index", Blames = "indices" };
        yield return new Case("GatherNd") { ["params"] = x, ["indices"] = HostTensor.Int([1, 3], 0, 0, 0), Fails = "Dimension", Blames = "indices" };
        yield return new Case("GatherNd") { ["params"] = x, ["indices"] = floats, Fails = "DType", Blames = "indices" };
        yield return new Case("ScatterNd") { ["indices"] = HostTensor.Int([2], 0, 4), ["updates"] = floats, ["shape"] = new[] { 4 }, Fails = "Index", Blames = "indices" };
        yield return new Case("ScatterNd") { ["indices"] = HostTensor.Int([3], 0, 1, 2), ["updates"] = floats, ["shape"] = new[] { 4 }, Fails = "Dimension", Blames = "updates" };
        yield return new Case("ScatterNd") { ["indices"] = HostTensor.Int([2], 0, 1), ["updates"] = floats, ["shape"] = new[] { 4, 2 }, Fails = "Rank", Blames = "updates" };
        yield return new Case("OneHot") { ["indices"] = floats, ["depth"] = 3, Fails = "DType", Blames = "indices" };
        yield return new Case("OneHot") { ["indices"] = HostTensor.Int([1], 0), ["depth"] = 0, Fails = "Positive", Blames = "depth" };
        yield return new Case("Select") { ["condition"] = floats, ["t"] = floats, ["e"] = floats, Fails = "DType", Blames = "condition" };
        yield return new Case("Select") { ["condition"] = HostTensor.Bool([2], 0, 1), ["t"] = floats, ["e"] = x, Fails = "SameShape", Blames = "e" };
        yield return new Case("Select") { ["condition"] = HostTensor.Bool([1], 0), ["t"] = floats, ["e"] = floats, Fails = "Count", Blames = "condition" };
    }
}
