using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lanewise.Compiler.Ir;
using Lanewise.Wasm;

namespace Lanewise.Compiler.Import;

/// <summary>Values of static readonly fields, taken from the running program.</summary>
internal static class StaticValues
{
    public static Constant Scalar(FieldInfo field, MemoryType type)
    {
        byte[] bytes = Bytes(field);
        Span<byte> wide = stackalloc byte[16];
        wide.Clear();
        bytes.CopyTo(wide);
        ulong low = MemoryMarshal.Read<ulong>(wide);
        return type switch
        {
            MemoryType.I8 => Constant.I32((sbyte)low),
            MemoryType.I16 => Constant.I32((short)low),
            _ => new Constant(type.ValueType(), low, MemoryMarshal.Read<ulong>(wide[8..])),
        };
    }

    /// <summary>The bytes of a readonly field or of a constant table.</summary>
    public static byte[] Bytes(FieldInfo field)
    {
        if (field.DeclaringType is { } type && type.Name.StartsWith("<>c", StringComparison.Ordinal))
        {
            throw new CompileException(Diagnostics.Delegate, type.DeclaringType?.Name);
        }

        bool isTable = field.Attributes.HasFlag(FieldAttributes.HasFieldRVA);
        if (!field.IsInitOnly && !isTable)
        {
            throw new CompileException(Diagnostics.MutableStatic, field.Name);
        }

        // A pointer means nothing outside this process.
        if (!IsPlain(field.FieldType))
        {
            throw new CompileException(field.FieldType == typeof(string) ? Diagnostics.String : field.FieldType.IsArray ? Diagnostics.Array : Diagnostics.StaticValue, field.Name);
        }

        object value;
        try
        {
            value = field.GetValue(null)!;
        }
        catch (TargetInvocationException)
        {
            throw new CompileException(Diagnostics.StaticValue, field.Name);
        }

        int size = SizeOf(field.FieldType);
        var bytes = new byte[size];
        ref byte data = ref Unsafe.As<RawBox>(value).Data;
        MemoryMarshal.CreateReadOnlySpan(ref data, size).CopyTo(bytes);
        return bytes;
    }

    private static bool IsPlain(Type type) => type.IsPrimitive
        ? type != typeof(nint) && type != typeof(nuint)
        : type.IsEnum || (type.IsValueType && type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).All(field => IsPlain(field.FieldType)));

    private static int SizeOf(Type type) => (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;

    // The layout of a boxed value: its data begin where the first field of an object would.
    private sealed class RawBox
    {
        public byte Data;
    }
}
