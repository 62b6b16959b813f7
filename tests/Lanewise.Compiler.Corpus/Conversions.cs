namespace Lanewise.Compiler.Corpus;

/// <summary>Conversions between all types, in and out of range.</summary>
public static class Conversions
{
    [WasmExport(nameof(FloatToInt))]
    public static int FloatToInt(float f) => (int)f;

    [WasmExport(nameof(FloatToUInt))]
    public static uint FloatToUInt(float f) => (uint)f;

    [WasmExport(nameof(FloatToLong))]
    public static long FloatToLong(float f) => (long)f;

    [WasmExport(nameof(FloatToULong))]
    public static ulong FloatToULong(float f) => (ulong)f;

    [WasmExport(nameof(DoubleToInt))]
    public static int DoubleToInt(double d) => (int)d;

    [WasmExport(nameof(DoubleToUInt))]
    public static uint DoubleToUInt(double d) => (uint)d;

    [WasmExport(nameof(DoubleToLong))]
    public static long DoubleToLong(double d) => (long)d;

    [WasmExport(nameof(DoubleToULong))]
    public static ulong DoubleToULong(double d) => (ulong)d;

    [WasmExport(nameof(FloatToByteInRange))]
    public static int FloatToByteInRange(float f)
    {
        // Out of range the result of a conversion to a small type is unspecified.
        float g = f is > -30000 and < 30000 ? f : 7;
        float h = g is >= 0 and < 256 ? g : 9;
        float i = g is > -128 and < 128 ? g : -5;
        return (byte)h + ((sbyte)i << 8) + ((short)g * 3) + ((ushort)(h * 200) * 5) + (char)h;
    }

    [WasmExport(nameof(DoubleToByteInRange))]
    public static int DoubleToByteInRange(double f)
    {
        double g = f is > -30000 and < 30000 ? f : 7;
        double h = g is >= 0 and < 256 ? g : 9;
        double i = g is > -128 and < 128 ? g : -5;
        return (byte)h + ((sbyte)i << 8) + ((short)g * 3) + ((ushort)(h * 200) * 5) + (char)h;
    }

    [WasmExport(nameof(IntToFloat))]
    public static float IntToFloat(int a) => a;

    [WasmExport(nameof(UIntToFloat))]
    public static float UIntToFloat(uint a) => a;

    [WasmExport(nameof(LongToFloat))]
    public static float LongToFloat(long a) => a;

    [WasmExport(nameof(ULongToFloat))]
    public static float ULongToFloat(ulong a) => a;

    [WasmExport(nameof(IntToDouble))]
    public static double IntToDouble(int a) => a;

    [WasmExport(nameof(UIntToDouble))]
    public static double UIntToDouble(uint a) => a;

    [WasmExport(nameof(LongToDouble))]
    public static double LongToDouble(long a) => a;

    [WasmExport(nameof(ULongToDouble))]
    public static double ULongToDouble(ulong a) => a;

    [WasmExport(nameof(FloatToDouble))]
    public static double FloatToDouble(float a) => a;

    [WasmExport(nameof(DoubleToFloat))]
    public static float DoubleToFloat(double a) => (float)a;

    [WasmExport(nameof(SmallToFloat))]
    public static double SmallToFloat(byte a, sbyte b, ushort c, short d, bool e) => (float)a + (b * 2f) + (double)c + d + (e ? 1.5 : 0.5f);

    [WasmExport(nameof(WideningKeepsSigns))]
    public static long WideningKeepsSigns(byte a, sbyte b, ushort c, short d, char e, int f, uint g)
    {
        long la = a;
        long lb = b;
        ulong lc = c;
        ulong ld = unchecked((ulong)d);
        ulong lf = unchecked((ulong)f);
        ulong lg = g;
        long li = unchecked((int)g);
        uint ub = unchecked((uint)b);
        return la + (lb * 3) + (long)(lc * 5) + (long)(ld * 7) + (e * 11) + (long)lf + (long)(lg * 13) + li + ub;
    }

    [WasmExport(nameof(NarrowingCuts))]
    public static int NarrowingCuts(long a) =>
        (byte)a ^ ((sbyte)a << 4) ^ ((ushort)a << 8) ^ ((short)a << 2) ^ (int)a ^ (int)(uint)(a >> 8) ^ ((char)a << 1) ^ (int)(byte)(a >> 60);

    [WasmExport(nameof(ChainsOfCasts))]
    public static long ChainsOfCasts(int a, long b) =>
        (sbyte)(byte)a + (byte)(sbyte)a + (ushort)(short)a + (short)(ushort)a + (int)(uint)b + (uint)(int)b + (long)(int)b + (long)(uint)b
        + (sbyte)(ushort)(int)b + (short)(sbyte)a + (uint)(sbyte)a + (long)(ulong)(byte)b;

    [WasmExport(nameof(BoolFromComparisons))]
    public static int BoolFromComparisons(int a, int b, float f, float g)
    {
        int x = a < b ? 1 : 0;
        int y = f < g ? 1 : 0;
        bool z = f != f;
        bool w = !(f >= g);
        byte t = (byte)(a > 0 ? 200 : 100);
        return x + (y * 2) + (z ? 4 : 0) + (w ? 8 : 0) + (t * 16);
    }

    [WasmExport(nameof(BitReinterpretation))]
    public static long BitReinterpretation(int a, long b, float c, double d)
    {
        // A NaN from arithmetic has unspecified bits: only conversions of given values are looked at.
        float fromInt = BitConverter.Int32BitsToSingle(a & 0x7F7F_FFFF);
        double fromLong = BitConverter.Int64BitsToDouble(b & 0x7FEF_FFFF_FFFF_FFFF);
        int fromSingle = float.IsNaN(c) ? 1 : BitConverter.SingleToInt32Bits(c);
        long fromDouble = double.IsNaN(d) ? 2 : BitConverter.DoubleToInt64Bits(d);
        uint bits = Unsafe.BitCast<float, uint>(fromInt);
        ulong wide = BitConverter.DoubleToUInt64Bits(fromLong);
        return fromSingle + fromDouble + bits + (long)wide + BitConverter.SingleToUInt32Bits(BitConverter.UInt32BitsToSingle(bits)) + (fromInt > 1 ? 1 : 0);
    }

    [WasmExport(nameof(FloatsKeepTheirPrecision))]
    public static float FloatsKeepTheirPrecision(float a, float b)
    {
        float product = a * b;
        double wide = (double)a * b;
        float rounded = (float)wide;
        return product == rounded ? product - (a * 3f) : rounded;
    }
}
