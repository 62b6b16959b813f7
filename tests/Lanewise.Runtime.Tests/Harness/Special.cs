using Lanewise.Runtime;

namespace Lanewise.Tests;

/// <summary>The values that go wrong.</summary>
public static class Special
{
    public static readonly double[] Floats =
    [
        0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue,
        float.MinValue, float.Epsilon, -float.Epsilon, 1.17549435e-38f, 2147483648.0, -2147483648.0, 2147483520.0, 4294967296.0,
        16777216, 16777217, 8388608.5, 1e-7f, 88.5f, -104, 3.14159274f,
    ];

    public static readonly double[] Ints = [0, 1, -1, 2, -2, 7, -7, 255, 256, 65536, int.MaxValue, int.MinValue, int.MaxValue - 1, 16777217];

    public static readonly double[] Bools = [0, 1, 1, 0, 1];

    public static double[] Of(DType type) => type switch
    {
        DType.Float32 => Floats,
        DType.Int32 => Ints,
        _ => Bools,
    };

    /// <summary><paramref name="size"/> values that begin with the special ones from <paramref name="start"/> on, over and over.</summary>
    public static HostTensor Tensor(DType type, int size, int start = 0)
    {
        double[] values = Of(type);
        return new(type, [size], [.. Enumerable.Range(start, size).Select(i => (double)(type == DType.Float32 ? (float)values[i % values.Length] : values[i % values.Length]))]);
    }
}
