using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>Top-k against a stable sort, non-max suppression against cases worked out by hand.</summary>
public sealed class SelectionRows : IRowSource
{
    // Two clusters and a box on its own; the scores of the first two are the highest.
    private static readonly HostTensor Boxes = HostTensor.Float(
        [6, 4], 0, 0, 1, 1, 0, 0.1, 1, 1.1, 0, -0.1, 1, 0.9, 0, 10, 1, 11, 0, 10.1, 1, 11.1, 0, 100, 1, 101);

    private static readonly HostTensor Scores = HostTensor.Float([6], 0.9, 0.75, 0.6, 0.95, 0.5, 0.3);

    public IEnumerable<Row> Rows()
    {
        yield return new Row("TopK Float32", () => TopK(DType.Float32));
        yield return new Row("TopK Int32", () => TopK(DType.Int32));
        yield return new Row("NonMaxSuppressionV3", V3);
        yield return new Row("NonMaxSuppressionV4", V4);
        yield return new Row("NonMaxSuppressionV5", V5);
        yield return new Row("NonMaxSuppression of NaN", NaNBoxes);
    }

    /// <summary>A box with a NaN overlaps too much with every other.</summary>
    private static IEnumerable<Case> NaNBoxes()
    {
        yield return new Case("NonMaxSuppressionV3")
        {
            ["boxes"] = HostTensor.Float([3, 4], 0, 0, 1, 1, double.NaN, 0, 1, 1, 5, 5, 6, 6),
            ["scores"] = HostTensor.Float([3], 0.9, 0.8, 0.7),
            ["maxOutputSize"] = 3,
            ["iouThreshold"] = 0.5,
            ["scoreThreshold"] = 0.0,
            Expected = [HostTensor.Int([2], 0, 2)],
        };
    }

    private static IEnumerable<Case> TopK(DType type)
    {
        foreach (int n in new[] { 1, 2, 3, 7, 64, 257 })
        {
            // Few different values, so that there are ties.
            HostTensor x = HostTensor.Random(DType.Int32, n, [3, n], 5).With([3, n], HostTensor.Random(DType.Int32, n, [3, n], 5).Data);
            x = new HostTensor(type, [3, n], x.Data);
            foreach (int k in new[] { 0, 1, 2, n / 2, n }.Where(k => k <= n).Distinct())
            {
                List<double> values = [];
                List<double> indices = [];
                for (int row = 0; row < 3; row++)
                {
                    foreach (int i in Enumerable.Range(0, n).OrderByDescending(i => x[row, i]).Take(k))
                    {
                        values.Add(x[row, i]);
                        indices.Add(i);
                    }
                }

                yield return new Case("TopK")
                {
                    ["x"] = x,
                    ["k"] = k,
                    ["sorted"] = true,
                    Expected = [new(type, [3, k], [.. values]), new(DType.Int32, [3, k], [.. indices])],
                };
            }
        }

        yield return new Case("TopK") { ["x"] = HostTensor.Counting(type, 3), ["k"] = 4, Fails = "Range", Blames = "k" };
        yield return new Case("TopK") { ["x"] = HostTensor.Counting(type), ["k"] = 1, Fails = "RankRange", Blames = "x" };
    }

    private static IEnumerable<Case> V3()
    {
        foreach ((int limit, double iou, double score, double[] kept) in new (int, double, double, double[])[]
        {
            (3, 0.5, 0, [3, 0, 5]), (2, 0.5, 0, [3, 0]), (30, 0.5, 0, [3, 0, 5]), (3, 0.5, 0.4, [3, 0]), (6, 1, 0, [3, 0, 1, 2, 4, 5]), (0, 0.5, 0, []), (3, 0.5, 2, []),
        })
        {
            yield return new Case("NonMaxSuppressionV3")
            {
                ["boxes"] = Boxes,
                ["scores"] = Scores,
                ["maxOutputSize"] = limit,
                ["iouThreshold"] = iou,
                ["scoreThreshold"] = score,
                Expected = [HostTensor.Int([kept.Length], kept)],
            };
        }

        // Corners in any order; equal scores: the lower index first; no boxes at all.
        yield return new Case("NonMaxSuppressionV3")
        {
            ["boxes"] = HostTensor.Float([3, 4], 1, 1, 0, 0, 0, 0, 1, 1, 5, 5, 6, 6),
            ["scores"] = HostTensor.Float([3], 0.5, 0.5, 0.5),
            ["maxOutputSize"] = 3,
            ["iouThreshold"] = 0.5,
            ["scoreThreshold"] = 0.0,
            Expected = [HostTensor.Int([2], 0, 2)],
        };
        yield return new Case("NonMaxSuppressionV3")
        {
            ["boxes"] = HostTensor.Float([0, 4]),
            ["scores"] = HostTensor.Float([0]),
            ["maxOutputSize"] = 3,
            ["iouThreshold"] = 0.5,
            ["scoreThreshold"] = 0.0,
            Expected = [HostTensor.Int([0])],
        };
        yield return new Case("NonMaxSuppressionV3") { ["boxes"] = Boxes, ["scores"] = HostTensor.Float([2], 1, 1), ["maxOutputSize"] = 3, Fails = "Dimension", Blames = "scores" };
    }

    private static IEnumerable<Case> V4()
    {
        foreach ((bool pad, double[] kept) in new (bool, double[])[] { (true, [3, 0, 5, 0, 0]), (false, [3, 0, 5]) })
        {
            yield return new Case("NonMaxSuppressionV4")
            {
                ["boxes"] = Boxes,
                ["scores"] = Scores,
                ["maxOutputSize"] = 5,
                ["iouThreshold"] = 0.5,
                ["scoreThreshold"] = 0.0,
                ["padToMaxOutputSize"] = pad,
                Expected = [HostTensor.Int([kept.Length], kept), HostTensor.Int([], 3)],
            };
        }
    }

    // tfjs-core's own example of soft suppression.
    private static IEnumerable<Case> V5()
    {
        yield return new Case("NonMaxSuppressionV5")
        {
            ["boxes"] = Boxes,
            ["scores"] = Scores,
            ["maxOutputSize"] = 6,
            ["iouThreshold"] = 1.0,
            ["scoreThreshold"] = 0.0,
            ["softNmsSigma"] = 0.5,
            Expected = [HostTensor.Int([6], 3, 0, 1, 5, 4, 2), HostTensor.Float([6], 0.95, 0.9, 0.384, 0.3, 0.256, 0.197)],
            Absolute = 1e-3,
        };
    }
}
