using Microsoft.CodeAnalysis;

namespace Lanewise.Generators;

/// <summary>What a kernel's declaration may not be.</summary>
internal static class Rules
{
    public const string ShapeId = "LWG001";
    public const string ArgsId = "LWG002";
    public const string FieldId = "LWG003";
    public const string EnumId = "LWG004";
    public const string TwiceId = "LWG005";
    public const string DefaultId = "LWG006";
    public const string SummaryId = "LWG007";

    public static DiagnosticDescriptor Find(string id) => id switch
    {
        ShapeId => Shape,
        ArgsId => Args,
        FieldId => Field,
        EnumId => Enum,
        TwiceId => Twice,
        SummaryId => Summary,
        _ => Default,
    };

    private static readonly DiagnosticDescriptor Shape = Rule(ShapeId, "Kernel method", "'{0}' must be 'public static Status Name(ref Call, ref SomeArgs)' in a static class that is not nested and has at most one type parameter, the vector type");
    private static readonly DiagnosticDescriptor Args = Rule(ArgsId, "Args struct", "'{0}' must be a struct that is neither nested nor generic");
    private static readonly DiagnosticDescriptor Field = Rule(FieldId, "Args field", "the type of '{0}' has no form in a frame: use Tensor, TensorList, int, bool, double, an enum, DType, IntList, IntOrInts, DoubleList, Text or Choice<TEnum>, in a public field");
    private static readonly DiagnosticDescriptor Enum = Rule(EnumId, "Args enum", "the members of '{0}' must be 0, 1, 2 and so on, in order: their positions are the words in a frame");
    private static readonly DiagnosticDescriptor Twice = Rule(TwiceId, "Kernel twice", "there are two kernels '{0}'");
    private static readonly DiagnosticDescriptor Default = Rule(DefaultId, "Default value", "'[Default]' of '{0}' needs a value of the field's type, which is int, bool, double or an enum");

    private static readonly DiagnosticDescriptor Summary = Rule(SummaryId, "Op without summary", "'{0}' is an op of the library, and needs a '<summary>' for its documentation");

    private static DiagnosticDescriptor Rule(string id, string title, string message) =>
        new(id, title, message, "Lanewise", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
