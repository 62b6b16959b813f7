using System.Runtime.CompilerServices;
using System.Text;
using Lanewise.Compiler.Ir;
using Lanewise.Compiler.Tests.Roslyn;

namespace Lanewise.Compiler.Tests;

/// <summary>
/// Golden cases: C# above, the final representation of its functions below. LANEWISE_BLESS=1 rewrites what is below;
/// read the difference before you commit it.
/// </summary>
public sealed class GoldenTests
{
    private const string Mark = "\n/* gives\n";

    public static TheoryData<string> Cases => [.. Directory.EnumerateFiles(Folder(), "*.cs").Select(path => Path.GetFileNameWithoutExtension(path)!).Order()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gives_what_it_gave(string name)
    {
        string path = Path.Combine(Folder(), name + ".cs");
        string text = File.ReadAllText(path);
        int mark = text.IndexOf(Mark, StringComparison.Ordinal);
        string source = mark < 0 ? text.TrimEnd() + "\n" : text[..(mark + 1)];
        string actual = $"{source.TrimEnd()}\n{Mark}{Compile(source)}*/\n";
        if (Environment.GetEnvironmentVariable("LANEWISE_BLESS") == "1")
        {
            File.WriteAllText(path, actual);
            return;
        }

        Assert.Equal(text, actual);
    }

    private static string Compile(string source)
    {
        Compilation compilation = WasmCompiler.Compile(CSharp.CompileToDisk(source, "Golden.cs", optimise: true), Variant.Relaxed.Options);
        StringBuilder text = new();
        foreach (Diagnostic diagnostic in compilation.Diagnostics)
        {
            text.AppendLine(diagnostic.ToString());
        }

        foreach (Function function in compilation.Functions)
        {
            text.AppendLine(Printer.Print(function).Trim()).AppendLine();
        }

        return text.ToString().ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "Golden");
}
