namespace Lanewise;

/// <summary>Normally distributed numbers, by pairs: Marsaglia's polar method.</summary>
internal sealed class Gaussian(double mean, double deviation, bool isWhole, bool isTruncated, double seed)
{
    private RandomSource _source = RandomSource.Of(seed);
    private double _second = double.NaN;

    /// <summary>The next one; if truncated, within two standard deviations; if whole, rounded.</summary>
    public double Next()
    {
        if (!double.IsNaN(_second))
        {
            double second = _second;
            _second = double.NaN;
            return second;
        }

        while (true)
        {
            double x;
            double y;
            double square;
            do
            {
                x = (2 * _source.Next()) - 1;
                y = (2 * _source.Next()) - 1;
                square = (x * x) + (y * y);
            }
            while (square is >= 1 or 0);

            double scale = Math.Sqrt(-2 * Math.Log(square) / square);
            double first = mean + (deviation * x * scale);
            double second = mean + (deviation * y * scale);
            if (IsValid(first))
            {
                _second = IsValid(second) ? Converted(second) : double.NaN;
                return Converted(first);
            }
        }
    }

    private bool IsValid(double value) => !isTruncated || (value <= mean + (deviation * 2) && value >= mean - (deviation * 2));

    private double Converted(double value) => isWhole ? JsNumber.Round(value) : value;
}
