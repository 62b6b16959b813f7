using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;

namespace Lanewise.Benchmarks;

/// <summary>
/// 1x1 convolutions on one thread, beside as many fused multiply-adds of 256 bits as they have, on registers alone. A ratio of 1.25 is four
/// fifths of what the core can do.
/// </summary>
public class PointwiseBenchmarks
{
    private const int Lanes = 8;

    private Tensor _x = null!;
    private Tensor _filter = null!;
    private float _sum;

    /// <summary>Height and width, channels in, channels out: layers of MobileNet at 224 x 224, BlazeFace's, a small and a large one.</summary>
    [Params("112x32x64", "56x64x128", "56x128x128", "28x256x256", "14x512x512", "7x512x1024", "7x1024x1024", "64x24x48")]
    public string Layer { get; set; } = "";

    private (int Size, int In, int Out) Sizes => Layer.Split('x') is [string size, string channels, string filters]
        ? (int.Parse(size), int.Parse(channels), int.Parse(filters)) : throw new FormatException(Layer);

    private long MultiplyAdds => (long)Sizes.Size * Sizes.Size * Sizes.In * Sizes.Out;

    [GlobalSetup]
    public void Open()
    {
        Tf.SetThreadsCount(1);
        (int size, int channels, int filters) = Sizes;
        _x = Tf.RandomNormal([1, size, size, channels], seed: 1);
        _filter = Tf.RandomNormal([1, 1, channels, filters], seed: 2);
    }

    [GlobalCleanup]
    public void Close() => Tf.Dispose([_x, _filter]);

    [Benchmark(Baseline = true)]
    public void Limit() => _sum += MultiplyAdd(MultiplyAdds / (Lanes * 12));

    [Benchmark]
    public void Conv2D() => _x.Conv2D(_filter, strides: [1, 1], pad: "valid").Dispose();

    /// <summary>Twelve sums that do not wait for each other, which is enough for two units with a latency of four or five cycles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float MultiplyAdd(long turns)
    {
        Vector256<float> x = Vector256.Create(1.000001f), y = Vector256.Create(0.999999f);
        Vector256<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (long turn = 0; turn < turns; turn++)
        {
            a = Vector256.MultiplyAddEstimate(a, y, x);
            b = Vector256.MultiplyAddEstimate(b, y, x);
            c = Vector256.MultiplyAddEstimate(c, y, x);
            d = Vector256.MultiplyAddEstimate(d, y, x);
            e = Vector256.MultiplyAddEstimate(e, y, x);
            f = Vector256.MultiplyAddEstimate(f, y, x);
            g = Vector256.MultiplyAddEstimate(g, y, x);
            h = Vector256.MultiplyAddEstimate(h, y, x);
            i = Vector256.MultiplyAddEstimate(i, y, x);
            j = Vector256.MultiplyAddEstimate(j, y, x);
            k = Vector256.MultiplyAddEstimate(k, y, x);
            l = Vector256.MultiplyAddEstimate(l, y, x);
        }

        return Vector256.Sum(a + b + c + (d + e + f) + (g + h + i) + (j + k + l));
    }
}
