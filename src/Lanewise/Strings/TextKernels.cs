using System.Text;
using System.Text.RegularExpressions;

namespace Lanewise;

/// <summary>The kernels that work on texts themselves, which no backend holds. A string is its bytes in UTF-8.</summary>
internal static class TextKernels
{
    public static Tensor RegexReplace(Tensor input, string pattern, string rewrite, bool isGlobal)
    {
        byte[][] strings = Strings(input, nameof(input), "StaticRegexReplace");
        Regex regex = new(pattern);
        byte[][] rewritten = [.. strings.Select(bytes => Encoding.UTF8.GetBytes(regex.Replace(Encoding.UTF8.GetString(bytes), rewrite, isGlobal ? -1 : 1)))];
        return Tf.Tensor(rewritten, input.Shape.AsSpan());
    }

    public static Tensor HashToBucket(Tensor input, int buckets)
    {
        byte[][] strings = Strings(input, nameof(input), "StringToHashBucketFast");
        Require.That(buckets >= 1, $"Number of buckets must be at least 1, but is {buckets}", "StringToHashBucketFast");
        int[] hashes = [.. strings.Select(bytes => (int)(FarmHash.Fingerprint64(bytes) % (ulong)buckets))];
        return Tf.Tensor(hashes, input.Shape.AsSpan());
    }

    public static (Tensor Indices, Tensor Values, Tensor Shape) Split(Tensor input, Tensor delimiter, bool skipEmpty)
    {
        Require.Rank(input, 1, 1, op: "StringSplit");
        Require.Rank(delimiter, 0, 0, op: "StringSplit");
        byte[] delimiters = Strings(delimiter, nameof(delimiter), "StringSplit")[0];
        List<int> indices = [];
        List<byte[]> values = [];
        int columns = 0;
        byte[][] strings = Strings(input, nameof(input), "StringSplit");
        for (int row = 0; row < strings.Length; row++)
        {
            int column = 0;
            foreach (byte[] token in Tokens(strings[row], delimiters).Where(token => !skipEmpty || token.Length > 0))
            {
                indices.AddRange(row, column++);
                values.Add(token);
            }

            columns = Math.Max(columns, column);
        }

        return (Tf.Tensor([.. indices], [values.Count, 2]), Tf.Tensor([.. values], [values.Count]), Tf.Tensor([strings.Length, columns]));
    }

    /// <summary>The strings of an input.</summary>
    public static byte[][] Strings(Tensor tensor, string argument, string op) => Require.Type(tensor, DType.String, argument, op).Data.Strings!;

    private static IEnumerable<byte[]> Tokens(byte[] bytes, byte[] delimiters)
    {
        if (bytes.Length == 0)
        {
            yield break;
        }

        int start = 0;
        for (int i = 0; i <= bytes.Length; i++)
        {
            if (delimiters.Length == 0 ? i > start : i == bytes.Length || delimiters.Contains(bytes[i]))
            {
                yield return bytes[start..i];
                start = delimiters.Length == 0 ? i : i + 1;
            }
        }
    }
}
