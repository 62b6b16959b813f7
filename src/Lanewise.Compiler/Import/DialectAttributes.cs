using System.Collections.Concurrent;
using System.Reflection;

namespace Lanewise.Compiler.Import;

/// <summary>What a method's attribute says of it: the feature that it asks for, or the instruction that it is.</summary>
internal sealed record DialectAttribute(string? Feature, string? Instruction);

/// <summary>Reads the dialect's attributes, by name: the compiler references no assembly that it compiles.</summary>
internal static class DialectAttributes
{
    private static readonly ConcurrentDictionary<MethodBase, DialectAttribute?> Cache = [];

    public static DialectAttribute? Of(MethodBase method) => Cache.GetOrAdd(method, static method =>
    {
        if (Argument(method, "WasmOpAttribute") is { } instruction)
        {
            return new DialectAttribute(null, instruction);
        }

        MemberInfo member = method;
        if (method.IsSpecialName && method.Name.StartsWith("get_", StringComparison.Ordinal)
            && method.DeclaringType!.GetProperty(method.Name[4..], BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic) is { } property)
        {
            member = property;
        }

        return Argument(member, "WasmFeatureAttribute") is { } feature ? new DialectAttribute(feature, null) : null;
    });

    /// <summary>The string that an attribute was given, or null if the member does not have it.</summary>
    public static string? Argument(MemberInfo member, string attribute) =>
        member.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType.Name == attribute)?.ConstructorArguments[0].Value as string;
}
