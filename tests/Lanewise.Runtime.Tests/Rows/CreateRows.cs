using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>Ops that make tensors and convert them.</summary>
public sealed class CreateRows : IRowSource
{
    public IEnumerable<Row> Rows()
    {
        foreach (DType type in Elementwise.Reals)
        {
            yield return Elementwise.Unary("ZerosLike", type, static _ => 0);
            yield return Elementwise.Unary("OnesLike", type, static _ => 1);
            yield return Cast(type, DType.Float32, static x => (float)x);
            yield return Cast(type, DType.Int32, static x => double.IsNaN(x) ? 0 : Math.Clamp(Math.Truncate(x), int.MinValue, int.MaxValue) + 0.0);
            yield return Cast(type, DType.Bool, static x => x != 0 ? 1 : 0);
        }

        yield return new Row("Range", Range);
        yield return new Row("LinSpace", LinSpace);
    }

    private static Row Cast(DType from, DType to, Func<double, double> f) =>
        Elementwise.Unary("Cast", from, x => from == to ? x : f(x), result: to, range: 1000, attributes: ("dtype", to.ToString()));

    private static IEnumerable<Case> Range()
    {
        foreach ((double start, double stop, double step) in new[]
        {
            (0.0, 5.0, 1.0), (0, 0, 1), (5, 0, 1), (5, 0, -1), (5, 0, 2), (0, 5, -1), (0, 10, 3), (10, 0, -3), (0, 1, 0.1), (-3, 3, 0.5), (1.2, 13, 8), (0, 257, 1), (8.5, 0, -1.5), (5, 0, 0.5),
        })
        {
            foreach (DType type in new[] { DType.Float32, DType.Int32 })
            {
                double[] values = Values(start, stop, step, type);
                yield return new Case("Range") { ["start"] = start, ["stop"] = stop, ["step"] = step, ["dtype"] = type.ToString(), Expected = [new(type, [values.Length], values)] };
            }
        }

        yield return new Case("Range") { ["start"] = 0, ["stop"] = 5, ["step"] = 0, Fails = "Value", Blames = "step" };
        yield return new Case("Range") { ["start"] = 0, ["stop"] = 5, ["step"] = 1, ["dtype"] = "bool", Fails = "DType", Blames = "dtype" };
        yield return new Case("Range") { ["start"] = 0, ["stop"] = 1e12, ["step"] = 1, Fails = "OutOfMemory" };
    }

    private static double[] Values(double start, double stop, double step, DType type)
    {
        if (start == stop || (start < stop && step < 0) || (stop < start && step > 1))
        {
            return [];
        }

        double[] values = new double[(int)Math.Abs(Math.Ceiling((stop - start) / step))];
        step = stop < start && step == 1 ? -1 : step;
        for (int i = 0; i < values.Length; i++)
        {
            double value = i == 0 ? start : values[i - 1] + step;
            values[i] = (type == DType.Float32 ? (float)value : Math.Truncate(value)) + (type == DType.Int32 ? 0.0 : -0.0);
        }

        return values;
    }

    private static IEnumerable<Case> LinSpace()
    {
        foreach ((double start, double stop, int num) in new[] { (0.0, 9.0, 10), (1, 1, 3), (5, -5, 11), (0, 1, 257), (3, 7, 1), (3, 7, 2) })
        {
            double[] values = new double[num];
            for (int i = 0; i < num; i++)
            {
                values[i] = (float)(i == 0 ? start : values[i - 1] + ((stop - start) / (num - 1)));
            }

            yield return new Case("LinSpace") { ["start"] = start, ["stop"] = stop, ["num"] = num, Expected = [new(DType.Float32, [num], values)] };
        }

        yield return new Case("LinSpace") { ["start"] = 0, ["stop"] = 1, ["num"] = 0, Fails = "Positive", Blames = "num" };
    }
}
