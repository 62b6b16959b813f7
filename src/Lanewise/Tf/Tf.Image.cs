namespace Lanewise;

public static partial class Tf
{
    /// <summary>Ops on images, [batch, height, width, channels].</summary>
    public static class Image
    {
        /// <summary>Images in another size, by linear interpolation, float32.</summary>
        /// <param name="images">[batch, height, width, channels], or without the batch.</param>
        /// <param name="size">[height, width].</param>
        /// <param name="alignCorners">The centres of the corner pixels stay where they are.</param>
        /// <param name="halfPixelCenters">Pixels are areas, and not points; not with <paramref name="alignCorners"/>.</param>
        public static Tensor ResizeBilinear(Tensor images, ReadOnlySpan<int> size, bool alignCorners = false, bool halfPixelCenters = false)
        {
            Require.That(!alignCorners || !halfPixelCenters, "if halfPixelCenters is true, alignCorners must be false");
            using Scope scope = Scope.Open();
            Tensor batch = Batches.Of(images, 4);
            return Batches.Leave(scope, Kernel.ResizeBilinear(batch, alignCorners, halfPixelCenters, size), images.Rank == 3);
        }

        /// <summary>Images in another size, each pixel that of the nearest one.</summary>
        /// <inheritdoc cref="ResizeBilinear"/>
        public static Tensor ResizeNearestNeighbor(Tensor images, ReadOnlySpan<int> size, bool alignCorners = false, bool halfPixelCenters = false)
        {
            Require.That(!alignCorners || !halfPixelCenters, "if halfPixelCenters is true, alignCorners must be false");
            using Scope scope = Scope.Open();
            Tensor batch = Batches.Of(images, 4);
            return Batches.Leave(scope, Kernel.ResizeNearestNeighbor(batch, alignCorners, halfPixelCenters, size), images.Rank == 3);
        }

        /// <summary>Boxes out of images, each in the same size, float32.</summary>
        /// <param name="image">[batch, height, width, channels].</param>
        /// <param name="boxes">float32 [boxes, 4]: y1, x1, y2, x2 as parts of the image.</param>
        /// <param name="boxInd">int32 [boxes]: the image of each box.</param>
        /// <param name="cropSize">[height, width] of a crop.</param>
        /// <param name="method">How values between pixels are found.</param>
        /// <param name="extrapolationValue">What lies outside the image.</param>
        public static Tensor CropAndResize(
            Tensor image, Tensor boxes, Tensor boxInd, ReadOnlySpan<int> cropSize, Interpolation method = Interpolation.Bilinear, double extrapolationValue = 0) =>
            Kernel.CropAndResize(Require.Number(image), Require.Float(boxes), Require.Int(boxInd), cropSize, method, extrapolationValue);

        /// <summary>Images mirrored, float32 [batch, height, width, channels].</summary>
        public static Tensor FlipLeftRight(Tensor image) => Kernel.FlipLeftRight(Require.Float(image));

        /// <summary>Images turned.</summary>
        /// <param name="image">float32 [batch, height, width, channels].</param>
        /// <param name="radians">By how much, clockwise.</param>
        /// <param name="fillValue">What lies outside the image: one number, or one for each channel; 0 by default.</param>
        /// <param name="center">Around which point, as a part of the image: one number, or x and y; 0.5 by default.</param>
        public static Tensor RotateWithOffset(Tensor image, double radians, ReadOnlySpan<double> fillValue = default, ReadOnlySpan<double> center = default) =>
            Kernel.RotateWithOffset(Require.Float(image), radians, fillValue.IsEmpty ? [0] : fillValue, center.IsEmpty ? [0.5] : center);

        /// <summary>Images transformed projectively: the pixel (x, y) is that at ((a·x + b·y + c) / k, (d·x + e·y + f) / k), k = g·x + h·y + 1.</summary>
        /// <param name="image">float32 [batch, height, width, channels].</param>
        /// <param name="transforms">float32 [batch or 1, 8]: a to h.</param>
        /// <param name="interpolation">How values between pixels are found.</param>
        /// <param name="fillMode">What lies outside the image.</param>
        /// <param name="fillValue">The constant, if it is one.</param>
        /// <param name="outputShape">[height, width]; the image's by default.</param>
        public static Tensor Transform(
            Tensor image,
            Tensor transforms,
            Interpolation interpolation = Interpolation.Nearest,
            FillMode fillMode = FillMode.Constant,
            double fillValue = 0,
            ReadOnlySpan<int> outputShape = default) =>
            Kernel.Transform(Require.Float(image), Require.Float(transforms), interpolation, fillMode, fillValue, outputShape);

        /// <summary>Three equal channels of one: the last dimension is 1.</summary>
        public static Tensor GrayscaleToRGB(Tensor image)
        {
            Require.Rank(image, 2, 8);
            Require.That(image.Shape[^1] == 1, $"the last dimension of a grayscale image should be size 1, but it is {Require.Text(image)}");
            int[] reps = [.. Enumerable.Repeat(1, image.Rank - 1), 3];
            return Tile(image, reps);
        }

        /// <summary>One channel of three, 0.2989·r + 0.587·g + 0.114·b, in the dtype of the image.</summary>
        public static Tensor RgbToGrayscale(Tensor image)
        {
            Require.Rank(image, 2, 8);
            Require.That(image.Shape[^1] == 3, $"the last dimension of an RGB image should be size 3, but it is {Require.Text(image)}");
            using Scope scope = Scope.Open();
            Tensor weights = Tensor([0.2989f, 0.5870f, 0.1140f], [3, 1]);
            Tensor grey = image.ToFloat().Reshape([-1, 3]).MatMul(weights);
            return scope.Leave(grey.Reshape([.. image.Shape[..^1], 1]).Cast(image.DType));
        }

        /// <summary>Black and white, 0 and 255 in int32, by a threshold.</summary>
        /// <param name="image">int32 [height, width, 3 or 1], 0 to 255.</param>
        /// <param name="method">"binary", or "otsu", which finds the threshold that parts the pixels best (Otsu 1979).</param>
        /// <param name="inverted">White is what is not above the threshold.</param>
        /// <param name="threshValue">The threshold of "binary", 0 to 1.</param>
        public static Tensor Threshold(Tensor image, string method = "binary", bool inverted = false, double threshValue = 0.5)
        {
            Require.That(method is "binary" or "otsu", $"method must be \"binary\" or \"otsu\", but is \"{method}\"");
            Require.Rank(Require.Int(image), 3, 3, nameof(image));
            Require.That(image.Shape[2] is 1 or 3, $"the image must have 1 or 3 channels, but is {Require.Text(image)}");
            using Scope scope = Scope.Open();
            Tensor grey = image;
            if (image.Shape[2] == 3)
            {
                Tensor[] channels = Split(image, 3, -1);
                grey = channels[0].Mul(0.2989f).Add(channels[1].Mul(0.5870f)).Add(channels[2].Mul(0.1140f));
            }

            double threshold = method == "otsu"
                ? Otsu.Threshold(Bincount(grey.Round().ToInt().Flatten(), Zeros([0]), 256).ToArray<float>(), image.Shape[0] * image.Shape[1])
                : threshValue * 255;
            Tensor limit = Scalar((float)threshold);
            return scope.Leave((inverted ? grey.LessEqual(limit) : grey.Greater(limit)).Mul(255).ToInt());
        }

        /// <summary>Boxes that do not overlap too much with one of a higher score: their indices, int32, by descending scores.</summary>
        /// <param name="boxes">float32 [boxes, 4]: y1, x1, y2, x2.</param>
        /// <param name="scores">float32 [boxes].</param>
        /// <param name="maxOutputSize">The most that are chosen.</param>
        /// <param name="iouThreshold">Above which share of their union the intersection of two boxes is too much, 0 to 1.</param>
        /// <param name="scoreThreshold">Boxes of lower scores are left out.</param>
        public static Tensor NonMaxSuppression(
            Tensor boxes, Tensor scores, int maxOutputSize, double iouThreshold = 0.5, double scoreThreshold = double.NegativeInfinity) =>
            Kernel.NonMaxSuppressionV3(Require.Float(boxes), Require.Float(scores), Most(boxes, maxOutputSize), iouThreshold, scoreThreshold);

        /// <summary><see cref="NonMaxSuppression"/>, with indices of 0 at the end up to the number that was asked for, and how many are true.</summary>
        /// <param name="boxes">float32 [boxes, 4]: y1, x1, y2, x2.</param>
        /// <param name="scores">float32 [boxes].</param>
        /// <param name="maxOutputSize">The most that are chosen.</param>
        /// <param name="iouThreshold">Above which share of their union the intersection of two boxes is too much, 0 to 1.</param>
        /// <param name="scoreThreshold">Boxes of lower scores are left out.</param>
        /// <param name="padToMaxOutputSize">Whether indices of 0 are put at the end.</param>
        public static (Tensor SelectedIndices, Tensor ValidOutputs) NonMaxSuppressionPadded(
            Tensor boxes,
            Tensor scores,
            int maxOutputSize,
            double iouThreshold = 0.5,
            double scoreThreshold = double.NegativeInfinity,
            bool padToMaxOutputSize = false)
        {
            Tensor[] outputs = Kernel.NonMaxSuppressionV4(
                Require.Float(boxes), Require.Float(scores), Most(boxes, maxOutputSize), iouThreshold, scoreThreshold, padToMaxOutputSize);
            return (outputs[0], outputs[1]);
        }

        /// <summary><see cref="NonMaxSuppression"/>, with the scores; with a sigma overlapping boxes are not left out, but lose score (Bodla et al. 2017).</summary>
        /// <param name="boxes">float32 [boxes, 4]: y1, x1, y2, x2.</param>
        /// <param name="scores">float32 [boxes].</param>
        /// <param name="maxOutputSize">The most that are chosen.</param>
        /// <param name="iouThreshold">Above which share of their union the intersection of two boxes is too much, 0 to 1.</param>
        /// <param name="scoreThreshold">Boxes of lower scores are left out.</param>
        /// <param name="softNmsSigma">The width of the Gaussian by which scores fall, 0 to 1; 0 is none.</param>
        public static (Tensor SelectedIndices, Tensor SelectedScores) NonMaxSuppressionWithScore(
            Tensor boxes,
            Tensor scores,
            int maxOutputSize,
            double iouThreshold = 0.5,
            double scoreThreshold = double.NegativeInfinity,
            double softNmsSigma = 0)
        {
            Tensor[] outputs = Kernel.NonMaxSuppressionV5(
                Require.Float(boxes), Require.Float(scores), Most(boxes, maxOutputSize), iouThreshold, scoreThreshold, softNmsSigma);
            return (outputs[0], outputs[1]);
        }

        private static int Most(Tensor boxes, int maxOutputSize) => Math.Min(maxOutputSize, Require.Rank(boxes, 2, 2).Shape[0]);
    }

    /// <inheritdoc cref="Image.ResizeBilinear"/>
    public static Tensor ResizeBilinear(this Tensor images, ReadOnlySpan<int> size, bool alignCorners = false, bool halfPixelCenters = false) =>
        Image.ResizeBilinear(images, size, alignCorners, halfPixelCenters);

    /// <inheritdoc cref="Image.ResizeNearestNeighbor"/>
    public static Tensor ResizeNearestNeighbor(this Tensor images, ReadOnlySpan<int> size, bool alignCorners = false, bool halfPixelCenters = false) =>
        Image.ResizeNearestNeighbor(images, size, alignCorners, halfPixelCenters);
}
