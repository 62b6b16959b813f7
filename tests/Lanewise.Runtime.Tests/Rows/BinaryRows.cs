using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>Ops of two operands.</summary>
public sealed class BinaryRows : IRowSource
{
    private const double Equal = 1e-30;
    private const double Close = 3.6e-7;
    private const double Subnormal = 3e-45;

    public IEnumerable<Row> Rows()
    {
        foreach (DType type in Elementwise.Reals)
        {
            bool isFloat = type == DType.Float32;
            yield return Elementwise.Binary("Add", type, (a, b) => Wrap(type, a + b));
            yield return Elementwise.Binary("Sub", type, (a, b) => Wrap(type, a - b));
            yield return Elementwise.Binary("Multiply", type, (a, b) => isFloat ? a * b : Wrap(type, (int)((long)a * (long)b)));
            yield return Elementwise.Binary("Maximum", type, Math.Max, Equal);
            yield return Elementwise.Binary("Minimum", type, Math.Min, Equal);
            yield return Elementwise.Binary("SquaredDifference", type, (a, b) => isFloat ? Math.Pow((float)(a - b), 2) : Wrap(type, Square((int)((long)a - (long)b))));
            yield return Elementwise.Binary("RealDiv", type, (a, b) => isFloat ? a / b : Wrap(type, Truncate(a / b)));
            yield return Elementwise.Binary("FloorDiv", type, static (a, b) => (int)Truncate(Math.Floor(a / b)), result: DType.Int32);
            yield return Elementwise.Binary("Mod", type, (a, b) => isFloat ? Mod(a, b) : Wrap(type, Truncate(Mod(a, b))), Equal);
            yield return Elementwise.Binary("Equal", type, static (a, b) => a == b ? 1 : 0, result: DType.Bool);
            yield return Elementwise.Binary("NotEqual", type, static (a, b) => a != b ? 1 : 0, result: DType.Bool);
            yield return Elementwise.Binary("Less", type, static (a, b) => a < b ? 1 : 0, result: DType.Bool);
            yield return Elementwise.Binary("LessEqual", type, static (a, b) => a <= b ? 1 : 0, result: DType.Bool);
            yield return Elementwise.Binary("Greater", type, static (a, b) => a > b ? 1 : 0, result: DType.Bool);
            yield return Elementwise.Binary("GreaterEqual", type, static (a, b) => a >= b ? 1 : 0, result: DType.Bool);
            yield return Elementwise.Binary("Prelu", type, static (x, alpha) => x < 0 ? alpha * x : x, Close, Subnormal, DType.Float32, first: "x", second: "alpha");
        }

        yield return Elementwise.Binary("Pow", DType.Float32, Pow, Close, Subnormal);
        yield return Elementwise.Binary("Pow", DType.Int32, static (a, b) => IntPow((int)a, (int)b));
        yield return Elementwise.Binary("Atan2", DType.Float32, Math.Atan2, Close, Subnormal);
        yield return Elementwise.Binary("EluGrad", DType.Float32, static (dy, y) => y >= 0 ? dy : (float)dy * (float)(y + 1), Close, Subnormal, first: "dy", second: "y");
        yield return Elementwise.Binary("LogicalAnd", DType.Bool, static (a, b) => a * b);
        yield return Elementwise.Binary("LogicalOr", DType.Bool, Math.Max);
        yield return Elementwise.Binary("LogicalXor", DType.Bool, static (a, b) => a == b ? 0 : 1);
        yield return Elementwise.Binary("BitwiseAnd", DType.Int32, static (a, b) => (int)a & (int)b);
        yield return new Row("Binary broadcasting", Broadcasting);
        yield return new Row("Binary errors", Errors);
        yield return new Row("AddN", AddN);
    }

    /// <summary>Inner dimensions around the lengths where the walk changes its way.</summary>
    private static IEnumerable<Case> Broadcasting()
    {
        (int[] A, int[] B)[] shapes =
        [
            ([300, 3], [3]), ([300, 3], [300, 1]), ([300, 1], [1, 3]), ([7, 600], [600]), ([7, 600], [7, 1]), ([7, 1], [1, 600]), ([5, 127], [127]), ([5, 128], [128]),
            ([5, 129], [5, 1]), ([40, 2, 3, 1], [2, 1, 5]), ([3, 1, 200, 1], [2, 1, 2]), ([2, 1, 700], [3, 1]), ([11, 13, 5], [13, 1]), ([600], [1]), ([4, 1, 3, 1, 7], [1, 5, 1, 6, 1]),
            ([9, 8, 8], [9, 1, 1]), ([2, 300, 3], [2, 1, 3]), ([1, 1000], [3, 1000]),
        ];
        foreach ((int[] left, int[] right) in shapes)
        {
            foreach (bool swap in (bool[])[false, true])
            {
                foreach (DType type in Elementwise.Reals)
                {
                    HostTensor a = HostTensor.Random(type, 1, swap ? right : left, 100);
                    HostTensor b = HostTensor.Random(type, 2, swap ? left : right, 100);
                    int rank = Math.Max(left.Length, right.Length);
                    int[] shape = [.. Enumerable.Range(0, rank).Select(i => Math.Max(Dim(left, i - rank), Dim(right, i - rank)))];
                    yield return new Case("Sub") { ["a"] = a, ["b"] = b, Expected = [HostTensor.Build(type, shape, i => Wrap(type, Elementwise.At(a, i) - Elementwise.At(b, i)))] };
                    yield return new Case("Less") { ["a"] = a, ["b"] = b, Expected = [HostTensor.Build(DType.Bool, shape, i => Elementwise.At(a, i) < Elementwise.At(b, i) ? 1 : 0)] };
                }
            }
        }

        static int Dim(int[] shape, int fromEnd) => shape.Length + fromEnd < 0 ? 1 : shape[^-fromEnd];
    }

    private static IEnumerable<Case> Errors()
    {
        HostTensor a = HostTensor.Counting(DType.Float32, 2, 3);
        yield return new Case("Add") { ["a"] = a, ["b"] = HostTensor.Counting(DType.Int32, 2, 3), Fails = "SameDType", Blames = "b" };
        yield return new Case("LogicalAnd") { ["a"] = a, ["b"] = a, Fails = "DType", Blames = "a" };
        yield return new Case("BitwiseAnd") { ["a"] = a, ["b"] = a, Fails = "DType", Blames = "a" };
        yield return new Case("Add") { ["a"] = a, Fails = "Missing", Blames = "b" };
    }

    private static IEnumerable<Case> AddN()
    {
        foreach (DType type in (DType[])[DType.Float32, DType.Int32])
        {
            for (int length = 0; length < 40; length++)
            {
                HostTensor a = HostTensor.Random(type, 1, [length, 2], 1000);
                HostTensor b = HostTensor.Random(type, 2, [length, 2], 1000);
                HostTensor c = HostTensor.Random(type, 3, [length, 2], 1000);
                yield return new Case("AddN") { ["inputs"] = new[] { a, b, c, a }, Expected = [HostTensor.Build(type, [length, 2], i => Wrap(type, Wrap(type, Wrap(type, a[i] + b[i]) + c[i]) + a[i]))] };
            }

            HostTensor one = HostTensor.Counting(type, 3);
            yield return new Case("AddN") { ["inputs"] = new[] { one }, Expected = [one] };
            yield return new Case("AddN") { ["inputs"] = new[] { one, HostTensor.Counting(type, 4) }, Fails = "Broadcast" };
        }
    }

    private static double Wrap(DType type, double value) => type switch
    {
        DType.Float32 => (double)(float)value,
        DType.Int32 => (int)(long)value,
        _ => (byte)(long)value,
    };

    private static double Square(int value) => value * value;

    /// <summary>JavaScript's ToInt32.</summary>
    private static double Truncate(double value) => double.IsFinite(value) ? (int)(long)(value % 4294967296.0) : 0;

    private static double Mod(double a, double b)
    {
        double remainder = a % b;
        return (a < 0 && b < 0) || (a >= 0 && b >= 0) ? remainder : (remainder + b) % b;
    }

    private static double Pow(double a, double b) => double.IsNaN(b) || (Math.Abs(a) == 1 && double.IsInfinity(b)) ? double.NaN : Math.Pow(a, b);

    private static double IntPow(int a, int b)
    {
        if (b < 0)
        {
            return a == 1 ? 1 : a == -1 ? b % 2 == 0 ? 1 : -1 : 0;
        }

        System.Numerics.BigInteger power = System.Numerics.BigInteger.ModPow(a, b, 4294967296);
        return (int)(uint)((power + 4294967296) % 4294967296);
    }
}
