using System.Drawing;
using Lanewise.Imaging;

namespace Lanewise.Packages.Tests;

/// <summary>The C# on the pages of the repository and its packages compiles, runs, and prints what the pages say.</summary>
public sealed class ExampleTests : IDisposable
{
    private readonly string _before = Directory.GetCurrentDirectory();
    private readonly string _folder = Directory.CreateTempSubdirectory("lanewise").FullName;

    public static TheoryData<string> Examples()
    {
        string[] pages = ["README.md", .. Directory.EnumerateFiles(Repository.In("src"), "README.md", SearchOption.AllDirectories)
            .Where(static page => !page.Contains("bin" + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .Select(static page => Path.GetRelativePath(Repository.Root, page)).Order(StringComparer.Ordinal)];
        return [.. pages.SelectMany(Example.On).Select(static example => example.ToString())];
    }

    public ExampleTests()
    {
        // what the examples find in their folder
        Directory.SetCurrentDirectory(_folder);
        using Tensor grey = Tf.Fill([300, 400, 3], 128, DType.Int32);
        using Picture photo = Picture.FromTensor(grey);
        photo.DrawBox(new RectangleF(100, 100, 90, 120), Color.Orange);
        photo.Save("photo.jpg");
    }

    public void Dispose()
    {
        Tf.SetBackend("native");
        Directory.SetCurrentDirectory(_before);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void ThereAreExamples() => Assert.True(Examples().Count >= 10, "hardly an example was found");

    [Theory]
    [MemberData(nameof(Examples))]
    public void RunsAndPrintsWhatThePageSays(string place)
    {
        string[] parts = place.Split(':');
        Example example = Example.On(parts[0]).Single(one => one.Line == int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
        System.Reflection.MethodInfo main = example.Compile().EntryPoint!;
        TextWriter console = Console.Out;
        using StringWriter printed = new() { NewLine = "\n" };
        Console.SetOut(printed);
        try
        {
            main.Invoke(null, main.GetParameters().Length == 0 ? null : [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
        }

        Assert.Equal(example.Shown() ?? "", printed.ToString());
    }
}
