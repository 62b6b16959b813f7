using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>complex64: its parts, arithmetic, moves and Fourier transforms.</summary>
public sealed class ComplexRows : IRowSource
{
    /// <summary>Powers of two and others, small and large primes, and products of them.</summary>
    private static readonly int[] Lengths = [.. Enumerable.Range(1, 40), 49, 64, 97, 121, 128, 210, 240, 256, 343, 400, 509, 512, 1000, 1024, 1031];

    public IEnumerable<Row> Rows()
    {
        yield return new Row("Complex parts", Parts);
        yield return new Row("Complex arithmetic", Arithmetic);
        yield return new Row("Complex product of large numbers", LargeProduct);
        yield return new Row("ComplexAbs", Abs);
        yield return new Row("Complex cast", Cast);
        yield return new Row("Complex moves", Moves);
        yield return new Row("FFT", () => Lengths.SelectMany(static n => Transform("FFT", n, -1)));
        yield return new Row("IFFT", () => Lengths.SelectMany(static n => Transform("IFFT", n, 1)));
        yield return new Row("FFT of nothing", Nothing);
        yield return new Row("Complex errors", Errors);
    }

    private static HostTensor Random(int seed, params int[] shape) => HostTensor.Complex(shape, HostTensor.Random(DType.Float32, seed, [.. shape, 2]).Data);

    private static HostTensor Part(HostTensor x, int part) => HostTensor.Float(x.Shape, [.. x.Data.Where((_, i) => i % 2 == part)]);

    private static IEnumerable<Case> Parts()
    {
        foreach (int[] shape in new int[][] { [], [0], [1], [7], [3, 5], [2, 0, 3], [2, 3, 1, 2, 2, 3] })
        {
            HostTensor x = Random(1, shape);
            yield return new Case("Complex") { ["real"] = Part(x, 0), ["imag"] = Part(x, 1), Expected = [x] };
            yield return new Case("Real") { ["input"] = x, Expected = [Part(x, 0)] };
            yield return new Case("Imag") { ["input"] = x, Expected = [Part(x, 1)] };
        }
    }

    private static IEnumerable<Case> Arithmetic()
    {
        foreach ((int[] left, int[] right) in new (int[], int[])[] { ([], []), ([3], []), ([], [3]), ([700], [1]), ([2, 300], [300]), ([2, 1, 3], [4, 1]), ([0], [1]), ([5, 131], [5, 1]) })
        {
            HostTensor a = Random(1, left);
            HostTensor b = Random(2, right);
            HostTensor real = HostTensor.Random(DType.Int32, 3, right);
            HostTensor promoted = HostTensor.Complex(right, [.. real.Data.SelectMany(static x => new[] { x, 0 })]);
            foreach ((string name, Func<(double Re, double Im), (double Re, double Im), (double Re, double Im)> f) in Functions)
            {
                yield return new Case(name) { ["a"] = a, ["b"] = b, Expected = [Broadcast(a, b, f)] };
                yield return new Case(name) { ["a"] = a, ["b"] = real, Expected = [Broadcast(a, promoted, f)] };
                yield return new Case(name) { ["a"] = real, ["b"] = a, Expected = [Broadcast(promoted, a, f)] };
            }
        }
    }

    private static readonly (string, Func<(double Re, double Im), (double Re, double Im), (double Re, double Im)>)[] Functions =
    [
        ("Add", static (a, b) => (a.Re + b.Re, a.Im + b.Im)),
        ("Sub", static (a, b) => (a.Re - b.Re, a.Im - b.Im)),
        ("Multiply", static (a, b) => (a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re)),
    ];

    private static HostTensor Broadcast(HostTensor a, HostTensor b, Func<(double Re, double Im), (double Re, double Im), (double Re, double Im)> f)
    {
        int rank = Math.Max(a.Shape.Length, b.Shape.Length);
        int[] shape = [.. Enumerable.Range(0, rank).Select(i => Dim(a, i) == 1 ? Dim(b, i) : Dim(a, i))];
        return HostTensor.Complex(shape, [.. HostTensor.Indices(shape).SelectMany(i => Both(f(At(a, i), At(b, i))))]);

        int Dim(HostTensor x, int axis) => axis < rank - x.Shape.Length ? 1 : x.Shape[axis - rank + x.Shape.Length];

        (double Re, double Im) At(HostTensor x, int[] index)
        {
            int at = 2 * x.Offset([.. x.Shape.Select((dim, i) => dim == 1 ? 0 : index[i + rank - x.Shape.Length])]);
            return (x.Data[at], x.Data[at + 1]);
        }
    }

    private static double[] Both((double Re, double Im) x) => [x.Re, x.Im];

    private static IEnumerable<Case> LargeProduct()
    {
        // (1 + ε)(1 − ε) − 1·1 and 3e38·3e38 − 3e38·3e38 keep what float32 arithmetic would lose
        const double E = 1.0 / (1 << 20);
        HostTensor a = HostTensor.Complex([2], 1 + E, 1, 3e38, 3e38);
        HostTensor b = HostTensor.Complex([2], 1 - E, 1, 3e38, 3e38);
        yield return new Case("Multiply") { ["a"] = a, ["b"] = b, Expected = [HostTensor.Complex([2], -E * E, 2, 0, double.PositiveInfinity)] };
    }

    private static IEnumerable<Case> Abs()
    {
        HostTensor x = HostTensor.Complex([8], 3, -4, 0, 0, -2, 0, 3e38, 3e38, 1e-40, 0, double.NegativeInfinity, double.NaN, double.NaN, 1, 2e38, 2e38);
        double small = (float)1e-40;
        yield return new Case("ComplexAbs") { ["x"] = x, Expected = [HostTensor.Float([8], 5, 0, 2, double.PositiveInfinity, small, double.PositiveInfinity, double.NaN, Math.Sqrt(2) * (float)2e38)] };
        yield return new Case("ComplexAbs") { ["x"] = Random(1, 0, 3), Expected = [HostTensor.Float([0, 3])] };
    }

    private static IEnumerable<Case> Cast()
    {
        HostTensor x = HostTensor.Complex([3], 1.5, 7, 0, 1, -2.5, 0);
        yield return new Case("Cast") { ["x"] = x, ["dtype"] = "complex64", Expected = [x], Shares = "x" };
        yield return new Case("Cast") { ["x"] = x, ["dtype"] = "float32", Expected = [HostTensor.Float([3], 1.5, 0, -2.5)] };
        yield return new Case("Cast") { ["x"] = x, ["dtype"] = "int32", Expected = [HostTensor.Int([3], 1, 0, -2)] };
        yield return new Case("Cast") { ["x"] = x, ["dtype"] = "bool", Expected = [HostTensor.Bool([3], 1, 0, 1)] };
        yield return new Case("Cast") { ["x"] = HostTensor.Float([2], 1.5, -1), ["dtype"] = "complex64", Expected = [HostTensor.Complex([2], 1.5, 0, -1, 0)] };
        yield return new Case("Cast") { ["x"] = HostTensor.Int([2], 7, -1), ["dtype"] = "complex64", Expected = [HostTensor.Complex([2], 7, 0, -1, 0)] };
        yield return new Case("Cast") { ["x"] = HostTensor.Bool([2], 1, 0), ["dtype"] = "complex64", Expected = [HostTensor.Complex([2], 1, 0, 0, 0)] };
        yield return new Case("Concat") { ["inputs"] = new[] { x, HostTensor.Float([1], 3) }, ["axis"] = 0, Expected = [HostTensor.Complex([4], 1.5, 7, 0, 1, -2.5, 0, 3, 0)] };
    }

    private static IEnumerable<Case> Moves()
    {
        HostTensor x = Random(1, 3, 4);
        yield return new Case("Transpose") { ["x"] = x, ["perm"] = new[] { 1, 0 }, Expected = [Picked([4, 3], i => [i[1], i[0]])] };
        yield return new Case("Slice") { ["x"] = x, ["begin"] = new[] { 1, 1 }, ["size"] = new[] { 2, 3 }, Expected = [Picked([2, 3], i => [i[0] + 1, i[1] + 1])] };
        yield return new Case("StridedSlice") { ["x"] = x, ["begin"] = new[] { 2, 0 }, ["end"] = new[] { -4, 4 }, ["strides"] = new[] { -2, 3 }, Expected = [Picked([2, 2], i => [2 - (2 * i[0]), 3 * i[1]])] };
        yield return new Case("Reverse") { ["x"] = x, ["dims"] = new[] { 1 }, Expected = [Picked([3, 4], i => [i[0], 3 - i[1]])] };
        yield return new Case("Tile") { ["x"] = x, ["reps"] = new[] { 2, 2 }, Expected = [Picked([6, 8], i => [i[0] % 3, i[1] % 4])] };
        yield return new Case("GatherV2") { ["x"] = x, ["indices"] = HostTensor.Int([2], 3, 0), ["axis"] = 1, Expected = [Picked([3, 2], i => [i[0], i[1] == 0 ? 3 : 0])] };
        yield return new Case("GatherNd") { ["params"] = x, ["indices"] = HostTensor.Int([1, 2], 2, 3), Expected = [Picked([1], _ => [2, 3])] };
        yield return new Case("Pack") { ["inputs"] = new[] { x, x }, ["axis"] = 2, Expected = [Picked([3, 4, 2], i => [i[0], i[1]])] };
        yield return new Case("Unpack") { ["value"] = x, ["axis"] = 0, Expected = [Picked([4], i => [0, i[0]]), Picked([4], i => [1, i[0]]), Picked([4], i => [2, i[0]])] };
        yield return new Case("PadV2") { ["x"] = HostTensor.Complex([1], 5, 6), ["paddings"] = new[] { 1, 2 }, ["constantValue"] = 7.0, Expected = [HostTensor.Complex([4], 7, 0, 5, 6, 7, 0, 7, 0)] };
        yield return new Case("ZerosLike") { ["x"] = x, Expected = [HostTensor.Complex([3, 4], new double[24])] };
        foreach (int count in new[] { 0, 1, 2, 3, 24 })
        {
            double[] ones = [.. Enumerable.Range(0, 2 * count).Select(static i => 1.0 - (i % 2))];
            yield return new Case("OnesLike") { ["x"] = Random(1, count), Expected = [HostTensor.Complex([count], ones)] };
        }

        yield return new Case("Reshape") { ["x"] = x, ["shape"] = new[] { 2, -1 }, Expected = [HostTensor.Complex([2, 6], x.Data)], Shares = "x" };

        HostTensor Picked(int[] shape, Func<int[], int[]> from) =>
            HostTensor.Complex(shape, [.. HostTensor.Indices(shape).Select(from).SelectMany(i => new[] { x.Data[2 * x.Offset(i)], x.Data[(2 * x.Offset(i)) + 1] })]);
    }

    private static IEnumerable<Case> Transform(string kernel, int n, int sign)
    {
        const int Batch = 2;
        HostTensor x = Random(n, Batch, n);
        double[] y = new double[2 * Batch * n];
        for (int line = 0; line < Batch; line++)
        {
            for (int k = 0; k < n; k++)
            {
                for (int j = 0; j < n; j++)
                {
                    (double sin, double cos) = Math.SinCos(sign * 2 * Math.PI * ((long)j * k % n) / n);
                    double re = x.Data[2 * ((line * n) + j)];
                    double im = x.Data[(2 * ((line * n) + j)) + 1];
                    y[2 * ((line * n) + k)] += ((re * cos) - (im * sin)) / (sign > 0 ? n : 1);
                    y[(2 * ((line * n) + k)) + 1] += ((re * sin) + (im * cos)) / (sign > 0 ? n : 1);
                }
            }
        }

        double root = Math.Sqrt(y.Average(static value => value * value));
        yield return new Case(kernel) { ["input"] = x, Expected = [HostTensor.Complex([Batch, n], y)], Absolute = 3e-6 * root };
    }

    private static IEnumerable<Case> Nothing()
    {
        yield return new Case("FFT") { ["input"] = Random(1, 0, 3), Expected = [Random(1, 0, 3)] };
        yield return new Case("IFFT") { ["input"] = Random(1, 3, 0), Expected = [Random(1, 3, 0)] };
    }

    private static IEnumerable<Case> Errors()
    {
        HostTensor x = Random(1, 3);
        HostTensor real = HostTensor.Float([3], 1, 2, 3);
        yield return new Case("Complex") { ["real"] = real, ["imag"] = HostTensor.Float([2], 1, 2), Fails = "SameShape", Blames = "imag" };
        yield return new Case("Complex") { ["real"] = real, ["imag"] = HostTensor.Int([3], 1, 2, 3), Fails = "DType", Blames = "imag" };
        yield return new Case("Real") { ["input"] = real, Fails = "DType", Blames = "input" };
        yield return new Case("FFT") { ["input"] = real, Fails = "DType", Blames = "input" };
        yield return new Case("FFT") { ["input"] = Random(1), Fails = "RankRange", Blames = "input" };
        yield return new Case("Sqrt") { ["x"] = x, Fails = "DType", Blames = "x" };
        yield return new Case("Sum") { ["x"] = x, ["axis"] = new[] { 0 }, Fails = "DType", Blames = "x" };
        yield return new Case("Less") { ["a"] = x, ["b"] = x, Fails = "DType", Blames = "a" };
        yield return new Case("Add") { ["a"] = x, ["b"] = Random(1, 2), Fails = "Broadcast", Blames = "b" };
        yield return new Case("Add") { ["a"] = Random(1, 1, 1, 1, 1, 1, 1, 1, 3), ["b"] = x, Fails = "RankRange", Blames = "a" };
    }
}
