using System.Reflection;

namespace Lanewise.Compiler.Import;

/// <summary>Finds the method that a constrained call reaches, which closed generics decide at compile time.</summary>
internal static class Constraints
{
    public static MethodBase? Resolve(Type type, MethodBase method)
    {
        Type declaring = method.DeclaringType!;
        if (!declaring.IsInterface)
        {
            // Object's own methods: only an override in the struct itself needs no box.
            return method.DeclaringType == type ? method : type.GetMethod(
                method.Name,
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly,
                [.. method.GetParameters().Select(parameter => parameter.ParameterType)]);
        }

        if (!type.IsValueType)
        {
            return null;
        }

        InterfaceMapping map = type.GetInterfaceMap(declaring);
        for (int i = 0; i < map.InterfaceMethods.Length; i++)
        {
            if (map.InterfaceMethods[i].MetadataToken != method.MetadataToken)
            {
                continue;
            }

            MethodInfo target = map.TargetMethods[i];
            return target.IsGenericMethodDefinition ? target.MakeGenericMethod(method.GetGenericArguments()) : target;
        }

        return null;
    }
}
