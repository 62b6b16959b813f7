using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Lanewise.Compiler.Ir;

namespace Lanewise.Compiler.Types;

/// <summary>What a .NET type is in WebAssembly: a scalar, or an aggregate with a layout. Pointers have 4 bytes.</summary>
public sealed class TypeLayouts
{
    private readonly Dictionary<Type, Layout> _layouts = [];
    private readonly Dictionary<Type, Dictionary<int, int>> _offsets = [];

    /// <summary>The scalar that a type is, or null for an aggregate.</summary>
    /// <exception cref="UnsupportedTypeException">The type is outside the dialect.</exception>
    public MemoryType? ScalarOf(Type type) => Primitive(type) ?? LayoutOf(type).Scalar;

    public Layout LayoutOf(Type type)
    {
        if (!_layouts.TryGetValue(type, out Layout? layout))
        {
            _layouts[type] = layout = MakeLayout(type);
        }

        return layout;
    }

    public bool IsAggregate(Type type) => type != typeof(void) && ScalarOf(type) is null;

    public int SizeOf(Type type) => Primitive(type)?.Size() ?? LayoutOf(type).Size;

    public int OffsetOf(FieldInfo field)
    {
        LayoutOf(field.DeclaringType!);
        return _offsets[field.DeclaringType!][field.MetadataToken];
    }

    /// <summary>True for a struct whose fields can be named; false for numbers, enums, pointers and vectors.</summary>
    public static bool IsStruct(Type type) => type.IsValueType && Primitive(type) is null;

    private static MemoryType? Primitive(Type type)
    {
        if (type.IsPointer || type.IsByRef || type.IsFunctionPointer)
        {
            return MemoryType.I32;
        }

        if (type.IsEnum)
        {
            type = type.GetEnumUnderlyingType();
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Vector128<>))
        {
            return MemoryType.V128;
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean or TypeCode.Byte => MemoryType.U8,
            TypeCode.SByte => MemoryType.I8,
            TypeCode.Int16 => MemoryType.I16,
            TypeCode.UInt16 or TypeCode.Char => MemoryType.U16,
            TypeCode.Int32 or TypeCode.UInt32 => MemoryType.I32,
            TypeCode.Int64 or TypeCode.UInt64 => MemoryType.I64,
            TypeCode.Single => MemoryType.F32,
            TypeCode.Double => MemoryType.F64,
            _ when type == typeof(nint) || type == typeof(nuint) => MemoryType.I32,
            _ => null,
        };
    }

    private Layout MakeLayout(Type type)
    {
        if (Primitive(type) is { } scalar)
        {
            return new Layout(type.Name, scalar.Size(), scalar.Size(), [new Leaf(0, scalar)], false);
        }

        if (!type.IsValueType || type == typeof(decimal) || type.FullName is "System.Runtime.Intrinsics.Vector64`1" or "System.TypedReference"
            || (type.IsGenericType && type.GetGenericTypeDefinition() is var definition && (definition == typeof(Vector256<>) || definition == typeof(Vector512<>))))
        {
            throw new UnsupportedTypeException(type);
        }

        StructLayoutAttribute? attribute = type.StructLayoutAttribute;
        int pack = attribute is { Pack: > 0 } ? attribute.Pack : 8;
        bool isExplicit = attribute?.Value == LayoutKind.Explicit;
        var offsets = new Dictionary<int, int>();
        var leaves = new List<Leaf>();
        bool opaque = isExplicit;
        int end = 0;
        int alignment = 1;

        FieldInfo[] fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
        foreach (FieldInfo field in fields.OrderBy(field => field.MetadataToken))
        {
            Layout inner = LayoutOf(field.FieldType);
            // Vectors keep their natural alignment; everything else obeys the pack.
            int fieldAlignment = Math.Min(inner.Alignment, inner.Alignment == 16 ? 16 : pack);
            int offset = isExplicit
                ? field.GetCustomAttribute<FieldOffsetAttribute>()!.Value
                : (end + fieldAlignment - 1) / fieldAlignment * fieldAlignment;
            offsets[field.MetadataToken] = offset;
            leaves.AddRange(inner.Leaves.Select(leaf => new Leaf(offset + leaf.Offset, leaf.Type)));
            opaque |= inner.Opaque;
            end = Math.Max(end, offset + inner.Size);
            alignment = Math.Max(alignment, fieldAlignment);
        }

        if (type.GetCustomAttribute<InlineArrayAttribute>() is { } inlineArray)
        {
            end *= inlineArray.Length;
            opaque = true;
        }

        int size = Math.Max(1, (end + alignment - 1) / alignment * alignment);
        if (attribute is { Size: > 0 } && attribute.Size > size)
        {
            size = attribute.Size;
            opaque = true;
        }

        _offsets[type] = offsets;
        return new Layout(type.Name, size, alignment, [.. leaves.OrderBy(leaf => leaf.Offset)], opaque);
    }
}

public sealed class UnsupportedTypeException(Type type) : Exception(type.ToString())
{
    public Type Type { get; } = type;
}
