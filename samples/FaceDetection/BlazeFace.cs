using System.Drawing;
using Lanewise.Imaging;

namespace Lanewise.Samples;

/// <summary>A face, in pixels of the picture. Landmarks: right eye, left eye, nose, mouth, right ear, left ear, of the person's own sides.</summary>
internal sealed record Face(RectangleF Box, float Score, PointF[] Landmarks)
{
    public Face Map(Converter<PointF, PointF> map)
    {
        (PointF start, PointF end) = (map(Box.Location), map(new PointF(Box.Right, Box.Bottom)));
        return new Face(RectangleF.FromLTRB(start.X, start.Y, end.X, end.Y), Score, Array.ConvertAll(Landmarks, map));
    }
}

/// <summary>BlazeFace for faces near and far: a graph model, and the decoding of what it tells about each of its anchors.</summary>
internal sealed class BlazeFace(GraphModel model)
{
    // the box's offset and size, and six landmarks' offsets
    private const int ValuesPerBox = 16;

    /// <summary>The faces in a picture, best first. It is made smaller in two steps, smoothly and then to the model's square.</summary>
    public Face[] Detect(Picture picture, float minScore = 0.5f, float maxOverlap = 0.3f, int maxFaces = 50) => Tf.Tidy(() =>
    {
        int size = model.Inputs[0].Shape!.Value[1];
        using Picture small = picture.Within(2 * size);
        Tensor pixels = small.ToTensor();
        Letterbox letterbox = Letterbox.Of(pixels, size);
        Tensor[] outputs = model.PredictAll((letterbox.Apply(pixels) * (1 / 127.5f) - 1).ExpandDims());
        float[] scores = Tf.Sigmoid(Joined(outputs, 1)).ToArray<float>();
        float[] values = Joined(outputs, ValuesPerBox).ToArray<float>();
        Face[] found = [.. Anchors(size).Select((anchor, i) => Decode(anchor, scores[i], values.AsSpan(i * ValuesPerBox))).Where(face => face.Score >= minScore)];
        if (found.Length == 0)
        {
            return found;
        }

        float[] corners = [.. found.SelectMany(face => new[] { face.Box.Top, face.Box.Left, face.Box.Bottom, face.Box.Right })];
        Tensor best = Tf.Image.NonMaxSuppression(Tf.Tensor(corners, [-1, 4]), Tf.Tensor([.. found.Select(face => face.Score)]), maxFaces, maxOverlap);
        float scaleX = picture.Width / (float)small.Width, scaleY = picture.Height / (float)small.Height;
        return Array.ConvertAll(best.ToArray<int>(), i => found[i].Map(point => new PointF(letterbox.ToPicture(point).X * scaleX, letterbox.ToPicture(point).Y * scaleY)));
    });

    /// <summary>The model has an output for each grid; the finer grid's anchors come first.</summary>
    private static Tensor Joined(Tensor[] outputs, int values) =>
        Tf.Concat([.. outputs.Where(output => output.Shape[2] == values).OrderByDescending(output => output.Shape[1])], 1);

    /// <summary>The centres of the cells of two grids: one cell in 16 pixels with 2 anchors, one in 32 pixels with 6.</summary>
    private static IEnumerable<PointF> Anchors(int size) =>
        from grid in new[] { (Stride: 16, Anchors: 2), (Stride: 32, Anchors: 6) }
        from row in Enumerable.Range(0, size / grid.Stride)
        from column in Enumerable.Range(0, size / grid.Stride)
        from anchor in Enumerable.Range(0, grid.Anchors)
        select new PointF((column + 0.5f) * grid.Stride, (row + 0.5f) * grid.Stride);

    private static Face Decode(PointF anchor, float score, ReadOnlySpan<float> values)
    {
        PointF[] landmarks = new PointF[6];
        for (int i = 0; i < landmarks.Length; i++)
        {
            landmarks[i] = new PointF(anchor.X + values[4 + (2 * i)], anchor.Y + values[5 + (2 * i)]);
        }

        return new Face(new RectangleF(anchor.X + values[0] - (values[2] / 2), anchor.Y + values[1] - (values[3] / 2), values[2], values[3]), score, landmarks);
    }
}
