namespace Lanewise.Compiler.Corpus;

/// <summary>Integer arithmetic of both widths and signs, at the edges.</summary>
public static class Arithmetic
{
    [WasmExport(nameof(Divide32))]
    public static int Divide32(int a, int b)
    {
        if (b == 0 || (a == int.MinValue && b == -1))
        {
            return 0;
        }

        return (a / b * 31) + (a % b);
    }

    [WasmExport(nameof(DivideUnsigned32))]
    public static uint DivideUnsigned32(uint a, uint b) => b == 0 ? a : (a / b * 31) + (a % b);

    [WasmExport(nameof(Divide64))]
    public static long Divide64(long a, long b)
    {
        if (b == 0 || (a == long.MinValue && b == -1))
        {
            return 0;
        }

        return (a / b * 31) + (a % b);
    }

    [WasmExport(nameof(DivideUnsigned64))]
    public static ulong DivideUnsigned64(ulong a, ulong b) => b == 0 ? a : (a / b * 31) + (a % b);

    [WasmExport(nameof(DivideByConstants))]
    public static long DivideByConstants(int a, long b, uint c, ulong d) =>
        (a / 3) + (a % 10) + (a / -8) + (a % 16) + (b / 1000) + (b % 7) + (b / -1024) + (c / 10) + (c % 3) + (long)(d / 12345) + (long)(d % 64);

    [WasmExport(nameof(DivideMinimum))]
    public static int DivideMinimum(int b) => b is 0 or -1 ? 0 : (int.MinValue / b) + (int.MinValue % b) + (int)(long.MinValue / b);

    [WasmExport(nameof(MultiplyHigh))]
    public static long MultiplyHigh(int a, int b, uint c, uint d)
    {
        int high = (int)(((long)a * b) >> 32);
        uint unsignedHigh = (uint)(((ulong)c * d) >> 32);
        return ((long)high << 20) ^ unsignedHigh ^ (long)((ulong)c * d % 1_000_003);
    }

    [WasmExport(nameof(Wraparound32))]
    public static int Wraparound32(int a, int b) => unchecked((a + b) * (a - b)) ^ unchecked(-a * b) ^ unchecked(a + int.MaxValue) ^ ~b;

    [WasmExport(nameof(Wraparound64))]
    public static long Wraparound64(long a, long b) => unchecked((a + b) * (a - b)) ^ unchecked(-a * b) ^ unchecked(a + long.MaxValue) ^ ~b;

    [WasmExport(nameof(MixedWidths))]
    public static long MixedWidths(int a, uint b, long c, byte d, sbyte e, ushort f, short g) =>
        a + b + (c * d) - (e * (long)f) + (g ^ c) + (a * d) + (b * (ulong)f > 5 ? 1 : 2) + (a & b) + (e | a);

    [WasmExport(nameof(SmallTypesWrap))]
    public static int SmallTypesWrap(int a)
    {
        byte b = (byte)a;
        sbyte s = (sbyte)a;
        ushort u = (ushort)a;
        short h = (short)a;
        char c = (char)a;
        b++;
        b *= 3;
        s--;
        s <<= 1;
        u += 60000;
        h = (short)(h * h);
        c++;
        b >>= 1;
        u = (ushort)~u;
        s = (sbyte)-s;
        return (b << 16) ^ (s << 8) ^ u ^ (h << 3) ^ (c << 5);
    }

    [WasmExport(nameof(CompoundAssignments))]
    public static long CompoundAssignments(int a, long b, byte c)
    {
        a += c;
        a -= (int)b;
        a *= 3;
        a ^= c << 4;
        a &= 0x7FFF_FFFF;
        a |= 1;
        b += a;
        b /= a;
        b %= 1000;
        c += (byte)a;
        c -= (byte)b;
        c <<= a;
        c >>= 1;
        a >>>= 3;
        b <<= a;
        return a + b + c;
    }

    [WasmExport(nameof(Shifts32))]
    public static int Shifts32(int a, int n) => (a << n) ^ (a >> n) ^ (a >>> n) ^ (int)((uint)a >> (n + 1)) ^ (a << 33) ^ (1 << n);

    [WasmExport(nameof(Shifts64))]
    public static long Shifts64(long a, int n) => (a << n) ^ (a >> n) ^ (a >>> n) ^ (long)((ulong)a >> (n + 1)) ^ (a << 65) ^ (1L << n) ^ (1 << n);

    [WasmExport(nameof(ShiftsOfSmall))]
    public static int ShiftsOfSmall(byte a, sbyte b, ushort c, short d, int n) =>
        (a << n) ^ (b >> n) ^ (b >>> n) ^ (c << n) ^ (d >> n) ^ (byte)(a << n) ^ (sbyte)(b << n) ^ (a >> (n & 7));

    [WasmExport(nameof(ShiftByLongs))]
    public static ulong ShiftByLongs(ulong a, long n) => (a << (int)n) | (a >> (64 - (int)n)) ^ (a >> (int)(n >> 32));

    [WasmExport(nameof(Bits))]
    public static long Bits(uint a, ulong b, int n) =>
        BitOperations.LeadingZeroCount(a) + (BitOperations.LeadingZeroCount(b) * 3L) + (BitOperations.TrailingZeroCount(a) * 100)
        + (BitOperations.TrailingZeroCount(b) * 1000) + (BitOperations.PopCount(a) * 7) + (BitOperations.PopCount(b) * 11)
        + BitOperations.RotateLeft(a, n) + BitOperations.RotateRight(a, n) + (long)BitOperations.RotateLeft(b, n) + (long)BitOperations.RotateRight(b, n)
        + BitOperations.TrailingZeroCount((int)a) + BitOperations.TrailingZeroCount((long)b);

    [WasmExport(nameof(IntegerMath))]
    public static long IntegerMath(int a, int b, long c, long d) =>
        Math.Max(a, b) + (Math.Min(a, b) * 3L) + Math.Max(c, d) - Math.Min(c, d) + Math.Clamp(a, -100, 100)
        + Math.Max((uint)a, (uint)b) + (long)Math.Min((ulong)c, (ulong)d) + (a == int.MinValue ? 0 : Math.Abs(a)) + (c == long.MinValue ? 0 : Math.Abs(c));

    [WasmExport(nameof(Hash))]
    public static ulong Hash(ulong seed, int n)
    {
        ulong h = seed ^ 0xCBF2_9CE4_8422_2325;
        for (int i = 0; i < (n & 31); i++)
        {
            h ^= (byte)(seed >> (i * 8));
            h *= 0x100_0000_01B3;
            h = BitOperations.RotateLeft(h, 13) + (h >>> 7);
        }

        return h;
    }

    [WasmExport(nameof(Constants64))]
    public static long Constants64(int which) => (which & 7) switch
    {
        0 => 0x7FFF_FFFF_FFFF_FFFF,
        1 => -1,
        2 => 0xFFFF_FFFF,
        3 => int.MinValue,
        4 => 0x8000_0000,
        5 => unchecked((long)0x8000_0000_0000_0001),
        6 => -128,
        _ => 63,
    };

    [WasmExport(nameof(NativeIntegers))]
    public static int NativeIntegers(int a, int b)
    {
        // Values that fit in 32 bits behave alike whatever the width of nint.
        nint x = a >> 8;
        nint y = b >> 20;
        nuint z = (uint)a >> 20;
        x += y;
        x *= 2;
        x -= (nint)z;
        x = x > y ? x - y : y;
        return (int)x + (int)(z * 3) + (int)(x >> 2) + (x < 0 ? 1 : 0) + (int)(nint)(a >> 16);
    }
}
