// Finds the faces in a photo, marks 468 points on each, and writes the picture: dotnet run -- photo.jpg [marked.jpg]
using System.Drawing;
using Lanewise;
using Lanewise.Imaging;
using Lanewise.Samples;

string models = Path.Combine(AppContext.BaseDirectory, "models");
if (args.Length is 0 or > 2 || !Directory.Exists(models))
{
    Console.Error.WriteLine(args.Length is 1 or 2
        ? $"The models are not in {models}: install Node.js, whose npm gets them, and build again."
        : "Usage: dotnet run --project samples/FaceDetection -- photo.jpg [marked.jpg]");
    return 1;
}

string target = args.Length == 2 ? args[1] : Path.ChangeExtension(args[0], ".faces.jpg");
try
{
    using GraphModel blazeface = await GraphModel.LoadAsync(Path.Combine(models, "blazeface.json"));
    using GraphModel facemesh = await GraphModel.LoadAsync(Path.Combine(models, "facemesh.json"));
    using Picture picture = Picture.Load(args[0]);
    using Tensor pixels = picture.ToTensor();
    foreach (Face face in new BlazeFace(blazeface).Detect(picture))
    {
        Console.WriteLine($"{face.Score:P0} at {face.Box.X:F1}, {face.Box.Y:F1}, {face.Box.Width:F1} x {face.Box.Height:F1}");
        picture.DrawPoints(MeshOf(face, facemesh, pixels), Color.FromArgb(160, Color.Cyan), face.Box.Width / 150);
        picture.DrawBox(face.Box, Color.GreenYellow, label: $"{face.Score:P0}");
    }

    picture.Save(target);
    Console.WriteLine($"Written to {target}");
    return 0;
}
catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

// FaceMesh wants the face upright in a square, with some of what is around it: the square is cut out turned as the eyes lie.
static PointF[] MeshOf(Face face, GraphModel facemesh, Tensor pixels) => Tf.Tidy(() =>
{
    int size = facemesh.Inputs[0].Shape!.Value[1];
    SizeF eyes = new(face.Landmarks[1].X - face.Landmarks[0].X, face.Landmarks[1].Y - face.Landmarks[0].Y);
    float scale = 1.5f * Math.Max(face.Box.Width, face.Box.Height) / size;
    (float sin, float cos) = MathF.SinCos(MathF.Atan2(eyes.Height, eyes.Width));
    (float a, float b, float half) = (scale * cos, scale * sin, size / 2f);
    float x = face.Box.X + (face.Box.Width / 2) - (half * (a - b)), y = face.Box.Y + (face.Box.Height / 2) - (half * (a + b));
    Tensor turn = Tf.Tensor([a, -b, x, b, a, y, 0, 0], [1, 8]);
    Tensor square = Tf.Image.Transform(pixels.Cast(DType.Float32).ExpandDims(), turn, Interpolation.Bilinear, FillMode.Nearest, 0, [size, size]);
    float[] mesh = facemesh.Execute(new Dictionary<string, Tensor> { [facemesh.Inputs[0].Name] = square / 255 }, ["output_mesh"])[0].ToArray<float>();
    return mesh.Chunk(3).Select(point => new PointF((a * point[0]) - (b * point[1]) + x, (b * point[0]) + (a * point[1]) + y)).ToArray();
});
