using System.Text;

namespace Lanewise;

/// <summary>
/// A tensor's values in nested brackets, the columns below each other; of a dimension of more than 20 the first and the last three.
/// </summary>
internal sealed class TensorPrinter
{
    private const int MostValues = 20;
    private const int Ends = 3;
    private const int Digits = 7;

    private readonly string[] _values;
    private readonly int[] _shape;
    private readonly int[] _widths;

    private TensorPrinter(Tensor tensor)
    {
        _values = Texts(tensor);
        _shape = [.. tensor.Shape];
        _widths = new int[_shape.Length == 0 ? 0 : _shape[^1]];
        for (int i = 0; _shape.Length > 1 && i < _values.Length; i++)
        {
            int column = i % _widths.Length;
            _widths[column] = Math.Max(_widths[column], _values[i].Length);
        }
    }

    public static string Print(Tensor tensor, bool verbose)
    {
        StringBuilder text = new("Tensor\n");
        if (verbose)
        {
            text.Append($"  dtype: {tensor.DType.Word()}\n  rank: {tensor.Rank}\n  shape: [{string.Join(',', tensor.Shape)}]\n  values:\n");
        }

        return text.Append(string.Join('\n', new TensorPrinter(tensor).Lines(0, 0, true).Select(static line => "    " + line))).ToString();
    }

    private static string[] Texts(Tensor tensor) => tensor.DType switch
    {
        DType.Float32 => Array.ConvertAll(tensor.ToArray<float>(), value => Number(value, tensor.Rank)),
        DType.Int32 => Array.ConvertAll(tensor.ToArray<int>(), static value => JsNumber.Text(value)),
        DType.Bool => Array.ConvertAll(tensor.ToArray<bool>(), static value => value ? "true" : "false"),
        DType.String => Array.ConvertAll(tensor.ToStrings(), value => tensor.Rank == 0 ? value : $"'{value}'"),
        _ => [.. tensor.ToArray<float>().Chunk(2).Select(static pair => $"{Number(pair[0], 1)} + {Number(pair[1], 1)}j")],
    };

    /// <summary>A scalar has all its digits.</summary>
    private static string Number(float value, int rank) => JsNumber.Text(rank == 0 ? value : JsNumber.Fixed(value, Digits));

    private List<string> Lines(int axis, int first, bool isLast)
    {
        if (axis == _shape.Length)
        {
            return [_values[first]];
        }

        int size = _shape[axis];
        if (axis == _shape.Length - 1)
        {
            return [$"[{string.Join(", ", Shown(size).Select(i => i < 0 ? "..." : _values[first + i].PadRight(_widths[i])))}]"];
        }

        int stride = _shape[(axis + 1)..].Aggregate(1, static (product, dim) => product * dim);
        List<string> lines = [];
        foreach (int i in Shown(size))
        {
            lines.AddRange(i < 0 ? ["..."] : Lines(axis + 1, first + (i * stride), i == size - 1));
        }

        int inner = _shape.Length - axis;
        string separator = inner == 2 ? "," : "";
        if (lines.Count == 0)
        {
            return [" [" + Closing(inner, isLast)];
        }

        lines[0] = "[" + lines[0] + separator;
        for (int i = 1; i < lines.Count - 1; i++)
        {
            lines[i] = " " + lines[i] + separator;
        }

        lines[^1] = " " + lines[^1] + Closing(inner, isLast);
        return lines;
    }

    /// <summary>Between blocks of rank n stand n − 1 line ends.</summary>
    private static string Closing(int rank, bool isLast) => "]" + (isLast ? "" : "," + new string('\n', rank - 1));

    /// <summary>The indices that are shown; −1 for the dots.</summary>
    private static IEnumerable<int> Shown(int size) => size <= MostValues
        ? Enumerable.Range(0, size)
        : [.. Enumerable.Range(0, Ends), -1, .. Enumerable.Range(size - Ends, Ends)];
}
