using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Lanewise.Generators;

/// <summary>
/// For the .NET library, from Runtime's declarations as it finds them in the referenced assembly: a method for each kernel that
/// writes the request, the kernels with their fields by number, and the messages of the statuses.
/// </summary>
[Generator]
public sealed class LibraryGenerator : IIncrementalGenerator
{
    private const string Library = "Lanewise";
    private const string RuntimeAssembly = "Lanewise.Runtime";

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<(EquatableList<Kernel> Kernels, Messages Messages)?> found = context.CompilationProvider.Select(
            static (compilation, _) => Read(compilation));
        context.RegisterSourceOutput(found, static (output, input) =>
        {
            if (input is { } library)
            {
                output.AddSource("Kernel.g.cs", KernelCallWriter.Write(library.Kernels));
                output.AddSource("KernelTable.g.cs", KernelTableWriter.Write(library.Kernels, library.Messages));
                output.AddSource("Tf.g.cs", OpWriter.WriteOps(library.Kernels));
            }
        });
    }

    private static (EquatableList<Kernel> Kernels, Messages Messages)? Read(Compilation compilation)
    {
        IAssemblySymbol? runtime = compilation.AssemblyName != Library ? null
            : compilation.SourceModule.ReferencedAssemblySymbols.FirstOrDefault(static assembly => assembly.Name == RuntimeAssembly);
        if (runtime is null)
        {
            return null;
        }

        IEnumerable<Kernel> kernels = Types(runtime.GlobalNamespace)
            .SelectMany(static type => type.GetMembers().OfType<IMethodSymbol>())
            .SelectMany(method => ReadMethod(method, name => Summary(runtime, name)))
            .OrderBy(static kernel => kernel.Name, System.StringComparer.Ordinal);
        return (new(kernels), Messages.ReadAll(compilation));
    }

    private static IEnumerable<Kernel> ReadMethod(IMethodSymbol method, System.Func<string, string> summary)
    {
        AttributeData[] attributes = method.GetAttributes().Where(static attribute => attribute.AttributeClass?.Name == "KernelAttribute").ToArray();
        return attributes.Length == 0 ? [] : KernelDeclaration.Read(method, attributes, summary).Kernels;
    }

    private static string Summary(IAssemblySymbol runtime, string op) =>
        runtime.GetTypeByMetadataName(OpWriter.SummariesName)?.GetMembers(op).OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue as string ?? "";

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol space) =>
        space.GetTypeMembers().Concat(space.GetNamespaceMembers().SelectMany(Types));
}
