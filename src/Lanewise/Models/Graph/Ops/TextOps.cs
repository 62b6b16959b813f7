namespace Lanewise.Models;

/// <summary>Ops on strings.</summary>
internal static class TextOps
{
    public static void Register(OpTable ops)
    {
        ops.Add("StaticRegexReplace", 1, attributes =>
        {
            string pattern = attributes.Text("pattern");
            string rewrite = attributes.Text("rewrite");
            bool isGlobal = attributes.Bool("replace_global", true);
            return call => Tf.String.StaticRegexReplace(call[0], pattern, rewrite, isGlobal);
        });
        ops.Add("StringNGrams", 2, ["ngrams", "ngrams_splits"], attributes =>
        {
            string separator = attributes.Text("separator");
            int[] widths = attributes.Ints("ngram_widths");
            string left = attributes.Text("left_pad");
            string right = attributes.Text("right_pad");
            int padWidth = attributes.Int("pad_width", 0);
            bool keepsShort = attributes.Bool("preserve_short_sequences");
            return call =>
            {
                (Tensor grams, Tensor splits) = Tf.String.StringNGrams(call[0], call[1], separator, widths, left, right, padWidth, keepsShort);
                return [grams, splits];
            };
        });
        ops.Add("StringSplit", 2, ["indices", "values", "shape"], attributes =>
        {
            bool skipsEmpty = attributes.Bool("skip_empty", true);
            return call =>
            {
                (Tensor indices, Tensor values, Tensor shape) = Tf.String.StringSplit(call[0], call[1], skipsEmpty);
                return [indices, values, shape];
            };
        });
        ops.Add("StringToHashBucketFast", 1, attributes =>
        {
            int buckets = attributes.Int("num_buckets", 1);
            return call => Tf.String.StringToHashBucketFast(call[0], buckets);
        });
    }
}
