using System.CommandLine;
using System.Diagnostics;
using System.Drawing;
using System.Text.Json;
using Lanewise.Imaging;
using Lanewise.Samples;

namespace Lanewise.Cli;

/// <summary><c>lanewise detect photo.jpg</c></summary>
internal static class DetectCommand
{
    public static Command Make(TextWriter output)
    {
        Argument<string[]> files = new("picture") { Description = "Pictures to look for faces in.", Arity = ArgumentArity.OneOrMore };
        Option<string> model = new("--model") { Description = "BlazeFace as a model.json.", DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "models", "blazeface.json") };
        Option<string> backend = Arguments.Backend();
        Option<DirectoryInfo?> folder = new("--out") { Description = "Also write the pictures with the faces drawn to this folder." };
        Option<float> minScore = new("--min-score") { Description = "Faces below this score are left out.", DefaultValueFactory = _ => 0.5f };
        Command command = new("detect", "Finds faces in pictures; prints one line of JSON for each.") { files, model, backend, folder, minScore };
        command.SetAction(async (arguments, cancellation) =>
        {
            Tf.SetBackend(arguments.GetRequiredValue(backend));
            using GraphModel loaded = await GraphModel.LoadAsync(arguments.GetRequiredValue(model), cancellation: cancellation);
            BlazeFace detector = new(loaded);
            foreach (string file in arguments.GetRequiredValue(files))
            {
                using Picture picture = Picture.Load(file);
                long start = Stopwatch.GetTimestamp();
                Face[] faces = detector.Detect(picture, arguments.GetValue(minScore));
                double ms = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                await output.WriteLineAsync(Line(file, arguments.GetRequiredValue(backend), ms, faces));
                if (arguments.GetValue(folder) is { } target)
                {
                    Draw(picture, faces, target, file);
                }
            }

            return 0;
        });
        return command;
    }

    private static string Line(string file, string backend, double ms, Face[] faces) => JsonSerializer.Serialize(new
    {
        image = file,
        backend,
        ms = Math.Round(ms, 2),
        faces = faces.Select(face => new
        {
            box = Rounded(face.Box.X, face.Box.Y, face.Box.Width, face.Box.Height),
            score = Math.Round((double)face.Score, 4),
            landmarks = face.Landmarks.Select(point => Rounded(point.X, point.Y)),
        }),
    });

    private static double[] Rounded(params float[] values) => Array.ConvertAll(values, value => Math.Round((double)value, 1));

    private static void Draw(Picture picture, Face[] faces, DirectoryInfo folder, string file)
    {
        foreach (Face face in faces)
        {
            picture.DrawBox(face.Box, Color.GreenYellow, label: $"{face.Score:P0}");
            picture.DrawPoints(face.Landmarks, Color.GreenYellow);
        }

        folder.Create();
        picture.Save(Path.Combine(folder.FullName, Path.ChangeExtension(Path.GetFileName(file), ".jpg")));
    }
}
