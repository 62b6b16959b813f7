using System.Reflection;

namespace Lanewise.Compiler.Import;

/// <summary>Which methods of the base class library are compiled from their IL; the others need a row in the table of intrinsics.</summary>
internal static class BaseLibrary
{
    private static readonly HashSet<string> Types =
    [
        "System.Span`1", "System.ReadOnlySpan`1", "System.Math", "System.MathF", "System.Single", "System.Double", "System.Int32", "System.Int64",
        "System.UInt32", "System.UInt64", "System.Runtime.InteropServices.MemoryMarshal", "System.Numerics.BitOperations", "System.BitConverter", "System.Range", "System.Index",
    ];

    public static bool Contains(MethodBase method)
    {
        string? name = method.Module.Assembly.GetName().Name;
        return name is "System.Private.CoreLib" or "System.Runtime" || name!.StartsWith("System.", StringComparison.Ordinal);
    }

    public static bool MayCompile(MethodBase method) =>
        method.DeclaringType is { } type && Types.Contains((type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!)
        && method.GetMethodBody() is not null;
}
