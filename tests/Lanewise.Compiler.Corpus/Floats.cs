namespace Lanewise.Compiler.Corpus;

/// <summary>Floating-point arithmetic and comparisons, NaN and signed zeros included.</summary>
public static class Floats
{
    [WasmExport(nameof(CompareAllWays32))]
    public static int CompareAllWays32(float a, float b)
    {
        int r = 0;
        r |= a < b ? 1 : 0;
        r |= a <= b ? 2 : 0;
        r |= a > b ? 4 : 0;
        r |= a >= b ? 8 : 0;
        r |= a == b ? 16 : 0;
        r |= a != b ? 32 : 0;
        r |= !(a < b) ? 64 : 0;
        r |= !(a <= b) ? 128 : 0;
        r |= !(a > b) ? 256 : 0;
        r |= !(a >= b) ? 512 : 0;
        r |= !(a == b) ? 1024 : 0;
        return r;
    }

    [WasmExport(nameof(CompareAllWays64))]
    public static int CompareAllWays64(double a, double b)
    {
        bool l = a < b, le = a <= b, g = a > b, ge = a >= b, e = a == b, n = a != b;
        return (l ? 1 : 0) + (le ? 2 : 0) + (g ? 4 : 0) + (ge ? 8 : 0) + (e ? 16 : 0) + (n ? 32 : 0) + (!l ? 64 : 0) + (!ge ? 128 : 0);
    }

    [WasmExport(nameof(BranchAllWays32))]
    public static int BranchAllWays32(float a, float b)
    {
        int r = 0;
        if (a < b) { r += 1; }
        if (a <= b) { r += 10; }
        if (a > b) { r += 100; }
        if (a >= b) { r += 1000; }
        if (a == b) { r += 10000; }
        if (a != b) { r += 100000; }
        if (!(a < b)) { r *= 3; }
        if (!(a <= b)) { r ^= 5; }
        if (!(a > b)) { r *= 7; }
        if (!(a >= b)) { r ^= 11; }
        return r;
    }

    [WasmExport(nameof(BranchAllWays64))]
    public static int BranchAllWays64(double a, double b)
    {
        int r = 0;
        while (!(a >= b))
        {
            r++;
            if (r > 3 || !(a < b))
            {
                break;
            }
        }

        if (!(a <= b) && !(a > b))
        {
            r += 100;
        }

        return a < b || a == b ? r : -r;
    }

    [WasmExport(nameof(Arithmetic32))]
    public static float Arithmetic32(float a, float b) => (a + b) * (a - b) / (b * 0.5f) - -a;

    [WasmExport(nameof(Arithmetic64))]
    public static double Arithmetic64(double a, double b) => (a + b) * (a - b) / (b * 0.5) - -a;

    [WasmExport(nameof(Negate))]
    public static float Negate(float a) => -a;

    [WasmExport(nameof(NegativeZero))]
    public static int NegativeZero(float a)
    {
        float zero = a == a ? a * 0f : 0f;
        float negative = -0f;
        return float.IsNaN(zero) ? 1 : BitConverter.SingleToInt32Bits(zero) ^ BitConverter.SingleToInt32Bits(negative) ^ BitConverter.SingleToInt32Bits(0f - 0f);
    }

    [WasmExport(nameof(SingleMath))]
    public static float SingleMath(float a, int which) => (which & 7) switch
    {
        0 => MathF.Abs(a),
        1 => MathF.Sqrt(a),
        2 => MathF.Floor(a),
        3 => MathF.Ceiling(a),
        4 => MathF.Truncate(a),
        5 => MathF.Round(a),
        6 => Math.Abs(a),
        _ => MathF.CopySign(a, -1f),
    };

    [WasmExport(nameof(DoubleMath))]
    public static double DoubleMath(double a, int which) => (which & 7) switch
    {
        0 => Math.Abs(a),
        1 => Math.Sqrt(a),
        2 => Math.Floor(a),
        3 => Math.Ceiling(a),
        4 => Math.Truncate(a),
        5 => Math.Round(a),
        _ => Math.CopySign(a, -1.0),
    };

    [WasmExport(nameof(MinMax32))]
    public static float MinMax32(float a, float b, int which) => (which & 3) switch
    {
        0 => MathF.Min(a, b),
        1 => MathF.Max(a, b),
        2 => Math.Min(a, b),
        _ => MathF.CopySign(a, b),
    };

    [WasmExport(nameof(MinMax64))]
    public static double MinMax64(double a, double b, int which) => (which & 1) == 0 ? Math.Min(a, b) : Math.Max(a, b);

    [WasmExport(nameof(Classify))]
    public static int Classify(float a, double b) =>
        (float.IsNaN(a) ? 1 : 0) + (double.IsNaN(b) ? 2 : 0) + (float.IsInfinity(a) ? 4 : 0) + (double.IsInfinity(b) ? 8 : 0)
        + (float.IsFinite(a) ? 16 : 0) + (float.IsNegative(a) ? 32 : 0);

    [WasmExport(nameof(Accumulate))]
    public static float Accumulate(float a, int n)
    {
        float total = 0;
        double wide = 0;
        for (int i = 0; i < (n & 31); i++)
        {
            total += a / (i + 1);
            wide += total;
        }

        return total + (float)wide;
    }

    [WasmExport(nameof(ConstantsFold))]
    public static double ConstantsFold(int n) => (n & 3) switch
    {
        0 => float.MaxValue,
        1 => double.Epsilon,
        2 => double.NegativeInfinity,
        _ => 1e-3f,
    };
}
