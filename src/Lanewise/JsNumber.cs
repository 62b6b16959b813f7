using System.Globalization;
using System.Numerics;

namespace Lanewise;

/// <summary>Numbers as JavaScript writes them: what tfjs prints, and what it seeds its generators with.</summary>
internal static class JsNumber
{
    /// <summary>The shortest digits that read back as the number; with an exponent below 1e-6 and from 1e21 on.</summary>
    public static string Text(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }

        if (value == 0)
        {
            return "0";
        }

        (string digits, int exponent) = Parts(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture));
        string sign = value < 0 ? "-" : "";
        if (exponent is >= 21 or < -6)
        {
            string mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}";
            return $"{sign}{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}";
        }

        return sign + (exponent < 0
            ? "0." + new string('0', -exponent - 1) + digits
            : digits.Length <= exponent + 1 ? digits.PadRight(exponent + 1, '0') : $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}");
    }

    /// <summary>The nearest number with so many digits behind the point, as <c>parseFloat(value.toFixed(digits))</c> gives it.</summary>
    public static double Fixed(double value, int digits)
    {
        if (!double.IsFinite(value) || Math.Abs(value) >= 1e21)
        {
            return value;
        }

        // toFixed takes the exact value of the number, and of two as near the larger one.
        long bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        int exponent = (int)(bits >> 52) - 1075;
        BigInteger mantissa = (bits & ((1L << 52) - 1)) | (bits >> 52 == 0 ? 0 : 1L << 52);
        BigInteger scaled = mantissa * BigInteger.Pow(10, digits);
        BigInteger rounded = exponent >= 0 ? scaled << exponent : ((scaled >> (-exponent - 1)) + 1) >> 1;
        double result = double.Parse($"{rounded}e-{digits}", CultureInfo.InvariantCulture);
        return value < 0 ? -result : result;
    }

    /// <summary>Up at a half: 2.5 is 3, and −2.5 is −2.</summary>
    public static double Round(double value) => Math.Floor(value + 0.5);

    /// <summary>The significant digits of a positive number, without zeros at either end, and the power of ten of the first.</summary>
    private static (string Digits, int Exponent) Parts(string number)
    {
        string[] parts = number.Split('E');
        int point = parts[0].IndexOf('.', StringComparison.Ordinal);
        int whole = point < 0 ? parts[0].Length : point;
        string all = parts[0].Replace(".", "", StringComparison.Ordinal);
        string significant = all.TrimStart('0');
        int exponent = whole - 1 - (all.Length - significant.Length) + (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
        return (significant.TrimEnd('0'), exponent);
    }
}
