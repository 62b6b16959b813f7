using System.Reflection;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PublicApiGenerator;

namespace Lanewise.Packages.Tests;

/// <summary>
/// What the packages show is what the files in <c>api</c> say, so that no change of it goes unseen: a run with the environment variable
/// LANEWISE_RENEW_API=1 writes them anew. Kernels and Runtime are packed, but nobody can compile against them.
/// </summary>
public sealed class PublicApiTests
{
    public static TheoryData<string> Packages => ["Lanewise", "Lanewise.Imaging", "Lanewise.Wasmtime"];

    [Theory]
    [MemberData(nameof(Packages))]
    public void IsAsRecorded(string package)
    {
        string file = Repository.In($"tests/Lanewise.Packages.Tests/api/{package}.txt");
        // names of the build's own making say nothing about the API
        ApiGeneratorOptions options = new() { IncludeAssemblyAttributes = false };
        string api = Assembly.Load(package).GeneratePublicApi(options).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("LANEWISE_RENEW_API") == "1")
        {
            File.WriteAllText(file, api);
        }

        string[] recorded = File.ReadAllLines(file);
        string[] actual = api.TrimEnd('\n').Split('\n');
        Assert.True(
            recorded.SequenceEqual(actual),
            $"{package}'s public API is not what {file} says. If that is meant, run these tests with LANEWISE_RENEW_API=1.\n{Difference(recorded, actual)}");
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void IsDocumentedWhole(string package)
    {
        string location = Assembly.Load(package).Location;
        HashSet<string> documented = [.. XDocument.Load(Path.ChangeExtension(location, ".xml")).Descendants("member")
            .Where(static member => member.HasElements).Select(static member => member.Attribute("name")!.Value)];
        MetadataReference reference = MetadataReference.CreateFromFile(location);
        CSharpCompilation compilation = CSharpCompilation.Create("Reader", references: [.. References.All, reference]);
        INamespaceSymbol root = ((IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(reference)!).GlobalNamespace;
        string[] all = [.. Members(root).Select(static member => member.GetDocumentationCommentId()!)];
        Assert.True(all.Length > 3, "next to nothing is public");
        string[] missing = [.. all.Where(id => !documented.Contains(id))];
        Assert.True(missing.Length == 0, $"no documentation: {string.Join(", ", missing)}");
    }

    /// <summary>What is public and has a name of its own in the documentation. What the compiler adds to records and enums needs none.</summary>
    private static IEnumerable<ISymbol> Members(INamespaceOrTypeSymbol owner) => owner.GetMembers()
        .Where(static member => member is INamespaceSymbol || (member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected && !IsImplicit(member)))
        .SelectMany(static member => (IEnumerable<ISymbol>)(member switch
        {
            INamespaceSymbol inner => Members(inner),
            INamedTypeSymbol { TypeKind: TypeKind.Delegate } type => [type],
            INamedTypeSymbol type => [type, .. Members(type)],
            _ => [member],
        }));

    private static bool IsImplicit(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove } => true,
        IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters.Length: 0 } constructor => constructor.ContainingType.IsValueType || IsGenerated(constructor) || constructor.ContainingType.InstanceConstructors.Length == 1,
        _ => IsGenerated(member),
    };

    private static bool IsGenerated(ISymbol member) =>
        member.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "CompilerGeneratedAttribute") && member is IMethodSymbol;

    /// <summary>The lines that only one of the two has, the first ones of them.</summary>
    private static string Difference(string[] recorded, string[] actual) => string.Join('\n', recorded.Except(actual).Select(static line => $"- {line.Trim()}")
        .Concat(actual.Except(recorded).Select(static line => $"+ {line.Trim()}"))
        .Take(40).DefaultIfEmpty("(the same lines in another order)"));
}
