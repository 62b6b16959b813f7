using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

public sealed class RaggedRows : IRowSource
{
    public IEnumerable<Row> Rows()
    {
        yield return new Row("RaggedRange", Range);
        yield return new Row("RaggedGather", Gather);
        yield return new Row("RaggedTensorToTensor", ToTensor);
        yield return new Row("Ragged errors", Errors);
    }

    private static HostTensor Ints(params int[] values) => HostTensor.Int([values.Length], [.. values.Select(static value => (double)value)]);

    private static IEnumerable<Case> Range()
    {
        yield return new Case("RaggedRange") { ["starts"] = Ints(0, 5, 8, 5), ["limits"] = Ints(8, 7, 8, 1), ["deltas"] = Ints(2, 1, 1, -1), Expected = [Ints(0, 4, 6, 6, 10), Ints(0, 2, 4, 6, 5, 6, 5, 4, 3, 2)] };
        yield return new Case("RaggedRange")
        {
            ["starts"] = HostTensor.Float([], 0),
            ["limits"] = HostTensor.Float([3], 1, 0, -1),
            ["deltas"] = HostTensor.Float([], 0.25),
            Expected = [Ints(0, 4, 4, 4), HostTensor.Float([4], 0, 0.25, 0.5, 0.75)],
        };
        yield return new Case("RaggedRange") { ["starts"] = HostTensor.Int([], 3), ["limits"] = HostTensor.Int([], 5), ["deltas"] = HostTensor.Int([], 1), Expected = [Ints(0, 2), Ints(3, 4)] };
        yield return new Case("RaggedRange") { ["starts"] = Ints(), ["limits"] = Ints(), ["deltas"] = HostTensor.Int([], 1), Expected = [Ints(0), Ints()] };
    }

    private static IEnumerable<Case> Gather()
    {
        HostTensor values = HostTensor.Counting(DType.Float32, 9, 2);
        HostTensor outer = Ints(0, 2, 2, 3, 4);
        HostTensor inner = Ints(0, 3, 3, 5, 9);
        yield return new Case("RaggedGather")
        {
            ["paramsNestedSplits"] = new[] { Ints(0, 3, 3, 5, 9) },
            ["paramsDenseValues"] = values,
            ["indices"] = Ints(2, 1, 0, 3),
            Expected = [Ints(0, 2, 2, 5, 9), HostTensor.Build(DType.Float32, [9, 2], i => values[new[] { 3, 4, 0, 1, 2, 5, 6, 7, 8 }[i[0]], i[1]])],
        };
        yield return new Case("RaggedGather")
        {
            ["paramsNestedSplits"] = new[] { outer, inner },
            ["paramsDenseValues"] = values,
            ["indices"] = HostTensor.Int([1, 2], 3, 0),
            Expected = [Ints(0, 2), Ints(0, 1, 3), Ints(0, 4, 7, 7), HostTensor.Build(DType.Float32, [7, 2], i => values[new[] { 5, 6, 7, 8, 0, 1, 2 }[i[0]], i[1]])],
        };
        yield return new Case("RaggedGather")
        {
            ["paramsNestedSplits"] = new[] { outer, inner },
            ["paramsDenseValues"] = values,
            ["indices"] = HostTensor.Int([], 2),
            Expected = [Ints(0, 2), HostTensor.Build(DType.Float32, [2, 2], i => values[3 + i[0], i[1]])],
        };
        yield return new Case("RaggedGather")
        {
            ["paramsNestedSplits"] = new[] { outer },
            ["paramsDenseValues"] = HostTensor.Bool([4], 1, 0, 1, 1),
            ["indices"] = Ints(),
            Expected = [Ints(0), HostTensor.Bool([0])],
        };
    }

    private static IEnumerable<Case> ToTensor()
    {
        HostTensor values = HostTensor.Float([6], 1, 2, 3, 4, 5, 6);
        HostTensor expected = HostTensor.Float([4, 3], 1, 2, 3, 9, 9, 9, 4, 5, 9, 6, 9, 9);
        yield return Case("ROW_SPLITS", [-1, -1], values, HostTensor.Float([], 9), [Ints(0, 3, 3, 5, 6)], expected);
        yield return Case("FIRST_DIM_SIZE,VALUE_ROWIDS", [4, -1], values, HostTensor.Float([], 9), [HostTensor.Int([], 4), Ints(0, 0, 0, 2, 2, 3)], expected);
        yield return Case("ROW_SPLITS", [2, 2], values, HostTensor.Float([], 9), [Ints(0, 3, 3, 5, 6)], HostTensor.Float([2, 2], 1, 2, 9, 9));
        yield return Case("ROW_SPLITS", [5, 4], values, HostTensor.Float([], 9), [Ints(0, 3, 3, 5, 6)], HostTensor.Float([5, 4], 1, 2, 3, 9, 9, 9, 9, 9, 4, 5, 9, 9, 6, 9, 9, 9, 9, 9, 9, 9));
        yield return Case("ROW_SPLITS,ROW_SPLITS", [-1, -1, -1], values, HostTensor.Float([], 0), [Ints(0, 1, 3), Ints(0, 2, 2, 6)], HostTensor.Float([2, 2, 4], 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 4, 5, 6));
        yield return Case("FIRST_DIM_SIZE,VALUE_ROWIDS,VALUE_ROWIDS", [-1, -1, -1], values, HostTensor.Float([], 0), [HostTensor.Int([1], 2), Ints(0, 1, 1), Ints(0, 0, 2, 2, 2, 2)], HostTensor.Float([2, 2, 4], 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 4, 5, 6));
        HostTensor pairs = HostTensor.Int([3, 2], 1, 2, 3, 4, 5, 6);
        yield return Case("ROW_SPLITS", [-1, 2, -1], pairs, HostTensor.Int([2], 8, 9), [Ints(0, 1, 3)], HostTensor.Int([2, 2, 2], 1, 2, 8, 9, 3, 4, 5, 6));
        yield return Case("ROW_SPLITS", [0, -1], values, HostTensor.Float([], 9), [Ints(0, 6)], HostTensor.Float([0, 6]));
        yield return Case("ROW_SPLITS", [-1, -1], HostTensor.Float([0]), HostTensor.Float([], 9), [Ints(0, 0)], HostTensor.Float([1, 0]));
    }

    private static Case Case(string types, int[] shape, HostTensor values, HostTensor defaultValue, HostTensor[] partitions, HostTensor? expected, string? fails = null) => new("RaggedTensorToTensor")
    {
        ["shape"] = Ints(shape),
        ["values"] = values,
        ["defaultValue"] = defaultValue,
        ["rowPartitionTensors"] = partitions,
        ["rowPartitionTypes"] = types,
        Expected = expected is null ? [] : [expected],
        Fails = fails,
    };

    private static IEnumerable<Case> Errors()
    {
        HostTensor nine = HostTensor.Float([], 9);
        HostTensor values = HostTensor.Float([6], 1, 2, 3, 4, 5, 6);
        HostTensor pairs = HostTensor.Float([3, 2], 1, 2, 3, 4, 5, 6);
        HostTensor splits = Ints(0, 3, 6);
        yield return Case("ROW_SPLITS", [-1, -1, -1], values, nine, [splits], null, "RaggedRank");
        yield return Case("ROW_SPLITS", [-1, -1, 3], pairs, nine, [Ints(0, 3)], null, "RaggedDimension");
        yield return Case("ROW_SPLITS", [-2, -1], values, nine, [splits], null, "Range");
        yield return Case("ROW_SPLITS", [-1, -1], values, HostTensor.Float([2], 1, 2), [splits], null, "Broadcast");
        yield return Case("VALUE_ROWIDS", [-1, -1], values, nine, [splits], null, "PartitionType");
        yield return Case("ROW_LENGTHS", [-1, -1], values, nine, [splits], null, "PartitionType");
        yield return Case("ROW_SPLITS,ROW_SPLITS", [-1, -1], values, nine, [splits], null, "Count");
        yield return Case("ROW_SPLITS", [-1, -1], values, nine, [Ints(0, 4, 3)], null, "SplitsOrder");
        yield return Case("ROW_SPLITS", [-1, -1], values, nine, [Ints(1, 6)], null, "PartitionRows");
        yield return Case("ROW_SPLITS", [-1, -1], values, nine, [Ints(0, 7)], null, "Dimension");
        yield return Case("ROW_SPLITS,ROW_SPLITS", [-1, -1, -1], values, nine, [Ints(0, 1), Ints(0, 3, 6)], null, "PartitionRows");
        yield return Case("FIRST_DIM_SIZE,VALUE_ROWIDS", [-1, -1], values, nine, [HostTensor.Int([], 2), Ints(0, 0, 0, 1, 1, 2)], null, "Index");
        yield return Case("FIRST_DIM_SIZE,VALUE_ROWIDS", [-1, -1], values, nine, [HostTensor.Int([], -2), Ints(0)], null, "Range");
        yield return new Case("RaggedGather") { ["paramsNestedSplits"] = new[] { splits }, ["paramsDenseValues"] = values, ["indices"] = Ints(2), Fails = "RaggedIndex", Blames = "indices" };
        yield return new Case("RaggedGather") { ["paramsNestedSplits"] = new[] { splits, Ints(0, 1, 2, 3, 4, 5) }, ["paramsDenseValues"] = values, ["indices"] = Ints(0), Fails = "SplitsPast" };
        yield return new Case("RaggedGather") { ["paramsNestedSplits"] = new[] { Ints(-1, 6) }, ["paramsDenseValues"] = values, ["indices"] = Ints(0), Fails = "SplitsNegative" };
        yield return new Case("RaggedGather") { ["paramsNestedSplits"] = new[] { splits }, ["paramsDenseValues"] = nine, ["indices"] = Ints(0), Fails = "RaggedScalar" };
        yield return new Case("RaggedRange") { ["starts"] = Ints(1), ["limits"] = Ints(2), ["deltas"] = Ints(0), Fails = "RangeDelta" };
        yield return new Case("RaggedRange") { ["starts"] = Ints(1, 2), ["limits"] = Ints(2), ["deltas"] = Ints(1, 1), Fails = "RangeShape", Blames = "limits" };
        yield return new Case("RaggedRange") { ["starts"] = HostTensor.Float([], 0), ["limits"] = HostTensor.Float([], double.NaN), ["deltas"] = HostTensor.Float([], 1), Fails = "RangeLength" };
        yield return new Case("RaggedRange") { ["starts"] = HostTensor.Float([], 0), ["limits"] = HostTensor.Float([], double.PositiveInfinity), ["deltas"] = HostTensor.Float([], 1), Fails = "RangeLength" };
    }
}
