using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>Ops that join and cut along an axis.</summary>
public sealed class JoinRows : IRowSource
{
    private static readonly int[][] Shapes = [[5], [1], [0], [2, 3], [3, 17], [4, 33, 2], [2, 0, 3], [2, 3, 4, 5], [1, 2, 1, 3, 2, 2], [2, 1, 2, 1, 2, 1, 2, 2]];

    public IEnumerable<Row> Rows()
    {
        foreach (DType type in Elementwise.Reals)
        {
            yield return new Row($"Concat {type}", () => Concat(type));
            yield return new Row($"Concat lengths {type}", () => ConcatLengths(type));
            yield return new Row($"Pack {type}", () => Pack(type));
            yield return new Row($"Unpack {type}", () => Unpack(type));
            yield return new Row($"SplitV {type}", () => SplitV(type));
        }

        yield return new Row("Concat of dtypes", ConcatOfDTypes);
        yield return new Row("Join errors", Errors);
    }

    private static IEnumerable<Case> Concat(DType type)
    {
        foreach (int[] shape in Shapes)
        {
            for (int axis = 0; axis < shape.Length; axis++)
            {
                HostTensor a = HostTensor.Random(type, 1, shape, 100);
                HostTensor b = HostTensor.Random(type, 2, Changed(shape, axis, 3), 100);
                HostTensor empty = HostTensor.Random(type, 3, Changed(shape, axis, 0), 100);
                foreach (HostTensor[] inputs in new[] { new[] { a, b }, [a], [b, empty, a, b], [empty, b], [a, a, a, a] })
                {
                    HostTensor expected = Joined(inputs, axis);
                    yield return new Case("Concat") { ["inputs"] = inputs, ["axis"] = axis, Expected = [expected] };
                    yield return new Case("Concat") { ["inputs"] = inputs, ["axis"] = axis - shape.Length, Expected = [expected] };
                }
            }
        }
    }

    private static IEnumerable<Case> ConcatLengths(DType type)
    {
        for (int length = 0; length <= 256; length++)
        {
            HostTensor[] inputs = [HostTensor.Random(type, 1, [3, length], 100), HostTensor.Random(type, 2, [3, 7], 100)];
            yield return new Case("Concat") { ["inputs"] = inputs, ["axis"] = 1, Expected = [Joined(inputs, 1)] };
        }
    }

    private static IEnumerable<Case> ConcatOfDTypes()
    {
        foreach (DType first in Elementwise.Reals)
        {
            foreach (DType second in Elementwise.Reals)
            {
                HostTensor a = HostTensor.Random(first, 1, [2, 3], 9);
                HostTensor b = HostTensor.Random(second, 2, [2, 4], 9);
                HostTensor empty = HostTensor.Random(first, 3, [2, 0], 9);
                HostTensor cast = HostTensor.Build(first, b.Shape, i => first == DType.Bool ? (b[i] != 0 ? 1 : 0) : first == DType.Int32 ? Math.Truncate(b[i]) + 0.0 : b[i]);
                yield return new Case("Concat") { ["inputs"] = new[] { a, b }, ["axis"] = 1, Expected = [Joined([a, cast], 1)] };
                yield return new Case("Concat") { ["inputs"] = new[] { empty, b }, ["axis"] = 1, Expected = [cast] };
            }
        }
    }

    private static IEnumerable<Case> Pack(DType type)
    {
        foreach (int[] shape in Shapes.Append([]).Where(static shape => shape.Length < 8))
        {
            for (int axis = -shape.Length - 1; axis <= shape.Length; axis++)
            {
                for (int count = 1; count <= 4; count++)
                {
                    int at = axis < 0 ? axis + shape.Length + 1 : axis;
                    HostTensor[] inputs = [.. Enumerable.Range(0, count).Select(i => HostTensor.Random(type, i, shape, 100))];
                    HostTensor expected = HostTensor.Build(type, Inserted(shape, at, count), index => inputs[index[at]][Removed(index, at)]);
                    yield return new Case("Pack") { ["inputs"] = inputs, ["axis"] = axis, Expected = [expected] };
                }
            }
        }
    }

    private static IEnumerable<Case> Unpack(DType type)
    {
        foreach (int[] shape in Shapes)
        {
            for (int axis = -shape.Length; axis < shape.Length; axis++)
            {
                int at = axis < 0 ? axis + shape.Length : axis;
                HostTensor value = HostTensor.Random(type, 1, shape, 100);
                HostTensor[] expected = [.. Enumerable.Range(0, shape[at]).Select(i => HostTensor.Build(type, Removed(shape, at), index => value[Inserted(index, at, i)]))];
                yield return new Case("Unpack") { ["value"] = value, ["axis"] = axis, Expected = expected };
            }
        }
    }

    private static IEnumerable<Case> SplitV(DType type)
    {
        (int Dim, object Given, int[] Sizes)[] splits =
        [
            (6, 3, [2, 2, 2]), (6, 6, [1, 1, 1, 1, 1, 1]), (6, 1, [6]), (6, new[] { 6 }, [6]), (3, 3, [1, 1, 1]), (3, new[] { 3 }, [3]),
            (6, new[] { 1, 2, 3 }, [1, 2, 3]), (6, new[] { 2, -1, 1 }, [2, 3, 1]), (6, new[] { -1 }, [6]), (6, new[] { 0, 6, 0 }, [0, 6, 0]), (0, 2, [0, 0]),
        ];
        foreach ((int dim, object given, int[] sizes) in splits)
        {
            foreach (int[] rest in new[] { [], [4], [3, 5], new[] { 2, 1, 3 } })
            {
                for (int axis = 0; axis <= rest.Length; axis++)
                {
                    HostTensor x = HostTensor.Random(type, 1, Inserted(rest, axis, dim), 100);
                    List<HostTensor> expected = [];
                    int offset = 0;
                    foreach (int size in sizes)
                    {
                        int begin = offset;
                        expected.Add(HostTensor.Build(type, Inserted(rest, axis, size), index => x[Moved(index, axis, begin)]));
                        offset += size;
                    }

                    yield return new Case("SplitV") { ["x"] = x, ["numOrSizeSplits"] = given, ["axis"] = axis, Expected = [.. expected] };
                }
            }
        }
    }

    private static IEnumerable<Case> Errors()
    {
        HostTensor x = HostTensor.Counting(DType.Float32, 2, 3);
        HostTensor y = HostTensor.Counting(DType.Float32, 2, 4);
        HostTensor ints = HostTensor.Counting(DType.Int32, 2, 3);
        yield return new Case("Concat") { ["inputs"] = Array.Empty<HostTensor>(), Fails = "NoTensors", Blames = "inputs" };
        yield return new Case("Concat") { ["inputs"] = new[] { x, y }, ["axis"] = 0, Fails = "Dimension", Blames = "inputs" };
        yield return new Case("Concat") { ["inputs"] = new[] { x, y }, ["axis"] = 2, Fails = "Axis", Blames = "axis" };
        yield return new Case("Pack") { ["inputs"] = new[] { x, ints }, ["axis"] = 0, Fails = "SameDType", Blames = "inputs" };
        yield return new Case("Concat") { ["inputs"] = new[] { x, HostTensor.Counting(DType.Float32, 6) }, ["axis"] = 0, Fails = "Rank", Blames = "inputs" };
        yield return new Case("Pack") { ["inputs"] = new[] { x, y }, ["axis"] = 0, Fails = "SameShape", Blames = "inputs" };
        yield return new Case("Pack") { ["inputs"] = new[] { x, x }, ["axis"] = 3, Fails = "Axis", Blames = "axis" };
        yield return new Case("Unpack") { ["value"] = HostTensor.Counting(DType.Float32), ["axis"] = 0, Fails = "Axis", Blames = "axis" };
        yield return new Case("Unpack") { ["value"] = HostTensor.Counting(DType.Float32, 6000), ["axis"] = 0, Fails = "OutOfFrame" };
        yield return new Case("SplitV") { ["x"] = x, ["numOrSizeSplits"] = 2, ["axis"] = 1, Fails = "Divisible", Blames = "numOrSizeSplits" };
        yield return new Case("SplitV") { ["x"] = x, ["numOrSizeSplits"] = 0, ["axis"] = 1, Fails = "Divisible", Blames = "numOrSizeSplits" };
        yield return new Case("SplitV") { ["x"] = x, ["numOrSizeSplits"] = new[] { 1, 1 }, ["axis"] = 1, Fails = "Sum", Blames = "numOrSizeSplits" };
        yield return new Case("SplitV") { ["x"] = x, ["numOrSizeSplits"] = new[] { -1, -1 }, ["axis"] = 1, Fails = "Sum", Blames = "numOrSizeSplits" };
    }

    private static HostTensor Joined(HostTensor[] inputs, int axis)
    {
        int[] shape = Changed(inputs[0].Shape, axis, inputs.Sum(input => input.Shape[axis]));
        return HostTensor.Build(inputs[0].Type, shape, index =>
        {
            int at = index[axis];
            foreach (HostTensor input in inputs)
            {
                if (at < input.Shape[axis])
                {
                    return input[Changed(index, axis, at)];
                }

                at -= input.Shape[axis];
            }

            throw new InvalidOperationException();
        });
    }

    private static int[] Changed(int[] values, int at, int value) => [.. values[..at], value, .. values[(at + 1)..]];

    private static int[] Moved(int[] values, int at, int by) => Changed(values, at, values[at] + by);

    private static int[] Inserted(int[] values, int at, int value) => [.. values[..at], value, .. values[at..]];

    private static int[] Removed(int[] values, int at) => [.. values[..at], .. values[(at + 1)..]];
}
