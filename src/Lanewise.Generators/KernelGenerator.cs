using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lanewise.Generators;

/// <summary>
/// From every method with <c>[Kernel]</c>: the decoder of its args struct, the names of the struct's field indices,
/// its place in the dispatch, and its row of the manifest. Kernels are numbered by name, so the same declarations
/// give the same text whatever their order. For passes over recorded calls it writes encoders and the kernels' numbers.
/// </summary>
[Generator]
public sealed class KernelGenerator : IIncrementalGenerator
{
    private const string KernelAttribute = "Lanewise.Runtime.KernelAttribute";

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ImmutableArray<KernelDeclaration>> declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KernelAttribute,
                static (node, _) => node is MethodDeclarationSyntax,
                static (source, _) => KernelDeclaration.Read(source))
            .Collect();

        IncrementalValueProvider<Messages> messages = context.CompilationProvider.Select(static (compilation, _) => Messages.ReadAll(compilation));

        context.RegisterSourceOutput(declarations.Combine(messages), static (output, input) => Emit(output, input.Left, input.Right));
    }

    private static void Emit(SourceProductionContext output, ImmutableArray<KernelDeclaration> declarations, Messages messages)
    {
        if (declarations.IsEmpty)
        {
            return;
        }

        List<Kernel> kernels = [];
        foreach (KernelDeclaration declaration in declarations)
        {
            foreach (DeclarationError error in declaration.Errors)
            {
                output.ReportDiagnostic(error.ToDiagnostic());
            }

            if (declaration.Errors.Count == 0)
            {
                kernels.AddRange(declaration.Kernels);
            }
        }

        kernels.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        for (int i = kernels.Count - 1; i > 0; i--)
        {
            if (kernels[i].Name == kernels[i - 1].Name)
            {
                output.ReportDiagnostic(new DeclarationError(Rules.TwiceId, kernels[i].Name, kernels[i].Place).ToDiagnostic());
                kernels.RemoveAt(i);
            }
        }

        ArgsStruct[] structs = kernels.Select(static kernel => kernel.Args).GroupBy(static args => args.FullName)
            .OrderBy(static group => group.Key, System.StringComparer.Ordinal).Select(static group => group.First()).ToArray();
        output.AddSource("Decoders.g.cs", DecoderWriter.Write(structs));
        output.AddSource("Encoders.g.cs", EncoderWriter.Write(structs));
        output.AddSource("KernelIds.g.cs", KernelIdWriter.Write(kernels));
        output.AddSource("Dispatch.g.cs", DispatchWriter.Write(kernels));
        output.AddSource("Manifest.g.cs", ManifestWriter.Write(kernels, messages));
        output.AddSource("OpSummaries.g.cs", OpWriter.WriteSummaries(kernels));
    }
}
