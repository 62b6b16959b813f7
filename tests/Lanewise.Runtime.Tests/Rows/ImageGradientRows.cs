using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>The gradients of resizing; flips, rotations and projective transformations.</summary>
public sealed class ImageGradientRows : IRowSource
{
    public IEnumerable<Row> Rows()
    {
        yield return new Row("ResizeBilinearGrad", () => Gradients("ResizeBilinearGrad"));
        yield return new Row("ResizeNearestNeighborGrad", () => Gradients("ResizeNearestNeighborGrad"));
        foreach (DType type in new[] { DType.Float32, DType.Int32 })
        {
            yield return new Row($"FlipLeftRight {type}", () => Flip(type));
            yield return new Row($"RotateWithOffset {type}", () => Rotate(type));
            yield return new Row($"Transform {type}", () => Transform(type));
        }

        yield return new Row("Image gradient errors", Errors);
    }

    private static IEnumerable<Case> Gradients(string kernel)
    {
        foreach ((int[] from, int height, int width) in new (int[], int, int)[] { ([1, 2, 2, 1], 4, 4), ([2, 5, 4, 3], 3, 7), ([1, 3, 3, 9], 3, 3), ([1, 4, 6, 2], 1, 1), ([2, 1, 1, 5], 4, 3), ([0, 2, 2, 1], 3, 3), ([1, 3, 2, 0], 2, 2), ([1, 3, 4, 2], 0, 5) })
        {
            foreach (bool align in new[] { false, true })
            {
                HostTensor images = HostTensor.Random(DType.Float32, 1, from);
                HostTensor dy = HostTensor.Random(DType.Float32, 2, [from[0], height, width, from[3]]);
                double[] sums = new double[images.Size];
                foreach (int[] at in HostTensor.Indices(dy.Shape))
                {
                    double y = Source(at[1], from[1], height, align);
                    double x = Source(at[2], from[2], width, align);
                    if (kernel == "ResizeNearestNeighborGrad")
                    {
                        int row = Math.Min(from[1] - 1, (int)Math.Floor(align ? y + 0.5 : y));
                        int column = Math.Min(from[2] - 1, (int)Math.Floor(align ? x + 0.5 : x));
                        sums[images.Offset([at[0], row, column, at[3]])] += dy[at];
                        continue;
                    }

                    foreach ((int row, double partY) in Parts(y, from[1]))
                    {
                        foreach ((int column, double partX) in Parts(x, from[2]))
                        {
                            sums[images.Offset([at[0], row, column, at[3]])] += dy[at] * partY * partX;
                        }
                    }
                }

                yield return new Case(kernel) { ["images"] = images, ["dy"] = dy, ["alignCorners"] = align, Expected = [HostTensor.Float(from, sums)], Absolute = 1e-5 };
            }
        }
    }

    private static double Source(int index, int from, int to, bool align) =>
        align && to > 1 ? index * (double)(from - 1) / (to - 1) : index * (double)from / to;

    private static (int Index, double Part)[] Parts(double at, int limit)
    {
        int first = (int)Math.Floor(at);
        return [(first, 1 - (at - first)), (Math.Min((int)Math.Ceiling(at), limit - 1), at - first)];
    }

    private static IEnumerable<Case> Flip(DType type)
    {
        foreach (int[] shape in new int[][] { [1, 2, 3, 1], [2, 3, 4, 3], [1, 1, 1, 1], [0, 2, 2, 1], [1, 2, 0, 3] })
        {
            HostTensor image = HostTensor.Counting(type, shape);
            yield return new Case("FlipLeftRight") { ["image"] = image, Expected = [HostTensor.Build(type, shape, i => image[i[0], i[1], shape[2] - 1 - i[2], i[3]])] };
        }
    }

    private static IEnumerable<Case> Rotate(DType type)
    {
        foreach ((int[] shape, double radians, double[] center, double[] fill) in new (int[], double, double[], double[])[]
        {
            ([1, 4, 4, 1], Math.PI / 2, [0.5], [0]), ([2, 5, 3, 3], 0.7, [0.25, 0.75], [7]), ([1, 6, 7, 4], -2.5, [0.5, 0.5], [1, 2, 3]), ([1, 3, 3, 2], 100, [0], [4, 5]),
            ([1, 4, 3, 1], -Math.PI, [0.3, 0.1], [-1.5]), ([1, 2, 2, 1], double.PositiveInfinity, [0.5], [3]), ([1, 0, 2, 1], 1, [0.5], [3]),
        })
        {
            HostTensor image = HostTensor.Counting(type, shape);
            double centerX = shape[2] * center[0];
            double centerY = shape[1] * center[^1];
            HostTensor expected = HostTensor.Build(type, shape, i =>
            {
                double x = Math.Floor(((i[2] - centerX) * Math.Cos(radians)) - ((i[1] - centerY) * Math.Sin(radians)) + centerX + 0.5);
                double y = Math.Floor(((i[2] - centerX) * Math.Sin(radians)) + ((i[1] - centerY) * Math.Cos(radians)) + centerY + 0.5);
                double filled = fill.Length == 1 ? fill[0] : i[3] == 3 ? 255 : fill[i[3]];
                return x >= 0 && x < shape[2] && y >= 0 && y < shape[1] ? image[i[0], (int)y, (int)x, i[3]] : type == DType.Int32 ? Math.Truncate(filled) : filled;
            });
            yield return new Case("RotateWithOffset") { ["image"] = image, ["radians"] = radians, ["center"] = center, ["fillValue"] = fill, Expected = [expected] };
        }
    }

    private static IEnumerable<Case> Transform(DType type)
    {
        HostTensor image = HostTensor.Random(type, 1, [2, 4, 5, 3], 50);
        HostTensor one = HostTensor.Random(type, 2, [2, 1, 1, 2], 50);
        HostTensor shift = HostTensor.Float([1, 8], 1, 0, -7.25, 0, 1, 9.5, 0, 0);
        HostTensor each = HostTensor.Float([2, 8], 0.5, 0.25, 1, -0.25, 1.5, -2, 0.125, 0, 1, 0, 0, 0, 1, 0, -1, 0);
        foreach (string mode in new[] { "constant", "reflect", "wrap", "nearest" })
        {
            foreach (bool isBilinear in new[] { false, true })
            {
                yield return Warped(image, shift, mode, isBilinear, null);
                yield return Warped(image, each, mode, isBilinear, [7, 6]);
                yield return Warped(image, shift, mode, isBilinear, [0, 3]);
                yield return Warped(one, each, mode, isBilinear, [3, 3]);
            }
        }
    }

    private static Case Warped(HostTensor image, HostTensor transforms, string mode, bool isBilinear, int[]? size)
    {
        const double FillValue = 2.5;
        int height = image.Shape[1];
        int width = image.Shape[2];
        int[] shape = [image.Shape[0], size?[0] ?? height, size?[1] ?? width, image.Shape[3]];
        HostTensor expected = HostTensor.Build(image.Type, shape, i =>
        {
            double[] a = [.. Enumerable.Range(0, 8).Select(n => transforms[transforms.Shape[0] == 1 ? 0 : i[0], n])];
            double k = (a[6] * i[2]) + (a[7] * i[1]) + 1;
            double value = FillValue;
            if (k != 0)
            {
                double x = Within(((a[0] * i[2]) + (a[1] * i[1]) + a[2]) / k, width);
                double y = Within(((a[3] * i[2]) + (a[4] * i[1]) + a[5]) / k, height);
                double left = isBilinear ? Math.Floor(x) : Math.Floor(x + 0.5);
                double top = isBilinear ? Math.Floor(y) : Math.Floor(y + 0.5);
                value = At(left, top);
                if (isBilinear)
                {
                    value = ((1 - (y - top)) * (((1 - (x - left)) * At(left, top)) + ((x - left) * At(left + 1, top))))
                        + ((y - top) * (((1 - (x - left)) * At(left, top + 1)) + ((x - left) * At(left + 1, top + 1))));
                }
            }

            return image.Type == DType.Int32 ? Math.Truncate(value) + 0.0 : value;

            double At(double x, double y) => x >= 0 && y >= 0 && x < width && y < height ? image[i[0], (int)y, (int)x, i[3]] : FillValue;
        });
        return new Case("Transform")
        {
            ["image"] = image,
            ["transforms"] = transforms,
            ["interpolation"] = isBilinear ? "bilinear" : "nearest",
            ["fillMode"] = mode,
            ["fillValue"] = FillValue,
            ["outputShape"] = size,
            Expected = [expected],
            Relative = image.Type == DType.Float32 ? 1e-6 : 0,
            Absolute = image.Type == DType.Float32 ? 1e-5 : 0,
        };

        double Within(double x, int length)
        {
            // by walking: the edges are mirrored or repeated as often as it takes
            if (mode == "reflect" && length > 1)
            {
                while (x < -length || x >= 2 * length)
                {
                    x += x < 0 ? 2 * length : -2 * length;
                }

                x = x < 0 ? -x - 1 : x > length - 1 && x >= length ? (2 * length) - x - 1 : x;
            }
            else if (mode == "wrap" && length > 1 && x < 0)
            {
                x += length * (Math.Truncate(-x / (length - 1)) + 1);
            }
            else if (mode == "wrap" && length > 1 && x > length - 1)
            {
                x -= length * Math.Truncate(x / (length - 1));
            }

            return mode == "constant" ? x : Math.Max(0, Math.Min(x, length - 1));
        }
    }

    private static IEnumerable<Case> Errors()
    {
        HostTensor image = HostTensor.Counting(DType.Float32, 1, 2, 2, 4);
        HostTensor flat = HostTensor.Counting(DType.Float32, 2, 2);
        HostTensor transforms = HostTensor.Float([1, 8], 1, 0, 0, 0, 1, 0, 0, 0);
        yield return new Case("ResizeBilinearGrad") { ["images"] = image, ["dy"] = HostTensor.Counting(DType.Float32, 1, 2, 2, 3), Fails = "Dimension", Blames = "dy" };
        yield return new Case("ResizeNearestNeighborGrad") { ["images"] = image, ["dy"] = flat, Fails = "Rank", Blames = "dy" };
        yield return new Case("FlipLeftRight") { ["image"] = flat, Fails = "Rank", Blames = "image" };
        yield return new Case("RotateWithOffset") { ["image"] = image, ["radians"] = 1.0, ["center"] = new[] { 0.5 }, ["fillValue"] = new[] { 1.0, 2 }, Fails = "Count", Blames = "fillValue" };
        yield return new Case("RotateWithOffset") { ["image"] = image, ["radians"] = 1.0, ["center"] = new[] { 0.5, 0.5, 0.5 }, ["fillValue"] = new[] { 1.0 }, Fails = "Count", Blames = "center" };
        yield return new Case("Transform") { ["image"] = image, ["transforms"] = flat, Fails = "Dimension", Blames = "transforms" };
        yield return new Case("Transform") { ["image"] = image, ["transforms"] = transforms, ["outputShape"] = new[] { 1 }, Fails = "Count", Blames = "outputShape" };
        yield return new Case("Transform") { ["image"] = image, ["transforms"] = transforms, ["fillMode"] = "none", Fails = "Value", Blames = "fillMode" };
    }
}
