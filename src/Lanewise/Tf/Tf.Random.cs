using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Lanewise;

public static partial class Tf
{
    /// <summary>Numbers of a normal distribution.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="stdDev">The standard deviation.</param>
    /// <param name="dtype">float32 or int32.</param>
    /// <param name="seed">The same seed, other than 0, gives the same numbers, here and in TensorFlow.js.</param>
    public static Tensor RandomNormal(ReadOnlySpan<int> shape, double mean = 0, double stdDev = 1, DType dtype = DType.Float32, double? seed = null) =>
        Draw(shape, dtype, new Gaussian(mean, stdDev, dtype == DType.Int32, false, SeedOf(seed)).Next);

    /// <summary>Numbers of the normal distribution with mean 0 and standard deviation 1, see <see cref="RandomNormal"/>.</summary>
    public static Tensor RandomStandardNormal(ReadOnlySpan<int> shape, DType dtype = DType.Float32, double? seed = null) => RandomNormal(shape, 0, 1, dtype, seed);

    /// <summary>Numbers of a normal distribution that are within two standard deviations.</summary>
    /// <inheritdoc cref="RandomNormal"/>
    public static Tensor TruncatedNormal(ReadOnlySpan<int> shape, double mean = 0, double stdDev = 1, DType dtype = DType.Float32, double? seed = null) =>
        Draw(shape, dtype, new Gaussian(mean, stdDev, dtype == DType.Int32, true, SeedOf(seed)).Next);

    /// <summary>Numbers of a gamma distribution.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="alpha">The distribution's shape.</param>
    /// <param name="beta">Its rate.</param>
    /// <param name="dtype">float32 or int32.</param>
    /// <param name="seed">The same seed, other than 0, gives the same numbers, here and in TensorFlow.js.</param>
    public static Tensor RandomGamma(ReadOnlySpan<int> shape, double alpha, double beta = 1, DType dtype = DType.Float32, double? seed = null) =>
        Draw(shape, dtype, new Gamma(alpha, beta, dtype == DType.Int32, SeedOf(seed)).Next);

    /// <summary>Numbers that are equally frequent everywhere from <paramref name="minval"/> to before <paramref name="maxval"/>.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="minval">The least.</param>
    /// <param name="maxval">Below which they are.</param>
    /// <param name="dtype">float32, int32 or bool.</param>
    /// <param name="seed">The same seed gives the same numbers, here and in TensorFlow.js.</param>
    public static Tensor RandomUniform(ReadOnlySpan<int> shape, double minval = 0, double maxval = 1, DType dtype = DType.Float32, double? seed = null)
    {
        RandomSource source = RandomSource.Of(seed ?? RandomSource.AnySeed);
        double range = maxval - minval;
        return Rand(shape, () => minval + (range * source.Next()), dtype);
    }

    /// <summary>Whole numbers that are equally frequent everywhere from <paramref name="minval"/> to before <paramref name="maxval"/>, int32.</summary>
    public static Tensor RandomUniformInt(ReadOnlySpan<int> shape, double minval, double maxval, double? seed = null) =>
        RandomUniform(shape, minval, maxval, DType.Int32, seed);

    /// <summary>What a function gives, called once for each element; of float32, int32 (without what is behind the point) or bool.</summary>
    public static Tensor Rand(ReadOnlySpan<int> shape, Func<double> randFunction, DType dtype = DType.Float32)
    {
        ArgumentNullException.ThrowIfNull(randFunction);
        ImmutableArray<int> dims = Lanewise.Shapes.Checked(shape, out int size);
        switch (dtype)
        {
            case DType.Float32:
                float[] floats = new float[size];
                for (int i = 0; i < size; i++)
                {
                    floats[i] = (float)randFunction();
                }

                return Tensor(floats, dims.AsSpan());
            case DType.Int32:
                int[] ints = new int[size];
                for (int i = 0; i < size; i++)
                {
                    ints[i] = (int)randFunction();
                }

                return Tensor(ints, dims.AsSpan());
            case DType.Bool:
                bool[] bools = new bool[size];
                for (int i = 0; i < size; i++)
                {
                    bools[i] = (int)randFunction() != 0;
                }

                return Tensor(bools, dims.AsSpan());
            default:
                throw new ArgumentException($"Rand: dtype must be float32, int32 or bool, but is {dtype.Word()}", nameof(dtype));
        }
    }

    /// <summary>Events drawn by their probabilities, int32.</summary>
    /// <param name="logits">[batch, events] or [events]: logarithms of probabilities that need not add up to 1.</param>
    /// <param name="numSamples">How many are drawn in each row.</param>
    /// <param name="seed">The same seed, other than 0, draws the same events, here and in TensorFlow.js.</param>
    /// <param name="normalized">They are probabilities that add up to 1, and not logits.</param>
    public static Tensor Multinomial(Tensor logits, int numSamples, double? seed = null, bool normalized = false)
    {
        Require.Rank(logits, 1, 2);
        Require.That(logits.Size >= 2, $"there must be at least 2 outcomes, but there is {logits.Size}");
        using Scope scope = Scope.Open();
        return Batches.Leave(scope, Kernel.Multinomial(Batches.Of(logits, 2), numSamples, JsNumber.Text(SeedOf(seed)), normalized), logits.Rank == 1);
    }

    /// <summary>0 stands for no seed, as in TensorFlow.js.</summary>
    private static double SeedOf(double? seed) => seed is null or 0 ? RandomSource.AnySeed : seed.Value;

    private static Tensor Draw(ReadOnlySpan<int> shape, DType dtype, Func<double> next, [CallerMemberName] string op = "")
    {
        Require.That(dtype is DType.Float32 or DType.Int32, $"dtype must be float32 or int32, but is {dtype.Word()}", op);
        return Rand(shape, next, dtype);
    }
}
