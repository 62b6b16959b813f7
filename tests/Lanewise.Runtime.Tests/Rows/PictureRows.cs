using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>Pixels as words of four bytes.</summary>
public sealed class PictureRows : IRowSource
{
    public IEnumerable<Row> Rows()
    {
        yield return new Row("FromPixels", Read);
        yield return new Row("Draw", Write);
        yield return new Row("Picture errors", Errors);
    }

    private static IEnumerable<Case> Read()
    {
        foreach ((int height, int width) in new[] { (1, 1), (3, 5), (2, 0), (7, 9) })
        {
            Random random = new(width);
            HostTensor pixels = HostTensor.Build(DType.Int32, [height, width], _ => random.Next(int.MinValue, int.MaxValue));
            for (int channels = 1; channels <= 4; channels++)
            {
                HostTensor expected = HostTensor.Build(DType.Int32, [height, width, channels], i => ((int)pixels[i[0], i[1]] >> (8 * i[2])) & 255);
                yield return new Case("FromPixels") { ["pixels"] = pixels, ["numChannels"] = channels, Expected = [expected] };
            }
        }
    }

    private static IEnumerable<Case> Write()
    {
        yield return Drawn(HostTensor.Float([1, 4], 0, 1, 0.5, 0.25), 1, [0, 0, 0, 255], [255, 255, 255, 255], [128, 128, 128, 255], [64, 64, 64, 255]);
        yield return Drawn(HostTensor.Int([1, 2, 1], 7, 255), 0.5, [7, 7, 7, 128], [255, 255, 255, 128]);
        yield return Drawn(HostTensor.Int([1, 1, 2], 7, 9), 1, [7, 9, 0, 255]);
        yield return Drawn(HostTensor.Int([1, 1, 3], 7, 9, 200), 1, [7, 9, 200, 255]);
        yield return Drawn(HostTensor.Float([1, 1, 4], 1, 0, 1, 0.1), 1, [255, 0, 255, 26]);
        yield return Drawn(HostTensor.Float([1, 1], double.NaN), 1, [0, 0, 0, 255]);
    }

    private static Case Drawn(HostTensor image, double alpha, params int[][] pixels) => new("Draw")
    {
        ["image"] = image,
        ["alpha"] = alpha,
        Expected = [HostTensor.Int(image.Shape[..2], [.. pixels.Select(static p => (double)(p[0] | (p[1] << 8) | (p[2] << 16) | (p[3] << 24)))])],
    };

    private static IEnumerable<Case> Errors()
    {
        yield return new Case("FromPixels") { ["pixels"] = HostTensor.Int([1, 1], 0), ["numChannels"] = 5, Fails = "Range", Blames = "numChannels" };
        yield return new Case("FromPixels") { ["pixels"] = HostTensor.Float([1, 1], 0), ["numChannels"] = 3, Fails = "DType", Blames = "pixels" };
        yield return new Case("Draw") { ["image"] = HostTensor.Float([1, 2], 0, 1.01), Fails = "Brightness", Blames = "image" };
        yield return new Case("Draw") { ["image"] = HostTensor.Int([1, 2], 0, -1), Fails = "Range", Blames = "image" };
        yield return new Case("Draw") { ["image"] = HostTensor.Int([1, 1, 5], 0, 0, 0, 0, 0), Fails = "Range", Blames = "image" };
        yield return new Case("Draw") { ["image"] = HostTensor.Int([1], 0), Fails = "RankRange", Blames = "image" };
    }
}
