namespace Lanewise.Kernels;

/// <summary>
/// Johannes Baagøe's generator Alea (2010), the one that tfjs seeds its random ops with: a lagged multiply-with-carry over
/// three fractions of 32 bits.
/// </summary>
public struct Alea
{
    private const double Fraction = 1.0 / 4294967296;

    private double _s0;
    private double _s1;
    private double _s2;
    private double _carry;

    /// <summary>Seeds with the UTF-16 code units of a text.</summary>
    public static unsafe Alea Seed(int* units, int count)
    {
        double state = 0xEFC8249D;
        int blank = ' ';
        Alea alea = default;
        alea._carry = 1;
        alea._s0 = Mash(ref state, &blank, 1);
        alea._s1 = Mash(ref state, &blank, 1);
        alea._s2 = Mash(ref state, &blank, 1);
        alea._s0 = Wrap(alea._s0 - Mash(ref state, units, count));
        alea._s1 = Wrap(alea._s1 - Mash(ref state, units, count));
        alea._s2 = Wrap(alea._s2 - Mash(ref state, units, count));
        return alea;
    }

    /// <summary>The next number, 0 ≤ r &lt; 1.</summary>
    public double Next()
    {
        double t = (2091639 * _s0) + (_carry * Fraction);
        _s0 = _s1;
        _s1 = _s2;
        _carry = (int)t;
        _s2 = t - _carry;
        return _s2;
    }

    private static double Wrap(double x) => x < 0 ? x + 1 : x;

    /// <summary>Stirs each unit into the state, whose lower 32 bits become a fraction.</summary>
    private static unsafe double Mash(ref double state, int* units, int count)
    {
        double n = state;
        for (int i = 0; i < count; i++)
        {
            n += units[i];
            double h = 0.02519603282416938 * n;
            n = (uint)(long)h;
            h -= n;
            h *= n;
            n = (uint)(long)h;
            h -= n;
            n += h * 4294967296;
        }

        state = n;
        return (uint)(long)n * Fraction;
    }
}
