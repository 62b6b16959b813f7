namespace Lanewise;

public static partial class Tf
{
    /// <summary>Ops on strings.</summary>
    public static class String
    {
        /// <summary>The first match of a regular expression, or all of them, replaced.</summary>
        /// <param name="input">string.</param>
        /// <param name="pattern">The expression.</param>
        /// <param name="rewrite">What takes the place of a match; $1 is its first group.</param>
        /// <param name="replaceGlobal">Whether all matches are replaced.</param>
        public static Tensor StaticRegexReplace(Tensor input, string pattern, string rewrite, bool replaceGlobal = true) =>
            TextKernels.RegexReplace(input, pattern, rewrite, replaceGlobal);

        /// <summary>Runs of neighbouring strings of each row of a ragged vector, joined.</summary>
        /// <param name="data">string [count].</param>
        /// <param name="dataSplits">int32: where the rows begin, and the end.</param>
        /// <param name="separator">What stands between two.</param>
        /// <param name="nGramWidths">How many are joined.</param>
        /// <param name="leftPad">Put before a row.</param>
        /// <param name="rightPad">Put behind a row.</param>
        /// <param name="padWidth">How often; negative is as often as there is sense in it.</param>
        /// <param name="preserveShortSequences">Whether a row that is too short for any gives one, of all its strings.</param>
        /// <returns>The joined strings, and where the rows of them begin.</returns>
        public static (Tensor NGrams, Tensor NGramsSplits) StringNGrams(
            Tensor data,
            Tensor dataSplits,
            string separator,
            ReadOnlySpan<int> nGramWidths,
            string leftPad,
            string rightPad,
            int padWidth,
            bool preserveShortSequences) =>
            new NGrams(separator, nGramWidths.ToArray(), leftPad, rightPad, padWidth, preserveShortSequences).Run(data, dataSplits);

        /// <summary>The tokens of each string as a sparse matrix. Every byte of the delimiter is one; without any each byte is a token.</summary>
        /// <param name="input">string [count].</param>
        /// <param name="delimiter">A string scalar.</param>
        /// <param name="skipEmpty">Whether empty tokens are left out.</param>
        /// <returns>Indices int32 [tokens, 2], values string [tokens], shape int32 [2].</returns>
        public static (Tensor Indices, Tensor Values, Tensor Shape) StringSplit(Tensor input, Tensor delimiter, bool skipEmpty = true) =>
            TextKernels.Split(input, delimiter, skipEmpty);

        /// <summary>FarmHash's Fingerprint64 of each string, modulo the number of buckets, int32.</summary>
        public static Tensor StringToHashBucketFast(Tensor input, int numBuckets) => TextKernels.HashToBucket(input, numBuckets);
    }
}
