using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Lanewise.Packages.Tests;

/// <summary>
/// A piece of C# on a page, as a program. What it prints stands in comments behind its calls of <c>Console.WriteLine</c>, or in a block of
/// text right after it. The usings of the first example of a page hold for the others, as a reader takes them.
/// </summary>
internal sealed partial record Example(string Page, int Line, string Usings, string Code, string? Block)
{
    // what the SDK adds to a console program
    private const string Implicit = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    public override string ToString() => $"{Page}:{Line}";

    public static IEnumerable<Example> On(string page)
    {
        string text = File.ReadAllText(Repository.In(page)).ReplaceLineEndings("\n");
        string usings = "";
        foreach (Match match in Fences().Matches(text))
        {
            string code = match.Groups["code"].Value;
            usings = usings.Length > 0 ? usings : string.Concat(Using().Matches(code));
            int line = 2 + text.AsSpan(0, match.Index).Count('\n');
            yield return new Example(page, line, usings, code, match.Groups["block"] is { Success: true } block ? block.Value : null);
        }
    }

    /// <summary>Throws if the example does not compile; a warning counts, as it would in this repository.</summary>
    public Assembly Compile()
    {
        string rest = Using().Replace(Code, "\n");
        CSharpParseOptions language = new(LanguageVersion.Latest);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Example",
            [CSharpSyntaxTree.ParseText(Implicit, language), CSharpSyntaxTree.ParseText(Usings + rest, language)],
            References.All,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using MemoryStream image = new();
        EmitResult result = compilation.Emit(image);
        Diagnostic[] wrong = [.. result.Diagnostics.Where(static found => found.Severity >= DiagnosticSeverity.Warning)];
        Assert.True(wrong.Length == 0, $"{this} does not compile:\n{string.Join('\n', (object[])wrong)}");
        image.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
    }

    /// <summary>What it says that it prints, null if it says nothing.</summary>
    public string? Shown()
    {
        if (Block is not null)
        {
            return Block;
        }

        string[] lines = [.. Printed().Matches(Code).Select(static match => match.Groups[1].Value + "\n")];
        return lines.Length > 0 ? string.Concat(lines) : null;
    }

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```\n(?:\n+```text\n(?<block>.*?)^```\n)?", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex("^using [\\w.]+;\n", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"Console\.WriteLine\(.*\); *// (.+)$", RegexOptions.Multiline)]
    private static partial Regex Printed();
}
