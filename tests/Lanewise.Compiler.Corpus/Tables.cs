namespace Lanewise.Compiler.Corpus;

/// <summary>Constant data: tables, literals, readonly statics, and the features of the target.</summary>
public static unsafe class Tables
{
    private static ReadOnlySpan<byte> Bytes => [1, 2, 4, 8, 16, 32, 64, 128, 255];

    private static ReadOnlySpan<int> Ints => [1, -2, 300, -40000, int.MaxValue, int.MinValue];

    private static ReadOnlySpan<short> Shorts => [1, -1, 1000, short.MinValue];

    private static ReadOnlySpan<long> Longs => [1, -1, long.MaxValue, 0x1234_5678_9ABC_DEF0];

    private static ReadOnlySpan<float> Floats => [0.5f, -1.25f, 1e30f, float.PositiveInfinity];

    private static ReadOnlySpan<double> Doubles => [0.1, -1e300];

    private static ReadOnlySpan<sbyte> SBytes => [-1, 127, -128];

    private static readonly int Prime = 7919;
    private static readonly float Third = 1f / 3f;
    private static readonly double Root = Math.Sqrt(2);
    private static readonly long Big = (1L << 40) + Prime;
    private static readonly bool Yes = Prime > 5;

    private const int Million = 1_000_000;

    [WasmExport(nameof(Lookups))]
    public static long Lookups(uint i) =>
        Bytes[(int)(i % 9)] + Ints[(int)(i % 6)] + Shorts[(int)(i % 4)] + Longs[(int)(i % 4)] + SBytes[(int)(i % 3)]
        + BitConverter.SingleToInt32Bits(Floats[(int)(i % 4)]) + BitConverter.DoubleToInt64Bits(Doubles[(int)(i & 1)]);

    [WasmExport(nameof(TableLengths))]
    public static int TableLengths() => Bytes.Length + (Ints.Length * 10) + (Longs.Length * 100) + (Floats.Length * 1000) + "grüße"u8.Length;

    [WasmExport(nameof(Literals))]
    public static int Literals(uint i)
    {
        ReadOnlySpan<byte> text = "hello, wörld"u8;
        int total = 0;
        for (int j = 0; j < text.Length; j++)
        {
            total = (total * 31) + text[j];
        }

        return total + text[(int)(i % (uint)text.Length)];
    }

    [WasmExport(nameof(TableAsPointer))]
    public static int TableAsPointer(uint i)
    {
        ReadOnlySpan<int> table = Ints;
        int total = 0;
        for (int j = 0; j < table.Length; j++)
        {
            total = (total * 3) + table[j];
        }

        return total + Sum(table[1..4]) + Unsafe.Add(ref MemoryMarshal.GetReference(Ints), (int)(i % 6));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Sum(ReadOnlySpan<int> values)
    {
        int total = 0;
        for (int i = 0; i < values.Length; i++)
        {
            total += values[i];
        }

        return total;
    }

    [WasmExport(nameof(ReadonlyStatics))]
    public static double ReadonlyStatics(int a) => Prime + (Third * a) + Root + Big + (Yes ? Million : 0);

    [WasmExport(nameof(TargetBranches))]
    public static int TargetBranches(int a)
    {
        // Both branches give the same answer; only one of them may be compiled.
        if (Target.IsWasm)
        {
            return a + 1;
        }

        return new NativeOnly().Answer + a;
    }

    private sealed class NativeOnly
    {
        public int Answer => 1;
    }
}
