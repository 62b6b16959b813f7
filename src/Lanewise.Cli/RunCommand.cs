using System.CommandLine;
using System.Text.Json;

namespace Lanewise.Cli;

/// <summary><c>lanewise run model.json --input x=photo.jpg --output json</c></summary>
internal static class RunCommand
{
    private static readonly JsonWriterOptions s_indented = new() { Indented = true };

    public static Command Make(TextWriter output)
    {
        Argument<string> model = Arguments.Model();
        Option<string[]> inputs = Arguments.Inputs();
        Option<string> range = Arguments.Range();
        Option<string> backend = Arguments.Backend();
        Option<string> format = new("--output", "-o") { Description = "json: to the standard output. npy: a file for each output, in --folder.", DefaultValueFactory = _ => "json" };
        format.AcceptOnlyFromAmong("json", "npy");
        Option<DirectoryInfo> folder = new("--folder") { Description = "Where .npy files are written.", DefaultValueFactory = _ => new DirectoryInfo(".") };
        Command command = new("run", "Runs a model on files, and writes what it computes.") { model, inputs, range, backend, format, folder };
        command.SetAction(async (arguments, cancellation) =>
        {
            Tf.SetBackend(arguments.GetRequiredValue(backend));
            using Model loaded = await Model.LoadAsync(arguments.GetRequiredValue(model), cancellation: cancellation);
            Dictionary<string, Tensor> given = ModelInputs.Read(loaded, arguments.GetValue(inputs) ?? [], arguments.GetRequiredValue(range));
            Dictionary<string, Tensor> results = loaded.PredictNamed(given);
            if (arguments.GetRequiredValue(format) == "json")
            {
                await output.WriteLineAsync(Json(results));
            }
            else
            {
                await WriteFilesAsync(results, arguments.GetRequiredValue(folder), output);
            }

            Tf.Dispose(given.Values.Concat(results.Values));
            return 0;
        });
        return command;
    }

    private static async Task WriteFilesAsync(Dictionary<string, Tensor> results, DirectoryInfo folder, TextWriter output)
    {
        folder.Create();
        foreach ((string name, Tensor tensor) in results)
        {
            string path = Path.Combine(folder.FullName, string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')) + ".npy");
            NpyFile.Write(path, tensor);
            await output.WriteLineAsync(path);
        }
    }

    /// <summary><c>{ "name": { "dtype": "float32", "shape": [1, 2], "values": [0.5, 2] } }</c>; not-a-number and the infinities are null.</summary>
    private static string Json(Dictionary<string, Tensor> results)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, s_indented))
        {
            writer.WriteStartObject();
            foreach ((string name, Tensor tensor) in results)
            {
                writer.WriteStartObject(name);
                writer.WriteString("dtype", tensor.DType.ToString().ToLowerInvariant());
                writer.WritePropertyName("shape");
                JsonSerializer.Serialize(writer, tensor.Shape);
                writer.WritePropertyName("values");
                WriteValues(writer, tensor);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteValues(Utf8JsonWriter writer, Tensor tensor)
    {
        object values = tensor.DType switch
        {
            DType.Int32 => tensor.ToArray<int>(),
            DType.Bool => tensor.ToArray<bool>(),
            DType.String => tensor.ToStrings(),
            _ => Array.ConvertAll(tensor.ToArray<float>(), value => float.IsFinite(value) ? value : (float?)null),
        };
        JsonSerializer.Serialize(writer, values, values.GetType());
    }
}
