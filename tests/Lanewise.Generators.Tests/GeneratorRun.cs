using Lanewise.Kernels;
using Lanewise.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lanewise.Generators.Tests;

/// <summary>The generator over sources that use the real Runtime.</summary>
internal static class GeneratorRun
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Append(typeof(Status).Assembly.Location).Append(typeof(Scalar).Assembly.Location).Distinct()
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpCompilation Compilation(params string[] sources) => CSharpCompilation.Create(
        "Ops",
        sources.Select(static source => CSharpSyntaxTree.ParseText("using Lanewise.Kernels; using Lanewise.Runtime; namespace Ops;\n" + source)),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

    public static (GeneratorDriverRunResult Result, Compilation Output) Run(params string[] sources)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new KernelGenerator())
            .RunGeneratorsAndUpdateCompilation(Compilation(sources), out Compilation output, out _);
        return (driver.GetRunResult(), output);
    }

    public static string Text(this GeneratorDriverRunResult result, string file) =>
        result.GeneratedTrees.Single(tree => tree.FilePath.EndsWith(file, StringComparison.Ordinal)).ToString();
}
