using System.Reflection;

namespace Lanewise.Compiler;

/// <summary>Names of types and methods as C# writes them.</summary>
internal static class MethodNames
{
    public static string Of(MethodBase method) =>
        $"{(method.DeclaringType is { } type ? Of(type) + "." : "")}{method.Name}{Arguments(method.IsGenericMethod ? method.GetGenericArguments() : [])}";

    public static string Of(Type type)
    {
        if (type.IsPointer || type.IsByRef)
        {
            return type.IsPointer ? Of(type.GetElementType()!) + "*" : "ref " + Of(type.GetElementType()!);
        }

        if (type.IsFunctionPointer)
        {
            return "delegate*";
        }

        string name = type.Name.Split('`')[0];
        return type.IsEnum ? name : Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => "bool",
            TypeCode.Byte => "byte",
            TypeCode.SByte => "sbyte",
            TypeCode.Int16 => "short",
            TypeCode.UInt16 => "ushort",
            TypeCode.Char => "char",
            TypeCode.Int32 => "int",
            TypeCode.UInt32 => "uint",
            TypeCode.Int64 => "long",
            TypeCode.UInt64 => "ulong",
            TypeCode.Single => "float",
            TypeCode.Double => "double",
            _ when type == typeof(nint) => "nint",
            _ when type == typeof(nuint) => "nuint",
            _ when type == typeof(void) => "void",
            _ => name + Arguments(type.IsGenericType ? type.GetGenericArguments() : []),
        };
    }

    private static string Arguments(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(",", arguments.Select(Of))}>";
}
