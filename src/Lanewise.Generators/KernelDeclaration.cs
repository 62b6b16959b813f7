using System;
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Lanewise.Generators;

/// <summary>One method with <c>[Kernel]</c>, read into plain data, or what is wrong with it.</summary>
internal sealed record KernelDeclaration(EquatableList<Kernel> Kernels, EquatableList<DeclarationError> Errors)
{
    public static KernelDeclaration Read(GeneratorAttributeSyntaxContext source) =>
        Read((IMethodSymbol)source.TargetSymbol, source.Attributes, _ => Text.Summary(source.TargetNode));

    /// <param name="summary">Tells an op's documentation, which metadata do not have.</param>
    public static KernelDeclaration Read(IMethodSymbol method, IEnumerable<AttributeData> attributes, Func<string, string> summary)
    {
        List<DeclarationError> errors = [];
        ArgsStruct? args = null;
        if (HasKernelShape(method))
        {
            args = ReadArgs((INamedTypeSymbol)method.Parameters[1].Type, errors);
        }
        else
        {
            errors.Add(new(Rules.ShapeId, method.ToDisplayString(), Place.Of(method)));
        }

        Op? op = ReadOp(method, summary);
        if (op?.Summary == "")
        {
            errors.Add(new(Rules.SummaryId, method.ToDisplayString(), Place.Of(method)));
        }

        string type = method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        int generic = type.IndexOf('<');
        string call = (generic < 0 ? type : type.Substring(0, generic) + "<V>") + "." + method.Name;
        bool Has(string mark) => method.ContainingType.GetAttributes().Any(data => data.AttributeClass?.Name == mark);
        IEnumerable<Kernel> kernels = args is null ? [] : attributes.Select(
            attribute => new Kernel(
                (string)attribute.ConstructorArguments[0].Value!,
                Named(attribute, "IsList") is true,
                Named(attribute, "Outputs") as int? ?? 1,
                Has("ElementwiseAttribute"),
                Has("ProductAttribute"),
                call,
                args,
                op,
                Place.Of(method)));
        return new(new(kernels), new(errors));
    }

    private static Op? ReadOp(IMethodSymbol method, Func<string, string> summary)
    {
        if (method.GetAttributes().FirstOrDefault(static data => data.AttributeClass?.Name == "OpAttribute") is not { } attribute)
        {
            return null;
        }

        string name = (string)attribute.ConstructorArguments[0].Value!;
        TypedConstant takes = attribute.ConstructorArguments[1];
        string member = takes.Type!.GetMembers().OfType<IFieldSymbol>().First(field => field.HasConstantValue && Equals(field.ConstantValue, takes.Value)).Name;
        return new Op(name, member, summary(name));
    }

    private static object? Named(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;

    private static bool HasKernelShape(IMethodSymbol method) =>
        method is { IsStatic: true, IsGenericMethod: false, ReturnType.Name: "Status", Parameters.Length: 2 }
        && method.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal
        && method.ContainingType is { ContainingType: null, TypeParameters.Length: <= 1 }
        && method.Parameters[0] is { RefKind: RefKind.Ref, Type.Name: "Call" }
        && method.Parameters[1] is { RefKind: RefKind.Ref, Type: INamedTypeSymbol };

    private static ArgsStruct? ReadArgs(INamedTypeSymbol type, List<DeclarationError> errors)
    {
        if (type is not { TypeKind: TypeKind.Struct, IsGenericType: false, ContainingType: null })
        {
            errors.Add(new(Rules.ArgsId, type.ToDisplayString(), Place.Of(type)));
            return null;
        }

        List<Field> fields = [];
        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>().Where(static field => !field.IsStatic))
        {
            if (ReadField(field, errors) is { } read)
            {
                fields.Add(read);
            }
        }

        return new ArgsStruct(type.ContainingNamespace.ToDisplayString(), type.Name, new(fields));
    }

    private static Field? ReadField(IFieldSymbol field, List<DeclarationError> errors)
    {
        FieldKind? kind = KindOf(field);
        if (kind is null || field.DeclaredAccessibility == Accessibility.Private)
        {
            errors.Add(new(Rules.FieldId, field.ToDisplayString(), Place.Of(field)));
            return null;
        }

        ITypeSymbol? words = kind is FieldKind.Enum ? field.Type : kind is FieldKind.Choice ? ((INamedTypeSymbol)field.Type).TypeArguments[0] : null;
        IFieldSymbol[] members = words?.GetMembers().OfType<IFieldSymbol>().Where(static member => member.HasConstantValue).ToArray() ?? [];
        for (int i = 0; i < members.Length; i++)
        {
            if (members[i].ConstantValue is not int value || value != i)
            {
                errors.Add(new(Rules.EnumId, words!.ToDisplayString(), Place.Of(field)));
                return null;
            }
        }

        AttributeData? attribute = field.GetAttributes().FirstOrDefault(static data => data.AttributeClass?.Name == "DefaultAttribute");
        string? fallback = kind is FieldKind.Enum ? "0" : null;
        if (attribute is not null)
        {
            fallback = DefaultOf(kind.Value, attribute.ConstructorArguments[0].Value);
            if (fallback is null)
            {
                errors.Add(new(Rules.DefaultId, field.ToDisplayString(), Place.Of(field)));
            }
        }

        string typeName = (words ?? field.Type).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return new Field(field.Name, kind.Value, typeName, new(members.Select(static member => member.Name)), fallback);
    }

    private static FieldKind? KindOf(IFieldSymbol field) => field.Type switch
    {
        { SpecialType: SpecialType.System_Int32 } => FieldKind.Int,
        { SpecialType: SpecialType.System_Boolean } => FieldKind.Bool,
        { SpecialType: SpecialType.System_Double } => FieldKind.Double,
        { Name: "Tensor" } => field.GetAttributes().Any(static data => data.AttributeClass?.Name == "OptionalAttribute") ? FieldKind.OptionalTensor : FieldKind.Tensor,
        { Name: "TensorList" } => FieldKind.Tensors,
        { Name: "IntList" } => FieldKind.Ints,
        { Name: "IntOrInts" } => FieldKind.IntOrInts,
        { Name: "DoubleList" } => FieldKind.Doubles,
        { Name: "Text" } => FieldKind.Text,
        { Name: "DType" } => FieldKind.DType,
        { Name: "Choice" } => FieldKind.Choice,
        { TypeKind: TypeKind.Enum } => FieldKind.Enum,
        _ => null,
    };

    private static string? DefaultOf(FieldKind kind, object? value) => (kind, value) switch
    {
        (FieldKind.Int or FieldKind.Enum or FieldKind.DType, int number) => number.ToString(CultureInfo.InvariantCulture),
        (FieldKind.Bool, bool flag) => flag ? "true" : "false",
        (FieldKind.Double, double number) => number.ToString("R", CultureInfo.InvariantCulture),
        (FieldKind.Double, int number) => number.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
