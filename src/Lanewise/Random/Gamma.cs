namespace Lanewise;

/// <summary>Gamma distributed numbers: Marsaglia and Tsang, "A simple method for generating gamma variables", 2000, as tfjs has it.</summary>
internal sealed class Gamma
{
    private readonly double _alpha;
    private readonly double _beta;
    private readonly bool _isWhole;
    private readonly double _d;
    private readonly double _c;
    private readonly Gaussian _normal;
    private RandomSource _uniform;

    public Gamma(double alpha, double beta, bool isWhole, double seed)
    {
        _alpha = alpha;
        _beta = 1 / beta;
        _isWhole = isWhole;
        _uniform = RandomSource.Of(seed);
        _normal = new Gaussian(0, 1, isWhole, false, _uniform.Next());
        _d = alpha < 1 ? alpha + (2.0 / 3) : alpha - (1.0 / 3);
        _c = 1 / Math.Sqrt(9 * _d);
    }

    public double Next()
    {
        double v;
        while (true)
        {
            double x;
            do
            {
                x = _normal.Next();
                v = 1 + (_c * x);
            }
            while (v <= 0);

            v *= v * v;
            double square = x * x;
            double u = _uniform.Next();
            if (u < 1 - (0.331 * square * square) || Math.Log(u) < (0.5 * square) + (_d * (1 - v + Math.Log(v))))
            {
                break;
            }
        }

        v = 1 / _beta * _d * v;
        if (_alpha < 1)
        {
            v *= Math.Pow(_uniform.Next(), 1 / _alpha);
        }

        return _isWhole ? JsNumber.Round(v) : v;
    }
}
