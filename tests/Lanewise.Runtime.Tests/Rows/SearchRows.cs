using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>Unique, SearchSorted, Diag and Multinomial.</summary>
public sealed class SearchRows : IRowSource
{
    public IEnumerable<Row> Rows()
    {
        foreach (DType type in Elementwise.Reals)
        {
            yield return new Row($"Unique {type}", () => Unique(type));
            yield return new Row($"SearchSorted {type}", () => SearchSorted(type));
            yield return new Row($"Diag {type}", () => Diag(type));
        }

        yield return new Row("Unique of special floats", UniqueSpecial);
        yield return new Row("SearchSorted of two dtypes", SearchSortedMixed);
        yield return new Row("SearchSorted of NaN", SearchSortedNaN);
        yield return new Row("Multinomial", Multinomial);
        yield return new Row("Search errors", Errors);
    }

    private static IEnumerable<Case> Unique(DType type)
    {
        foreach (int[] shape in new int[][] { [0], [1], [7], [300], [3, 4], [40, 2], [2, 40], [2, 3, 40, 2], [3, 0], [0, 3], [2, 0, 5] })
        {
            for (int axis = 0; axis < shape.Length; axis++)
            {
                HostTensor x = HostTensor.Random(type, axis + 1, shape, shape.Length > 1 ? 1 : 9);
                x = x.With(shape, x.Data.Select(static value => Math.Round(value) + 0.0));
                yield return Case(x, axis, axis);
                yield return Case(x, axis, axis - shape.Length);
            }
        }

        Case Case(HostTensor x, int axis, int given)
        {
            List<string> keys = [];
            List<int> firsts = [];
            double[] numbers = new double[x.Shape[axis]];
            for (int i = 0; i < numbers.Length; i++)
            {
                string key = string.Join(",", HostTensor.Indices(x.Shape).Where(index => index[axis] == i).Select(index => x[index]));
                if (!keys.Contains(key))
                {
                    keys.Add(key);
                    firsts.Add(i);
                }

                numbers[i] = keys.IndexOf(key);
            }

            int[] shape = [.. x.Shape];
            shape[axis] = firsts.Count;
            HostTensor values = HostTensor.Build(x.Type, shape, index => x[[.. index[..axis], firsts[index[axis]], .. index[(axis + 1)..]]]);
            return new Case("Unique") { ["x"] = x, ["axis"] = given, Expected = [values, HostTensor.Int([numbers.Length], numbers)] };
        }
    }

    private static IEnumerable<Case> UniqueSpecial()
    {
        HostTensor x = HostTensor.Float([6], -0.0, double.NaN, 0.0, double.NegativeInfinity, double.NaN, 1e-45);
        HostTensor values = HostTensor.Float([4], -0.0, double.NaN, double.NegativeInfinity, 1e-45);
        yield return new Case("Unique") { ["x"] = x, ["axis"] = 0, Expected = [values, HostTensor.Int([6], 0, 1, 0, 2, 1, 3)] };
    }

    private static IEnumerable<Case> SearchSorted(DType type)
    {
        foreach ((int batch, int length, int count) in new[] { (1, 1, 1), (2, 7, 5), (3, 64, 9), (1, 0, 4), (2, 5, 0), (0, 3, 3), (1, 257, 64) })
        {
            HostTensor sequence = HostTensor.Random(type, 1, [batch, length], 5);
            sequence = sequence.With(sequence.Shape, sequence.Data.Chunk(Math.Max(length, 1)).SelectMany(static line => line.Order()));
            HostTensor values = HostTensor.Random(type, 2, [batch, count], 7);
            foreach (string side in new[] { "left", "right" })
            {
                HostTensor expected = HostTensor.Build(
                    DType.Int32, values.Shape, index => Enumerable.Range(0, length).Count(i => side == "left" ? sequence[index[0], i] < values[index] : sequence[index[0], i] <= values[index]));
                yield return new Case("SearchSorted") { ["sortedSequence"] = sequence, ["values"] = values, ["side"] = side, Expected = [expected] };
            }
        }
    }

    private static IEnumerable<Case> SearchSortedMixed()
    {
        HostTensor sequence = HostTensor.Int([1, 3], 1, 2, 3);
        HostTensor values = HostTensor.Float([1, 3], 1.5, 3, -1);
        yield return new Case("SearchSorted") { ["sortedSequence"] = sequence, ["values"] = values, ["side"] = "left", Expected = [HostTensor.Int([1, 3], 1, 2, 0)] };
        yield return new Case("SearchSorted") { ["sortedSequence"] = values, ["values"] = sequence, ["side"] = "right", Expected = [HostTensor.Int([1, 3], 0, 1, 3)] };
    }

    private static IEnumerable<Case> SearchSortedNaN()
    {
        HostTensor sequence = HostTensor.Float([1, 3], double.NegativeInfinity, 0, double.PositiveInfinity);
        HostTensor values = HostTensor.Float([1, 3], double.NaN, double.PositiveInfinity, double.NegativeInfinity);
        yield return new Case("SearchSorted") { ["sortedSequence"] = sequence, ["values"] = values, ["side"] = "right", Expected = [HostTensor.Int([1, 3], 0, 3, 1)] };
    }

    private static IEnumerable<Case> Diag(DType type)
    {
        foreach (int[] shape in new int[][] { [], [0], [1], [5], [2, 3], [2, 0], [2, 1, 2], [2, 2, 1, 3] })
        {
            HostTensor x = HostTensor.Random(type, 1, shape, 9);
            HostTensor expected = HostTensor.Build(
                type, [.. shape, .. shape], index => index[..shape.Length].SequenceEqual(index[shape.Length..]) ? x[index[..shape.Length]] : 0);
            yield return new Case("Diag") { ["x"] = x, Expected = [expected] };
        }
    }

    private static IEnumerable<Case> Multinomial()
    {
        // ⌊64·r⌋ of the first numbers of Alea with these seeds, from another implementation (npm's seedrandom)
        HostTensor fair = HostTensor.Build(DType.Float32, [2, 64], static _ => 1.0 / 64);
        double[] pi = [28, 56, 42, 31, 45, 59, 0, 48, 22, 40, 3, 52];
        double[] fraction = [45, 3, 23, 12, 39, 45, 21, 59, 20, 30, 55, 53];
        yield return new Case("Multinomial") { ["logits"] = fair, ["numSamples"] = 12, ["seed"] = "3.14", ["normalized"] = true, Expected = [HostTensor.Int([2, 12], [.. pi, .. pi])] };
        yield return new Case("Multinomial") { ["logits"] = fair, ["numSamples"] = 12, ["seed"] = "0.7231234567890123", Expected = [HostTensor.Int([2, 12], [.. fraction, .. fraction])] };
        HostTensor certain = HostTensor.Float([3, 3], -100, -100, 1, -100, 1, -100, 1, -100, -100);
        yield return new Case("Multinomial") { ["logits"] = certain, ["numSamples"] = 5, ["seed"] = "7", Expected = [HostTensor.Build(DType.Int32, [3, 5], static index => 2 - index[0])] };
        yield return new Case("Multinomial") { ["logits"] = HostTensor.Int([1, 3], -100, 1, -100), ["numSamples"] = 5, ["seed"] = "7", Expected = [HostTensor.Int([1, 5], 1, 1, 1, 1, 1)] };
        HostTensor nowhere = HostTensor.Float([1, 3], double.NaN, 0, 0);
        yield return new Case("Multinomial") { ["logits"] = nowhere, ["numSamples"] = 2, ["seed"] = "7", ["normalized"] = true, Expected = [HostTensor.Int([1, 2], 2, 2)] };
        yield return new Case("Multinomial") { ["logits"] = HostTensor.Float([1, 1], 3), ["numSamples"] = 2, ["seed"] = "7", Expected = [HostTensor.Int([1, 2], 0, 0)] };
        yield return new Case("Multinomial") { ["logits"] = fair, ["numSamples"] = 0, ["seed"] = "7", Expected = [HostTensor.Int([2, 0])] };
    }

    private static IEnumerable<Case> Errors()
    {
        HostTensor x = HostTensor.Counting(DType.Float32, 2, 3);
        yield return new Case("Unique") { ["x"] = HostTensor.Float([], 1), ["axis"] = 0, Fails = "Axis", Blames = "axis" };
        yield return new Case("Unique") { ["x"] = HostTensor.Complex([1], 1, 2), ["axis"] = 0, Fails = "DType", Blames = "x" };
        yield return new Case("SearchSorted") { ["sortedSequence"] = x, ["values"] = HostTensor.Float([2], 1, 2), Fails = "Rank", Blames = "values" };
        yield return new Case("SearchSorted") { ["sortedSequence"] = x, ["values"] = HostTensor.Float([1, 2], 1, 2), Fails = "Dimension", Blames = "values" };
        yield return new Case("SearchSorted") { ["sortedSequence"] = x, ["values"] = x, ["side"] = "middle", Fails = "Value", Blames = "side" };
        yield return new Case("Diag") { ["x"] = HostTensor.Float([1, 1, 1, 1, 1], 1), Fails = "RankRange", Blames = "x" };
        yield return new Case("Multinomial") { ["logits"] = HostTensor.Float([2], 1, 2), ["numSamples"] = 2, ["seed"] = "7", Fails = "Rank", Blames = "logits" };
        yield return new Case("Multinomial") { ["logits"] = HostTensor.Float([2, 0]), ["numSamples"] = 2, ["seed"] = "7", Fails = "Dimension", Blames = "logits" };
        yield return new Case("Multinomial") { ["logits"] = x, ["numSamples"] = -1, ["seed"] = "7", Fails = "Range", Blames = "numSamples" };
    }
}
