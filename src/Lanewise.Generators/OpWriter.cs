using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Lanewise.Generators;

/// <summary>
/// The ops that are one kernel alone: in Runtime their summaries as constants, which are seen where Runtime is referenced, and in
/// the library the public methods.
/// </summary>
internal static class OpWriter
{
    public const string SummariesName = "Lanewise.Runtime.OpSummaries";

    public static string WriteSummaries(IReadOnlyList<Kernel> kernels)
    {
        StringBuilder text = new();
        text.Append(Text.Head);
        text.Append("namespace Lanewise.Runtime\n{\n    /// <summary>What the ops do, by their names.</summary>\n    public static class OpSummaries\n    {\n");
        foreach (Op op in Ops(kernels).Select(static kernel => kernel.Op!))
        {
            text.Append($"        public const string {op.Name} = {Text.Quote(op.Summary)};\n");
        }

        return text.Append("    }\n}\n").ToString();
    }

    public static string WriteOps(IReadOnlyList<Kernel> kernels)
    {
        StringBuilder text = new();
        text.Append(Text.Head);
        text.Append("namespace Lanewise\n{\n    public static partial class Tf\n    {\n");
        foreach (Kernel kernel in Ops(kernels))
        {
            string op = kernel.Op!.Name;
            string call = $"Kernel.{kernel.Name}";
            switch (kernel.Op.Takes)
            {
                case "Matching":
                    Document(text, kernel.Op, " The shapes broadcast; of two dtypes the lower one is cast to the other.");
                    text.Append($"        public static Tensor {op}(this Tensor a, Tensor b) => Matching.Have(a, b) ? {call}(a, b) : Matching.Run(a, b, {call});\n\n");
                    Document(text, kernel.Op, " The number is a float32 scalar.");
                    text.Append($"        public static Tensor {op}(this Tensor a, float b) => Matching.Run(a, b, {op});\n\n");
                    Document(text, kernel.Op, " The number is a float32 scalar.");
                    text.Append($"        public static Tensor {op}(float a, Tensor b) => Matching.Run(a, b, {op});\n\n");
                    break;
                case "Bool" when kernel.Args.Fields.Count == 2:
                    Document(text, kernel.Op, " The shapes broadcast; both are bool.");
                    text.Append($"        public static Tensor {op}(this Tensor a, Tensor b) => {call}(Require.Bool(a), Require.Bool(b));\n\n");
                    break;
                default:
                    Document(text, kernel.Op, kernel.Op.Takes switch { "Float" => " x is float32.", "Bool" => " x is bool.", _ => "" });
                    text.Append($"        public static Tensor {op}(this Tensor x) => {call}(Require.{kernel.Op.Takes}(x));\n\n");
                    break;
            }
        }

        return text.Append("    }\n}\n").ToString();
    }

    private static IEnumerable<Kernel> Ops(IReadOnlyList<Kernel> kernels) => kernels.Where(static kernel => kernel.Op is not null);

    private static void Document(StringBuilder text, Op op, string rest) => text.Append($"        /// <summary>{op.Summary}{rest}</summary>\n");
}
