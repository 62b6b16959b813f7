using System.Collections.Immutable;
using System.Globalization;
using Lanewise.Imaging;

namespace Lanewise.Cli;

/// <summary>From the files of the command line to the tensors that a model wants.</summary>
internal static class ModelInputs
{
    /// <summary>The inputs by name; the caller disposes of them.</summary>
    /// <exception cref="ArgumentException">A name is not the model's, or an input is missing.</exception>
    public static Dictionary<string, Tensor> Read(Model model, string[] given, string range)
    {
        (float black, float white) = Ends(range);
        Dictionary<string, Tensor> inputs = [];
        foreach (string text in given)
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            string? name = equals >= 0 ? text[..equals] : null;
            ModelTensor input = Find(model, name, text);
            string file = text[(equals + 1)..];
            inputs[input.Name] = Path.GetExtension(file) == ".npy" ? NpyFile.Read(file) : OfPicture(file, input, black, white);
        }

        return model.Inputs.FirstOrDefault(input => !inputs.ContainsKey(input.Name)) is { } missing
            ? throw new ArgumentException($"the input {missing} is missing; give it by --input {missing.Name}=file")
            : inputs;
    }

    /// <summary>The inputs that were given; if none was, random numbers.</summary>
    public static Dictionary<string, Tensor> ReadOrRandom(Model model, string[]? given, string range) =>
        given is { Length: > 0 } ? Read(model, given, range) : Random(model);

    /// <summary>Random numbers of the shapes that the model wants, where any size is 1.</summary>
    /// <exception cref="ArgumentException">The model does not tell the shape of an input.</exception>
    public static Dictionary<string, Tensor> Random(Model model) => model.Inputs.ToDictionary(input => input.Name, input =>
    {
        int[] shape = [.. (input.Shape ?? throw new ArgumentException($"the model does not say which shape the input {input.Name} has; give it by --input")).Select(dim => Math.Max(dim, 1))];
        using Tensor numbers = Tf.RandomUniform(shape, 0, 1, seed: 1);
        return input.DType is null or DType.Float32 ? numbers.Clone() : numbers.Cast(input.DType.Value);
    });

    private static ModelTensor Find(Model model, string? name, string text)
    {
        if (name is null)
        {
            return model.Inputs.Count == 1 ? model.Inputs[0] : throw new ArgumentException($"--input {text}: the model has {model.Inputs.Count} inputs, so say which: name={text}");
        }

        return model.Inputs.FirstOrDefault(input => input.Name == name)
            ?? throw new ArgumentException($"--input {text}: the model has no input '{name}', but {string.Join(", ", model.Inputs.Select(input => input.Name))}");
    }

    private static Tensor OfPicture(string file, ModelTensor input, float black, float white)
    {
        ImmutableArray<int> shape = input.Shape is { Length: 3 or 4 } known
            ? known : throw new ArgumentException($"{file}: a picture does not fit the input {input}, which has not three or four dimensions");
        (int height, int width, int channels) = (shape[^3], shape[^2], shape[^1]);
        using Picture picture = Picture.Load(file);
        using Picture sized = picture.Resize(width > 0 ? width : picture.Width, height > 0 ? height : picture.Height);
        return Tf.Tidy(() =>
        {
            Tensor pixels = channels is 3 or -1 ? sized.ToTensor()
                : channels == 4 ? sized.ToTensor(4)
                : channels == 1 ? Tf.Image.RgbToGrayscale(sized.ToTensor())
                : throw new ArgumentException($"{file}: a picture does not fit the input {input}, which has {channels} channels");
            Tensor values = input.DType == DType.Int32 ? pixels : pixels.Cast(DType.Float32) * ((white - black) / 255) + black;
            return shape.Length == 4 ? values.ExpandDims() : values;
        });
    }

    private static (float Black, float White) Ends(string range)
    {
        string[] parts = range.Split(',');
        return parts.Length == 2 && float.TryParse(parts[0], CultureInfo.InvariantCulture, out float black) && float.TryParse(parts[1], CultureInfo.InvariantCulture, out float white)
            ? (black, white)
            : throw new ArgumentException($"--range takes two numbers such as -1,1, but is '{range}'");
    }
}
