namespace Lanewise.Compiler.Corpus;

/// <summary>Recursion, function pointers and what is passed through them.</summary>
public static unsafe class Calls
{
    [WasmExport(nameof(AckermannOf))]
    public static int AckermannOf(int m, int n) => Ackermann(m & 1, n & 15) + Ackermann(2, m & 7);

    private static int Ackermann(int m, int n) => m == 0 ? n + 1 : n == 0 ? Ackermann(m - 1, 1) : Ackermann(m - 1, Ackermann(m, n - 1));

    [WasmExport(nameof(EvenOrOdd))]
    public static bool EvenOrOdd(int n) => IsEven(n & 255);

    private static bool IsEven(int n) => n == 0 || IsOdd(n - 1);

    private static bool IsOdd(int n) => n != 0 && IsEven(n - 1);

    [WasmExport(nameof(FibonacciOf))]
    public static long FibonacciOf(int n) => Fibonacci(n & 15);

    private static long Fibonacci(int n) => n < 2 ? n : Fibonacci(n - 1) + Fibonacci(n - 2);

    [WasmExport(nameof(RecursionWithStructs))]
    public static int RecursionWithStructs(int n, int a)
    {
        Point p = Spiral(new Point(a, 1), n & 31);
        return (p.X * 31) + p.Y;
    }

    private static Point Spiral(Point p, int n)
    {
        if (n == 0)
        {
            return p;
        }

        Point next = Spiral(new Point(p.Y, p.X + n), n - 1);
        p.X += next.Y;
        return (n & 1) == 0 ? p : next + p;
    }

    private struct Operation
    {
        public int Bias;
        public delegate*<int, int, int> Run;
        public delegate*<Point, Point> Map;
    }

    private static int Add(int a, int b) => a + b;

    private static int Subtract(int a, int b) => a - b;

    private static int Multiply(int a, int b) => a * b;

    private static Point Turn(Point p) => new(-p.Y, p.X);

    private static Point Shift(Point p)
    {
        p.X += 3;
        return p;
    }

    [WasmExport(nameof(FunctionPointers))]
    public static int FunctionPointers(int which, int a, int b)
    {
        delegate*<int, int, int> f = (which & 3) switch { 0 => &Add, 1 => &Subtract, 2 => &Multiply, _ => &Max };
        return Apply(f, a, b) + f(b, a) + Apply(&Subtract, a, Apply(f, b, 1));
    }

    private static int Max(int a, int b) => a > b ? a : b;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Apply(delegate*<int, int, int> f, int a, int b) => f(a, b);

    [WasmExport(nameof(FunctionPointersInStructs))]
    public static int FunctionPointersInStructs(int which, int a, int b)
    {
        Operation operation;
        operation.Bias = which;
        operation.Run = which > 0 ? &Add : &Multiply;
        operation.Map = (which & 1) != 0 ? &Turn : &Shift;
        Operation copy = operation;
        copy.Bias++;
        Point p = copy.Map(new Point(a, b));
        p = operation.Map(operation.Map(p));
        return Dispatch(in copy, p) + operation.Run(copy.Bias, operation.Bias);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Dispatch(in Operation operation, Point p) => operation.Run(p.X, p.Y) + operation.Bias;

    [WasmExport(nameof(TableOfFunctionPointers))]
    public static int TableOfFunctionPointers(int program, int a)
    {
        delegate*<int, int, int>* table = stackalloc delegate*<int, int, int>[4];
        table[0] = &Add;
        table[1] = &Subtract;
        table[2] = &Multiply;
        table[3] = &Max;
        int value = a;
        for (int i = 0; i < 8; i++)
        {
            value = table[(program >> (i * 2)) & 3](value, i + 1);
        }

        return value + (table[1] != null ? 2 : 0);
    }

    [WasmExport(nameof(FunctionPointersOfAllTypes))]
    public static double FunctionPointersOfAllTypes(long a, float b, double c)
    {
        delegate*<long, float, double, double> f = &Combine;
        delegate*<ref long, void> g = &Bump;
        delegate*<float, float> h = b > 0 ? &Identity<float> : &Negated;
        g(ref a);
        delegate*<byte, sbyte, bool, short> s = &Small;
        return f(a, h(b), c) + s((byte)a, (sbyte)a, a > 0);
    }

    private static double Combine(long a, float b, double c) => a + b == b ? c : (a >> 40) + 0.5;

    private static void Bump(ref long a) => a++;

    private static T Identity<T>(T value) => value;

    private static float Negated(float x) => -x;

    private static short Small(byte a, sbyte b, bool c) => (short)(c ? a * 200 : b * 300);

    [WasmExport(nameof(ManyArguments))]
    public static long ManyArguments(int a, long b, float c, double d, byte e, short f, uint g, ulong h, bool i, Flags j) =>
        Many(a, b, c == c ? c : 0, d == d ? d : 0, e, f, g, h, i, j) ^ Many(g: g, f: f, e: e, d: 1, c: 2, b: b, a: a, j: j, i: !i, h: h);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Many(int a, long b, float c, double d, byte e, short f, uint g, ulong h, bool i, Flags j) =>
        a + b + (c > 1 ? 1 : 0) + (d > 1 ? 2 : 0) + e + f + g + (long)h + (i ? 4 : 0) + (int)j;

    [WasmExport(nameof(SmallResults))]
    public static int SmallResults(int a) => Byte(a) + (SByte(a) * 3) + (UShort(a) * 5) + (Short(a) * 7) + (Bool(a) ? 11 : 13) + Char(a);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte Byte(int a) => (byte)a;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static sbyte SByte(int a) => (sbyte)a;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ushort UShort(int a) => (ushort)a;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static short Short(int a) => (short)a;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Bool(int a) => (a & 4) != 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static char Char(int a) => (char)a;

    [WasmExport(nameof(ExportedByte))]
    public static byte ExportedByte(int a) => (byte)(a * 3);

    [WasmExport(nameof(ExportedSByte))]
    public static sbyte ExportedSByte(sbyte a, short b) => (sbyte)(a + b);

    [WasmExport(nameof(ExportedUShort))]
    public static ushort ExportedUShort(ushort a, byte b) => (ushort)(a * b);

    [WasmExport(nameof(ExportedShort))]
    public static short ExportedShort(short a, char b) => (short)(a - b);

    [WasmExport(nameof(ExportedBool))]
    public static bool ExportedBool(bool a, bool b) => a ^ !b;
}
