using System.Reflection;
using Lanewise.Wasm;

namespace Lanewise.Compiler.Intrinsics;

/// <summary>What a base class library method becomes: an instruction, or one of the forms of <see cref="IntrinsicKind"/>.</summary>
internal sealed record Intrinsic(IntrinsicKind Kind, Opcode Opcode);

internal enum IntrinsicKind
{
    /// <summary>One instruction on the arguments in order.</summary>
    Instruction,

    /// <summary>The instruction, whose lane immediate is the last argument (extract) or the one before it (replace).</summary>
    ExtractLane,
    ReplaceLane,

    /// <summary>The first argument itself.</summary>
    Identity,
    Zero,
    False,

    /// <summary>True where the module has SIMD.</summary>
    HasSimd,

    /// <summary>Nothing: the arguments are dropped.</summary>
    Nothing,
    MultiplyAdd,
    Select,
    CreateScalar,
    NotEqual,
    AllEqual,
    ReadUnaligned,
    WriteUnaligned,
    LoadVector,
    StoreVector,
    BitCast,
    SizeOf,
    AddElements,
    SubtractElements,
    AddressDifference,
    CopyMemory,
    /// <summary>memory.copy with the source first.</summary>
    CopyFromSource,
    FillMemory,

    /// <summary>memory.fill with the length before the value.</summary>
    FillMemorySwapped,
    ClearMemory,
    BufferCopy,
    CreateSpan,
    AtomicAdd,
    AtomicIncrement,
    AtomicDecrement,
    AtomicExchange,
    AtomicCompareExchange,
    VolatileRead,
    VolatileWrite,
}

/// <summary>
/// The base class library methods that the dialect knows. A row is the method as C# writes it (generic arguments spelled
/// out, or * for any) and the instruction, or the name of a form.
/// </summary>
internal static class IntrinsicTable
{
    private const string Rows = """
        Vector128<float>.op_Addition                 f32x4.add
        Vector128<float>.op_Subtraction              f32x4.sub
        Vector128<float>.op_Multiply                 f32x4.mul
        Vector128<float>.op_Division                 f32x4.div
        Vector128<float>.op_UnaryNegation            f32x4.neg
        Vector128<int>.op_Addition                   i32x4.add
        Vector128<int>.op_Subtraction                i32x4.sub
        Vector128<int>.op_Multiply                   i32x4.mul
        Vector128<int>.op_UnaryNegation              i32x4.neg
        Vector128<int>.op_LeftShift                  i32x4.shl
        Vector128<int>.op_RightShift                 i32x4.shr_s
        Vector128<int>.op_UnsignedRightShift         i32x4.shr_u
        Vector128<*>.op_BitwiseAnd                   v128.and
        Vector128<*>.op_BitwiseOr                    v128.or
        Vector128<*>.op_ExclusiveOr                  v128.xor
        Vector128<*>.op_OnesComplement               v128.not
        Vector128<int>.op_Inequality                 NotEqual
        Vector128<int>.op_Equality                   AllEqual
        Vector128<*>.get_Zero                        Zero
        Vector128.Create(float)                      f32x4.splat
        Vector128.Create(int)                        i32x4.splat
        Vector128.Create<float>(float)               f32x4.splat
        Vector128.Create<int>(int)                   i32x4.splat
        Vector128.CreateScalar(uint)                 CreateScalar
        Vector128.CreateScalar<uint>(uint)           CreateScalar
        Vector128.CreateScalar<int>(int)             CreateScalar
        Vector128.CreateScalar(int)                  CreateScalar
        Vector128.Load<*>                            LoadVector
        Vector128.Store<*>                           StoreVector
        Vector128.WithElement<int>                   i32x4.replace_lane
        Vector128.WithElement<float>                 f32x4.replace_lane
        Vector128.GetElement<int>                    i32x4.extract_lane
        Vector128.GetElement<float>                  f32x4.extract_lane
        Vector128.GetElement<byte>                   i8x16.extract_lane_u
        Vector128.GetElement<ushort>                 i16x8.extract_lane_u
        Vector128.ToScalar<int>                      i32x4.extract_lane
        Vector128.ToScalar<float>                    f32x4.extract_lane
        Vector128.AsInt32<*>                         Identity
        Vector128.AsUInt32<*>                        Identity
        Vector128.AsSingle<*>                        Identity
        Vector128.AsByte<*>                          Identity
        Vector128.AsUInt16<*>                        Identity
        Vector128.AsDouble<*>                        Identity
        Vector128.WidenLower(Vector128<byte>)        i16x8.extend_low_i8x16_u
        Vector128.WidenUpper(Vector128<byte>)        i16x8.extend_high_i8x16_u
        Vector128.WidenLower(Vector128<ushort>)      i32x4.extend_low_i16x8_u
        Vector128.WidenUpper(Vector128<ushort>)      i32x4.extend_high_i16x8_u
        Vector128.Min<float>                         f32x4.min
        Vector128.Max<float>                         f32x4.max
        Vector128.Min<int>                           i32x4.min_s
        Vector128.Max<int>                           i32x4.max_s
        Vector128.Abs<float>                         f32x4.abs
        Vector128.Abs<int>                           i32x4.abs
        Vector128.Sqrt<float>                        f32x4.sqrt
        Vector128.Floor(Vector128<float>)            f32x4.floor
        Vector128.Ceiling(Vector128<float>)          f32x4.ceil
        Vector128.Truncate(Vector128<float>)         f32x4.trunc
        Vector128.Round(Vector128<float>)            f32x4.nearest
        Vector128.Equals<float>                      f32x4.eq
        Vector128.Equals<int>                        i32x4.eq
        Vector128.LessThan<float>                    f32x4.lt
        Vector128.LessThan<int>                      i32x4.lt_s
        Vector128.LessThanOrEqual<float>             f32x4.le
        Vector128.LessThanOrEqual<int>               i32x4.le_s
        Vector128.GreaterThan<float>                 f32x4.gt
        Vector128.GreaterThan<int>                   i32x4.gt_s
        Vector128.GreaterThanOrEqual<float>          f32x4.ge
        Vector128.GreaterThanOrEqual<int>            i32x4.ge_s
        Vector128.ConditionalSelect<*>               Select
        Vector128.AndNot<*>                          v128.andnot
        Vector128.ConvertToInt32(Vector128<float>)   i32x4.trunc_sat_f32x4_s
        Vector128.ConvertToSingle(Vector128<int>)    f32x4.convert_i32x4_s
        Vector128.MultiplyAddEstimate(Vector128<float>,Vector128<float>,Vector128<float>)  MultiplyAdd
        PackedSimd.get_IsSupported                   HasSimd
        Vector128.get_IsHardwareAccelerated          HasSimd
        Vector256.get_IsHardwareAccelerated          False
        Vector512.get_IsHardwareAccelerated          False
        PackedSimd.PseudoMin(Vector128<float>,Vector128<float>)  f32x4.pmin
        PackedSimd.PseudoMax(Vector128<float>,Vector128<float>)  f32x4.pmax
        PackedSimd.Swizzle(Vector128<byte>,Vector128<byte>)      i8x16.swizzle
        MathF.Sqrt                                   f32.sqrt
        MathF.Floor                                  f32.floor
        MathF.Ceiling                                f32.ceil
        MathF.Truncate                               f32.trunc
        MathF.Round(float)                           f32.nearest
        MathF.Abs                                    f32.abs
        MathF.Min                                    f32.min
        MathF.Max                                    f32.max
        MathF.CopySign                               f32.copysign
        Math.Sqrt                                    f64.sqrt
        Math.Floor(double)                           f64.floor
        Math.Ceiling(double)                         f64.ceil
        Math.Truncate(double)                        f64.trunc
        Math.Round(double)                           f64.nearest
        Math.Abs(float)                              f32.abs
        Math.Abs(double)                             f64.abs
        Math.Min(float,float)                        f32.min
        Math.Max(float,float)                        f32.max
        Math.Min(double,double)                      f64.min
        Math.Max(double,double)                      f64.max
        Math.CopySign                                f64.copysign
        float.Sqrt                                   f32.sqrt
        float.Abs                                    f32.abs
        float.Min                                    f32.min
        float.Max                                    f32.max
        float.Floor                                  f32.floor
        float.Ceiling                                f32.ceil
        float.Truncate                               f32.trunc
        float.MultiplyAddEstimate                    MultiplyAdd
        double.MultiplyAddEstimate                   MultiplyAdd
        BitOperations.LeadingZeroCount(uint)         i32.clz
        BitOperations.LeadingZeroCount(ulong)        i64.clz
        BitOperations.TrailingZeroCount(uint)        i32.ctz
        BitOperations.TrailingZeroCount(int)         i32.ctz
        BitOperations.TrailingZeroCount(ulong)       i64.ctz
        BitOperations.TrailingZeroCount(long)        i64.ctz
        BitOperations.PopCount(uint)                 i32.popcnt
        BitOperations.PopCount(ulong)                i64.popcnt
        BitOperations.RotateLeft(uint,int)           i32.rotl
        BitOperations.RotateRight(uint,int)          i32.rotr
        BitOperations.RotateLeft(ulong,int)          i64.rotl
        BitOperations.RotateRight(ulong,int)         i64.rotr
        BitConverter.SingleToInt32Bits               i32.reinterpret_f32
        BitConverter.SingleToUInt32Bits              i32.reinterpret_f32
        BitConverter.Int32BitsToSingle               f32.reinterpret_i32
        BitConverter.UInt32BitsToSingle              f32.reinterpret_i32
        BitConverter.DoubleToInt64Bits               i64.reinterpret_f64
        BitConverter.DoubleToUInt64Bits              i64.reinterpret_f64
        BitConverter.Int64BitsToDouble               f64.reinterpret_i64
        BitConverter.UInt64BitsToDouble              f64.reinterpret_i64
        Unsafe.As<*>                                 Identity
        Unsafe.AsPointer<*>                          Identity
        Unsafe.AsRef<*>                              Identity
        Unsafe.SizeOf<*>                             SizeOf
        Unsafe.Add<*>                                AddElements
        Unsafe.Subtract<*>                           SubtractElements
        Unsafe.AddByteOffset<*>                      i32.add
        Unsafe.ByteOffset<*>                         AddressDifference
        Unsafe.AreSame<*>                            i32.eq
        Unsafe.SkipInit<*>                           Nothing
        Unsafe.ReadUnaligned<*>                      ReadUnaligned
        Unsafe.Read<*>                               ReadUnaligned
        Unsafe.WriteUnaligned<*>                     WriteUnaligned
        Unsafe.Write<*>                              WriteUnaligned
        Unsafe.BitCast<*>                            BitCast
        Unsafe.CopyBlock                             CopyMemory
        Unsafe.CopyBlockUnaligned                    CopyMemory
        Unsafe.InitBlock                             FillMemory
        Unsafe.InitBlockUnaligned                    FillMemory
        Buffer.MemoryCopy                            BufferCopy
        NativeMemory.Copy                            CopyFromSource
        NativeMemory.Fill                            FillMemorySwapped
        NativeMemory.Clear                           ClearMemory
        RuntimeHelpers.IsReferenceOrContainsReferences<*>  False
        RuntimeHelpers.CreateSpan<*>                 CreateSpan
        Debug.Assert                                 Nothing
        Interlocked.Add                              AtomicAdd
        Interlocked.Increment                        AtomicIncrement
        Interlocked.Decrement                        AtomicDecrement
        Interlocked.Exchange                         AtomicExchange
        Interlocked.Exchange<*>                      AtomicExchange
        Interlocked.CompareExchange                  AtomicCompareExchange
        Interlocked.CompareExchange<*>               AtomicCompareExchange
        Interlocked.MemoryBarrier                    Nothing
        Volatile.Read                                VolatileRead
        Volatile.Write                               VolatileWrite
        """;

    private static readonly Dictionary<string, Intrinsic> Table = Parse();

    /// <summary>The row of a method, the most exact first: with parameter types, with generic arguments, with any arguments.</summary>
    public static Intrinsic? Find(MethodBase method)
    {
        if (!Import.BaseLibrary.Contains(method))
        {
            return null;
        }

        string type = MethodNames.Of(method.DeclaringType!);
        string anyType = method.DeclaringType!.IsGenericType ? type[..type.IndexOf('<', StringComparison.Ordinal)] + "<*>" : type;
        string name = method.Name;
        string generic = method.IsGenericMethod ? $"<{string.Join(",", method.GetGenericArguments().Select(MethodNames.Of))}>" : "";
        string parameters = $"({string.Join(",", method.GetParameters().Select(parameter => MethodNames.Of(parameter.ParameterType)))})";
        return Row($"{type}.{name}{generic}{parameters}") ?? Row($"{type}.{name}{generic}")
            ?? (generic.Length > 0 ? Row($"{type}.{name}<*>") : null) ?? Row($"{anyType}.{name}")
            ?? (name == "get_IsSupported" && method.DeclaringType.Namespace!.StartsWith("System.Runtime.Intrinsics", StringComparison.Ordinal)
                ? new Intrinsic(IntrinsicKind.False, default) : null);
    }

    private static Intrinsic? Row(string key) => Table.GetValueOrDefault(key);

    private static Dictionary<string, Intrinsic> Parse()
    {
        var table = new Dictionary<string, Intrinsic>();
        foreach (string row in Rows.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] columns = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            table.Add(columns[0], ParseForm(columns[1]));
        }

        return table;
    }

    private static Intrinsic ParseForm(string form)
    {
        if (Enum.TryParse(form, out IntrinsicKind kind))
        {
            return new Intrinsic(kind, default);
        }

        Opcode opcode = Opcodes.TryParse(form, out Opcode parsed) ? parsed : throw new InvalidOperationException($"no instruction or form '{form}'");
        return new Intrinsic(
            form.Contains("extract_lane") ? IntrinsicKind.ExtractLane : form.Contains("replace_lane") ? IntrinsicKind.ReplaceLane : IntrinsicKind.Instruction,
            opcode);
    }
}
