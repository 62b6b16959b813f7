using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Lanewise.Compiler.Tests.Roslyn;

/// <summary>Compiles C# source to an assembly in memory or on disk.</summary>
internal static class CSharp
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name == "Lanewise.Kernels.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static int _count;

    /// <summary>Null if the source does not compile.</summary>
    public static Assembly? TryCompile(string source, bool optimise, out string errors)
    {
        MemoryStream image = new();
        EmitResult result = Create(source, "Program.cs", optimise).Emit(image);
        errors = ErrorsOf(result);
        return result.Success ? new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(new MemoryStream(image.ToArray())) : null;
    }

    /// <summary>On disk, with its PDB beside it, for what names source lines.</summary>
    public static Assembly CompileToDisk(string source, string file, bool optimise)
    {
        CSharpCompilation compilation = Create(source, file, optimise);
        string folder = Directory.CreateTempSubdirectory("lanewise").FullName;
        string path = Path.Combine(folder, compilation.AssemblyName + ".dll");
        EmitResult result = Emit(compilation, path);
        Assert.True(result.Success, ErrorsOf(result));
        try
        {
            return Assembly.LoadFrom(path);
        }
        finally
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        }
    }

    private static EmitResult Emit(CSharpCompilation compilation, string path)
    {
        using FileStream image = File.Create(path);
        using FileStream symbols = File.Create(Path.ChangeExtension(path, ".pdb"));
        return compilation.Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
    }

    private static CSharpCompilation Create(string source, string file, bool optimise) => CSharpCompilation.Create(
        $"Generated{Interlocked.Increment(ref _count)}",
        [CSharpSyntaxTree.ParseText(SourceText.From(source, System.Text.Encoding.UTF8), path: file)],
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            allowUnsafe: true,
            optimizationLevel: optimise ? OptimizationLevel.Release : OptimizationLevel.Debug));

    private static string ErrorsOf(EmitResult result) =>
        string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(10));
}
