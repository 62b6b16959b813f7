namespace Lanewise.Compiler.Corpus;

public enum ByteEnum : byte { A, B = 200, C = 255 }

public enum SByteEnum : sbyte { A, B = -128, C = 127 }

public enum ShortEnum : short { A, B = -32768, C = 32767 }

public enum UShortEnum : ushort { A, B = 40000, C = 65535 }

public enum IntEnum { A, B = int.MinValue, C = int.MaxValue }

public enum UIntEnum : uint { A, B = 3000000000, C = uint.MaxValue }

public enum LongEnum : long { A, B = long.MinValue, C = long.MaxValue }

public enum ULongEnum : ulong { A, B = 1UL << 63, C = ulong.MaxValue }

[Flags]
public enum Flags : ushort { None = 0, One = 1, Two = 2, High = 0x8000 }

/// <summary>Enums of every base type: they are their numbers.</summary>
public static class Enums
{
    [WasmExport(nameof(ByteEnums))]
    public static int ByteEnums(int a)
    {
        ByteEnum e = (ByteEnum)a;
        e++;
        SByteEnum s = (SByteEnum)a;
        s--;
        return ((int)e * 1000) + (int)s + (e > ByteEnum.B ? 1 : 0) + (s < SByteEnum.A ? 2 : 0);
    }

    [WasmExport(nameof(ShortEnums))]
    public static int ShortEnums(int a)
    {
        ShortEnum e = (ShortEnum)a;
        UShortEnum u = (UShortEnum)a;
        e += 1;
        u -= 1;
        return (int)e ^ ((int)u << 7) ^ (e == ShortEnum.B ? 1 : 0) ^ (u >= UShortEnum.B ? 2 : 0);
    }

    [WasmExport(nameof(WideEnums))]
    public static long WideEnums(int a, long b)
    {
        IntEnum i = (IntEnum)a;
        UIntEnum u = (UIntEnum)a;
        LongEnum l = (LongEnum)b;
        ULongEnum v = (ULongEnum)b;
        return (long)i + (long)u + (long)l + (long)v + (i < IntEnum.A ? 1 : 0) + (u < UIntEnum.B ? 2 : 0) + (l > LongEnum.A ? 4 : 0) + (v > ULongEnum.B ? 8 : 0);
    }

    [WasmExport(nameof(EnumSwitch))]
    public static int EnumSwitch(int a) => (UShortEnum)a switch
    {
        UShortEnum.A => 1,
        UShortEnum.B => 2,
        UShortEnum.C => 3,
        (UShortEnum)1 => 4,
        (UShortEnum)2 => 5,
        _ => a,
    };

    [WasmExport(nameof(FlagEnums))]
    public static Flags FlagEnums(Flags a, int b)
    {
        Flags result = a & ~Flags.One;
        if ((b & 1) != 0)
        {
            result |= Flags.High;
        }

        if ((a & Flags.Two) == Flags.Two)
        {
            result ^= Flags.One | Flags.High;
        }

        return ~result;
    }

    [WasmExport(nameof(EnumParameters))]
    public static ByteEnum EnumParameters(ByteEnum a, SByteEnum b, LongEnum c) =>
        b < 0 ? (ByteEnum)b : c == LongEnum.A ? a : (ByteEnum)c;
}
