using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Lanewise.Generators;

/// <summary>A place in a file, without the syntax tree that a <see cref="Location"/> would keep alive.</summary>
internal sealed record Place(string File, TextSpan Span, LinePositionSpan Lines)
{
    public static Place Of(ISymbol symbol)
    {
        Location location = symbol.Locations[0];
        return new Place(location.SourceTree?.FilePath ?? "", location.SourceSpan, location.GetLineSpan().Span);
    }
}

internal sealed record DeclarationError(string Rule, string Subject, Place Place)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rules.Find(Rule), Location.Create(Place.File, Place.Span, Place.Lines), Subject);
}

/// <summary>A field by its form in a frame. <c>Values</c> are the enum's members in order.</summary>
internal sealed record Field(string Name, FieldKind Kind, string TypeName, EquatableList<string> Values, string? Default);

internal enum FieldKind
{
    Tensor,
    OptionalTensor,
    Tensors,
    Int,
    Bool,
    Double,
    Enum,
    DType,
    Ints,
    IntOrInts,
    Doubles,
    Choice,
    Text,
}

internal sealed record ArgsStruct(string Namespace, string Name, EquatableList<Field> Fields)
{
    public string FullName => Namespace + "." + Name;
}

internal sealed record Kernel(string Name, bool IsList, int Outputs, bool IsElementwise, bool IsProduct, string Method, ArgsStruct Args, Op? Op, Place Place);

/// <summary>The op that is this kernel alone. <c>Takes</c> is a member of Runtime's enum.</summary>
internal sealed record Op(string Name, string Takes, string Summary);

/// <summary>The enums whose members a host tells of.</summary>
internal sealed record Messages(EquatableList<StatusRow> Statuses, EquatableList<StatusRow> Fates, EquatableList<StatusRow> Obstacles, EquatableList<StatusRow> Fusions)
{
    public static Messages ReadAll(Compilation compilation) => new(
        StatusRow.ReadAll(compilation, "Lanewise.Runtime.Status"),
        StatusRow.ReadAll(compilation, "Lanewise.Runtime.Programs.Fate"),
        StatusRow.ReadAll(compilation, "Lanewise.Runtime.Programs.Obstacle"),
        StatusRow.ReadAll(compilation, "Lanewise.Runtime.Programs.Fusion"));
}

internal sealed record StatusRow(string Name, string Message, bool IsWhole)
{
    public static EquatableList<StatusRow> ReadAll(Compilation compilation, string type)
    {
        INamedTypeSymbol? status = compilation.GetTypeByMetadataName(type);
        IEnumerable<IFieldSymbol> members = status?.GetMembers().OfType<IFieldSymbol>() ?? [];
        return new(members.Select(Read));
    }

    private static StatusRow Read(IFieldSymbol member)
    {
        AttributeData? message = member.GetAttributes().FirstOrDefault(static attribute => attribute.AttributeClass?.Name == "MessageAttribute");
        bool isWhole = message?.NamedArguments.Any(static argument => argument.Key == "IsWhole" && argument.Value.Value is true) == true;
        return new StatusRow(member.Name, message?.ConstructorArguments[0].Value as string ?? "", isWhole);
    }
}
