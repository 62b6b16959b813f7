using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Lanewise.Tests;

/// <summary>Calls an op by its name, with arguments by name: reflection cannot pass spans, so a small method that does is made.</summary>
internal static class OpCaller
{
    public static Tensor[] Call(string op, JsonElement args)
    {
        string[] path = op.Split('.');
        Type home = path.Length == 1 ? typeof(Tf) : typeof(Tf).GetNestedType(path[0])!;
        MethodInfo[] candidates = [.. home.GetMethods().Where(method => method.Name == path[^1] && Fits(method, args))];
        MethodInfo method = candidates.MinBy(static method => method.GetParameters().Length)
            ?? throw new MissingMethodException($"{op} has no overload for {args}");
        object?[] values = [.. method.GetParameters().Select(parameter => Value(parameter, args))];
        return Flatten(Caller(method)(values)).ToArray();
    }

    private static bool Fits(MethodInfo method, JsonElement args)
    {
        Dictionary<string, Type> parameters = method.GetParameters().ToDictionary(static parameter => parameter.Name!, static parameter => parameter.ParameterType);
        return method.GetParameters().All(parameter => parameter.HasDefaultValue || args.TryGetProperty(parameter.Name!, out _) || IsParams(parameter))
            && args.EnumerateObject().All(arg => parameters.TryGetValue(arg.Name, out Type? type) && Takes(type, arg.Value));
    }

    private static bool IsParams(ParameterInfo parameter) => parameter.IsDefined(typeof(ParamCollectionAttribute), false);

    private static bool Takes(Type type, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => IsSpan(type) || (type == typeof(Padding)),
        JsonValueKind.Object => type == typeof(Tensor),
        JsonValueKind.Number => type != typeof(string) && !typeof(Tensor).IsAssignableFrom(type) && (!IsSpan(type) || type == typeof(ReadOnlySpan<double>)),
        _ => true,
    };

    private static bool IsSpan(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>);

    private static object? Value(ParameterInfo parameter, JsonElement args)
    {
        Type type = parameter.ParameterType;
        if (!args.TryGetProperty(parameter.Name!, out JsonElement value))
        {
            return parameter.HasDefaultValue && parameter.DefaultValue is { } given ? type.IsEnum ? Enum.ToObject(type, given) : given : null;
        }

        return Nullable.GetUnderlyingType(type) is { } inner ? One(inner, value) : One(type, value);
    }

    private static object? One(Type type, JsonElement value) => type switch
    {
        _ when type == typeof(Tensor) => CaseTensor.Read(value).ToTensor(),
        _ when type == typeof(ReadOnlySpan<Tensor>) => value.EnumerateArray().Select(static tensor => CaseTensor.Read(tensor).ToTensor()).ToArray(),
        _ when type == typeof(ReadOnlySpan<int>) => value.EnumerateArray().Select(static number => number.GetInt32()).ToArray(),
        _ when type == typeof(ReadOnlySpan<double>) => value.ValueKind == JsonValueKind.Number ? [value.GetDouble()] : value.EnumerateArray().Select(static number => number.GetDouble()).ToArray(),
        _ when type == typeof(ReadOnlySpan<string>) => value.EnumerateArray().Select(static text => text.GetString()!).ToArray(),
        _ when type == typeof(Padding) => value.ValueKind == JsonValueKind.String ? (Padding)value.GetString()! : (Padding)value.GetInt32(),
        _ when type.IsEnum => Enum.Parse(type, value.GetString()!, ignoreCase: true),
        _ when type == typeof(double) && value.ValueKind == JsonValueKind.String => double.Parse(value.GetString()!, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.Deserialize(type),
    };

    private static IEnumerable<Tensor> Flatten(object? result) => result switch
    {
        Tensor tensor => [tensor],
        Tensor[] tensors => tensors,
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Flatten(tuple[i])),
        _ => throw new InvalidOperationException($"{result} is no tensor"),
    };

    private static Func<object?[], object?> Caller(MethodInfo method)
    {
        DynamicMethod caller = new("Call", typeof(object), [typeof(object?[])], typeof(OpCaller).Module, skipVisibility: true);
        ILGenerator il = caller.GetILGenerator();
        foreach (ParameterInfo parameter in method.GetParameters())
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4, parameter.Position);
            il.Emit(OpCodes.Ldelem_Ref);
            if (IsSpan(parameter.ParameterType))
            {
                Type array = parameter.ParameterType.GetGenericArguments()[0].MakeArrayType();
                il.Emit(OpCodes.Castclass, array);
                il.Emit(OpCodes.Call, parameter.ParameterType.GetMethod("op_Implicit", [array])!);
            }
            else
            {
                il.Emit(OpCodes.Unbox_Any, parameter.ParameterType);
            }
        }

        il.Emit(OpCodes.Call, method);
        if (method.ReturnType.IsValueType)
        {
            il.Emit(OpCodes.Box, method.ReturnType);
        }

        il.Emit(OpCodes.Ret);
        return caller.CreateDelegate<Func<object?[], object?>>();
    }
}
