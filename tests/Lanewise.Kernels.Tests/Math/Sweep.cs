using Lanewise.Kernels;
using Xunit;

namespace Lanewise.Tests;

/// <summary>Runs a function over a strided walk through all float32 patterns, and measures its error.</summary>
internal static unsafe class Sweep
{
    /// <summary>
    /// A prime, so that every exponent is met with changing mantissas: about 640,000 samples. LANEWISE_SWEEP_STRIDE
    /// asks for a finer walk; 1 tries every float.
    /// </summary>
    private static readonly uint Stride = uint.Parse(Environment.GetEnvironmentVariable("LANEWISE_SWEEP_STRIDE") ?? "6701");

    private const int Block = 64;

    /// <summary>The largest error in units in the last place of the correctly rounded result. Exceptional results must be equal.</summary>
    public static double Worst<V>(delegate*<V, V> function, Func<double, double> oracle, out float at)
        where V : unmanaged, IVector<V>
    {
        float* x = stackalloc float[Block];
        float* y = stackalloc float[Block];
        double worst = 0;
        at = 0;
        for (ulong start = 0; start < 1UL << 32; start += (ulong)Stride * Block)
        {
            for (int i = 0; i < Block; i++)
            {
                x[i] = BitConverter.UInt32BitsToSingle((uint)(start + ((ulong)Stride * (ulong)i)));
            }

            for (int i = 0; i < Block; i += V.Count)
            {
                V.Store(y + i, function(V.Load(x + i)));
            }

            for (int i = 0; i < Block; i++)
            {
                double error = Ulps(y[i], oracle(x[i]), x[i]);
                if (error > worst)
                {
                    worst = error;
                    at = x[i];
                }
            }
        }

        return worst;
    }

    public static double Ulps(float actual, double expected, params float[] arguments)
    {
        float rounded = (float)expected;
        if (float.IsNaN(rounded) || rounded == 0 || (float.IsInfinity(rounded) && double.IsInfinity(expected)))
        {
            bool same = float.IsNaN(rounded) ? float.IsNaN(actual) : BitConverter.SingleToInt32Bits(actual) == BitConverter.SingleToInt32Bits(rounded);
            if (!same && rounded == 0 && expected != 0)
            {
                return Math.Abs(actual - expected) / float.Epsilon;
            }

            Assert.True(same, $"f({string.Join(", ", arguments)}) is {actual:R}, expected {rounded:R}");
            return 0;
        }

        if (float.IsInfinity(rounded) || float.IsInfinity(actual))
        {
            Assert.True(actual == rounded || Math.Abs(expected) > float.MaxValue * 0.9999999, $"f({string.Join(", ", arguments)}) is {actual:R}, expected {expected:R}");
            return actual == rounded ? 0 : 1;
        }

        double next = MathF.BitIncrement(MathF.Abs(rounded));
        double ulp = double.IsInfinity(next) ? 2.028240960365167e31 : next - Math.Abs(rounded);
        return Math.Abs(actual - expected) / ulp;
    }
}
