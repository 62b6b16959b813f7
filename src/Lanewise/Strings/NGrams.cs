using System.Text;

namespace Lanewise;

/// <summary>Runs of neighbouring strings of each row of a ragged vector, joined, with padding at both ends of a row.</summary>
internal sealed class NGrams(string separator, int[] widths, string leftPad, string rightPad, int padWidth, bool preserveShortSequences)
{
    private readonly byte[] _separator = Encoding.UTF8.GetBytes(separator);
    private readonly byte[] _left = Encoding.UTF8.GetBytes(leftPad);
    private readonly byte[] _right = Encoding.UTF8.GetBytes(rightPad);

    public (Tensor NGrams, Tensor NGramsSplits) Run(Tensor data, Tensor dataSplits)
    {
        byte[][] strings = TextKernels.Strings(data, nameof(data), "StringNGrams");
        int[] splits = Require.Int(dataSplits, op: "StringNGrams").ToArray<int>();
        CheckSplits(splits, strings.Length);
        int narrow = Array.FindIndex(widths, static width => width < 1);
        Require.That(narrow < 0, $"nGramWidths must be at least 1, but has {(narrow < 0 ? 0 : widths[narrow])}", "StringNGrams");

        List<byte[]> joined = [];
        int[] joinedSplits = new int[splits.Length];
        for (int row = 1; row < splits.Length; row++)
        {
            byte[][] tokens = strings[splits[row - 1]..splits[row]];
            int before = joined.Count;

            // a vector without strings has no n-grams, not even of padding
            foreach (int width in strings.Length > 0 ? widths : [])
            {
                // padding is never so wide that an n-gram would have nothing else
                byte[][] padded = Padded(tokens, Math.Min(padWidth < 0 ? width - 1 : padWidth, width - 1));
                for (int start = 0; start + width <= padded.Length; start++)
                {
                    joined.Add(Join(padded.AsSpan(start, width)));
                }
            }

            if (preserveShortSequences && tokens.Length > 0 && joined.Count == before)
            {
                joined.Add(Join(Padded(tokens, Math.Max(padWidth, 0))));
            }

            joinedSplits[row] = joined.Count;
        }

        return (Tf.Tensor([.. joined], [joined.Count]), Tf.Tensor(joinedSplits, dataSplits.Shape.AsSpan()));
    }

    private static void CheckSplits(int[] splits, int length)
    {
        if (splits.Length == 0)
        {
            return;
        }

        Require.That(splits[0] == 0, $"First split value must be 0, got {splits[0]}", "StringNGrams");
        for (int i = 1; i < splits.Length; i++)
        {
            Require.That(splits[i] >= splits[i - 1] && splits[i] <= length, $"Invalid split value {splits[i]}, must be in [{splits[i - 1]}, {length}]", "StringNGrams");
        }

        Require.That(splits[^1] == length, $"Last split value must be data size. Expected {length}, got {splits[^1]}", "StringNGrams");
    }

    private byte[][] Padded(byte[][] tokens, int pad) => [.. Enumerable.Repeat(_left, pad), .. tokens, .. Enumerable.Repeat(_right, pad)];

    private byte[] Join(ReadOnlySpan<byte[]> tokens)
    {
        List<byte> bytes = [];
        for (int i = 0; i < tokens.Length; i++)
        {
            bytes.AddRange(i == 0 ? [] : _separator);
            bytes.AddRange(tokens[i]);
        }

        return [.. bytes];
    }
}
