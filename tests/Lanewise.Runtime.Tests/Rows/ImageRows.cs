using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>Resizing and cropping against interpolation written pixel by pixel.</summary>
public sealed class ImageRows : IRowSource
{
    public IEnumerable<Row> Rows()
    {
        foreach (DType type in new[] { DType.Float32, DType.Int32 })
        {
            yield return new Row($"ResizeBilinear {type}", () => Resize("ResizeBilinear", type));
            yield return new Row($"ResizeNearestNeighbor {type}", () => Resize("ResizeNearestNeighbor", type));
            yield return new Row($"CropAndResize {type}", () => Crop(type));
        }

        yield return new Row("CropAndResize errors", CropErrors);
    }

    private static IEnumerable<Case> Resize(string kernel, DType type)
    {
        foreach ((bool align, bool half) in new[] { (false, false), (true, false), (false, true) })
        {
            foreach ((int height, int width) in new[] { (1, 1), (3, 4), (6, 8), (5, 9), (12, 3), (2, 2) })
            {
                foreach (int channels in new[] { 1, 3, 5 })
                {
                    HostTensor x = HostTensor.Random(type, channels, [2, 5, 4, channels], 100);
                    bool bilinear = kernel == "ResizeBilinear";
                    HostTensor expected = HostTensor.Build(bilinear ? DType.Float32 : type, [2, height, width, channels], i =>
                    {
                        (int top, int bottom, double down) = Source(i[1], 5, height, align, half, bilinear);
                        (int left, int right, double across) = Source(i[2], 4, width, align, half, bilinear);
                        double upper = x[i[0], top, left, i[3]] + (x[i[0], top, right, i[3]] - x[i[0], top, left, i[3]]) * across;
                        double lower = x[i[0], bottom, left, i[3]] + (x[i[0], bottom, right, i[3]] - x[i[0], bottom, left, i[3]]) * across;
                        return upper + (lower - upper) * down;
                    });
                    yield return new Case(kernel)
                    {
                        ["images"] = x,
                        ["size"] = new[] { height, width },
                        ["alignCorners"] = align,
                        ["halfPixelCenters"] = half,
                        Expected = [expected],
                        Relative = bilinear ? 1e-5 : 0,
                        Absolute = bilinear ? 1e-4 : 0,
                    };
                }
            }
        }

        yield return new Case(kernel) { ["images"] = HostTensor.Counting(type, 1, 0, 2, 1), ["size"] = new[] { 2, 2 }, Fails = "Positive", Blames = "images" };
        yield return new Case(kernel) { ["images"] = HostTensor.Counting(type, 1, 2, 2, 1), ["size"] = new[] { 2 }, Fails = "Count", Blames = "size" };
    }

    private static (int First, int Second, double Fraction) Source(int index, int from, int to, bool align, bool half, bool bilinear)
    {
        double ratio = align && to > 1 ? (double)(from - 1) / (to - 1) : (double)from / to;
        double source = half ? ratio * (index + 0.5) - (bilinear ? 0.5 : 0) : ratio * index;
        if (!bilinear)
        {
            int nearest = Math.Clamp((int)Math.Floor(source + (align ? 0.5 : 0)), 0, from - 1);
            return (nearest, nearest, 0);
        }

        int first = Math.Max(0, (int)Math.Floor(source));
        return (first, Math.Clamp((int)Math.Ceiling(source), 0, from - 1), source - first);
    }

    private static IEnumerable<Case> Crop(DType type)
    {
        HostTensor image = HostTensor.Random(type, 3, [2, 6, 5, 3], 100);
        HostTensor boxes = HostTensor.Float([5, 4], 0, 0, 1, 1, 0.25, 0.5, 0.75, 1, 1, 1, 0, 0, -0.5, 0.1, 1.5, 0.9, 0.2, 0.2, 0.2, 0.2);
        double[] indices = [0, 1, 1, 0, 7];
        foreach (string method in new[] { "bilinear", "nearest" })
        {
            foreach ((int height, int width) in new[] { (1, 1), (4, 4), (3, 7) })
            {
                HostTensor expected = HostTensor.Build(DType.Float32, [5, height, width, 3], i =>
                {
                    int batch = (int)indices[i[0]];
                    double row = At(boxes[i[0], 0], boxes[i[0], 2], 6, height, i[1]);
                    double column = At(boxes[i[0], 1], boxes[i[0], 3], 5, width, i[2]);
                    if (batch > 1)
                    {
                        return 0;
                    }

                    if (!(row >= 0 && row <= 5 && column >= 0 && column <= 4))
                    {
                        return 42;
                    }

                    if (method == "nearest")
                    {
                        return image[batch, (int)Math.Floor(row + 0.5), (int)Math.Floor(column + 0.5), i[3]];
                    }

                    (int top, int bottom, int left, int right) = ((int)Math.Floor(row), (int)Math.Ceiling(row), (int)Math.Floor(column), (int)Math.Ceiling(column));
                    double upper = image[batch, top, left, i[3]] + (image[batch, top, right, i[3]] - image[batch, top, left, i[3]]) * (column - left);
                    double lower = image[batch, bottom, left, i[3]] + (image[batch, bottom, right, i[3]] - image[batch, bottom, left, i[3]]) * (column - left);
                    return upper + (lower - upper) * (row - top);
                });
                yield return new Case("CropAndResize")
                {
                    ["image"] = image,
                    ["boxes"] = boxes,
                    ["boxInd"] = HostTensor.Int([5], indices),
                    ["cropSize"] = new[] { height, width },
                    ["method"] = method,
                    ["extrapolationValue"] = 42.0,
                    Expected = [expected],
                    Relative = 1e-5,
                    Absolute = 1e-3,
                };
            }
        }
    }

    private static double At(double first, double last, int size, int count, int index) =>
        count > 1 ? first * (size - 1) + index * ((last - first) * (size - 1) / (count - 1)) : 0.5 * (first + last) * (size - 1);

    private static IEnumerable<Case> CropErrors()
    {
        HostTensor image = HostTensor.Counting(DType.Float32, 1, 2, 2, 1);
        HostTensor boxes = HostTensor.Float([1, 4], 0, 0, 1, 1);
        yield return new Case("CropAndResize") { ["image"] = image, ["boxes"] = boxes, ["boxInd"] = HostTensor.Int([1], -1), ["cropSize"] = new[] { 2, 2 }, Fails = "Index", Blames = "boxInd" };
        yield return new Case("CropAndResize") { ["image"] = image, ["boxes"] = boxes, ["boxInd"] = HostTensor.Int([2], 0, 0), ["cropSize"] = new[] { 2, 2 }, Fails = "Dimension", Blames = "boxInd" };
        yield return new Case("CropAndResize") { ["image"] = image, ["boxes"] = boxes, ["boxInd"] = HostTensor.Int([1], 0), ["cropSize"] = new[] { 0, 2 }, Fails = "Positive", Blames = "cropSize" };
    }
}
