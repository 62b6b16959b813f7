using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>The ops that the frame itself is tried on.</summary>
public sealed class FoundationRows : IRowSource
{
    public IEnumerable<Row> Rows()
    {
        foreach (DType type in Elementwise.Reals)
        {
            yield return Elementwise.Unary("Identity", type, static x => x);
            yield return new Row($"Reshape {type}", () => Reshape(type));
        }

        yield return new Row("Reshape errors", ReshapeErrors);
        yield return new Row("Fill", Fill);
    }

    private static IEnumerable<Case> Reshape(DType type)
    {
        (int[] From, int[] Given, int[] To)[] shapes =
        [
            ([2, 3], [3, 2], [3, 2]), ([6], [2, -1], [2, 3]), ([], [1, 1], [1, 1]), ([1], [], []), ([0, 3], [3, 0], [3, 0]), ([0], [-1], [0]),
            ([4, 0], [0, -1 + 2], [0, 1]), ([2, 2, 2, 2], [16], [16]), ([2], [1, 1, 1, 1, 1, 1, 1, 2], [1, 1, 1, 1, 1, 1, 1, 2]),
        ];
        foreach ((int[] from, int[] given, int[] to) in shapes)
        {
            HostTensor x = HostTensor.Counting(type, from);
            yield return new Case("Reshape") { ["x"] = x, ["shape"] = given, Expected = [new(type, to, x.Data)], Shares = "x" };
        }
    }

    private static IEnumerable<Case> ReshapeErrors()
    {
        HostTensor x = HostTensor.Counting(DType.Float32, 2, 3);
        yield return new Case("Reshape") { ["x"] = x, ["shape"] = new[] { 4 }, Fails = "Count", Blames = "shape" };
        yield return new Case("Reshape") { ["x"] = x, ["shape"] = new[] { -1, 4 }, Fails = "Divisible", Blames = "shape" };
        yield return new Case("Reshape") { ["x"] = x, ["shape"] = new[] { -1, -1 }, Fails = "Value", Blames = "shape" };
        yield return new Case("Reshape") { ["x"] = x, ["shape"] = new[] { 1, 1, 1, 1, 1, 1, 1, 1, 6 }, Fails = "RankRange", Blames = "shape" };
        yield return new Case("Reshape") { ["x"] = null, ["shape"] = new[] { 4 }, Fails = "Missing", Blames = "x" };
    }

    private static IEnumerable<Case> Fill()
    {
        for (int length = 0; length <= 256; length++)
        {
            yield return One(DType.Float32, [length], 0.1f, 0.1);
        }

        yield return One(DType.Float32, [2, 3], double.NaN, double.NaN);
        yield return One(DType.Float32, [], -0.0, -0.0);
        yield return One(DType.Int32, [2, 3], -7, -7.9);
        yield return One(DType.Int32, [17], int.MaxValue, 1e10);
        yield return One(DType.Bool, [13], 1, 2.5);
        yield return One(DType.Bool, [13], 0, 0);
        yield return new Case("Fill") { ["shape"] = new[] { 2, -1 }, ["value"] = 1, Fails = "Value", Blames = "shape" };
        yield return new Case("Fill") { ["shape"] = new[] { 65536, 65536 }, ["value"] = 1, Fails = "OutOfMemory" };
    }

    private static Case One(DType type, int[] shape, double element, double given) => new("Fill")
    {
        ["shape"] = shape,
        ["value"] = given,
        ["dtype"] = type.ToString(),
        Expected = [HostTensor.Build(type, shape, _ => element)],
    };
}
