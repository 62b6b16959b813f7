using System.CommandLine;

namespace Lanewise.Cli;

/// <summary>Arguments and options that several commands have.</summary>
internal static class Arguments
{
    private static readonly string[] s_backends = ["native", "wasm", "cpu"];

    public static Argument<string> Model() => new("model")
    {
        Description = "The path or the address of a model.json, or the folder where it lies.",
    };

    public static Option<string> Backend()
    {
        Option<string> option = new("--backend") { Description = "What computes: native, wasm or cpu.", DefaultValueFactory = _ => "native" };
        option.AcceptOnlyFromAmong(s_backends);
        return option;
    }

    public static Option<string[]> Inputs() => new("--input", "-i")
    {
        Description = "An input as name=file, or just the file if the model has one. A file is an array of NumPy (.npy) or a picture, "
            + "which is resized to the input's height and width and brought to --range. May be repeated.",
        HelpName = "name=file",
    };

    public static Option<string> Range() => new("--range")
    {
        Description = "The values that black and white have in a float32 input, as MIN,MAX.",
        DefaultValueFactory = _ => "0,1",
    };

    /// <summary>An option that takes names of backends with commas between them.</summary>
    public static Option<string> Backends() => new("--backends")
    {
        Description = "The backends to compare, with commas between them.",
        DefaultValueFactory = _ => string.Join(',', s_backends),
    };

    /// <exception cref="ArgumentException">There is another name in it.</exception>
    public static string[] BackendList(string text)
    {
        string[] names = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Array.Find(names, name => !s_backends.Contains(name)) is { } unknown
            ? throw new ArgumentException($"--backends: there is no backend '{unknown}', only {string.Join(", ", s_backends)}")
            : names;
    }
}
