using Lanewise.Kernels;

namespace Lanewise;

/// <summary>
/// Random numbers as tfjs draws them: from Baagøe's generator Alea, seeded with the text of a number, so that the same seed gives
/// the same tensor in both.
/// </summary>
internal struct RandomSource
{
    private Alea _alea;

    private RandomSource(Alea alea) => _alea = alea;

    /// <summary>A seed that nobody has chosen: no replay could draw the same numbers.</summary>
    public static double AnySeed
    {
        get
        {
            BackendRegistry.Current.Recording?.Refuse("a random number is drawn");
            return System.Random.Shared.NextDouble();
        }
    }

    public static RandomSource Of(double seed) => Of(JsNumber.Text(seed));

    public static unsafe RandomSource Of(string seed)
    {
        int[] units = [.. seed.Select(static unit => (int)unit)];
        fixed (int* start = units)
        {
            return new RandomSource(Alea.Seed(start, units.Length));
        }
    }

    /// <summary>0 ≤ r &lt; 1.</summary>
    public double Next() => _alea.Next();
}
