using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Lanewise.Generators;

/// <summary>The kernels' numbers as constants, and which of them are element-wise or products.</summary>
internal static class KernelIdWriter
{
    public static string Write(IReadOnlyList<Kernel> kernels)
    {
        StringBuilder text = new();
        text.Append(Text.Head);
        text.Append("namespace Lanewise.Runtime\n{\n    internal static class KernelIds\n    {\n");
        text.Append($"        public const int Count = {kernels.Count};\n");
        for (int i = 0; i < kernels.Count; i++)
        {
            text.Append($"        public const int {kernels[i].Name.TrimStart('_')} = {i};\n");
        }

        text.Append($"\n        public static bool IsElementwise(int kernel) => {OneOf(kernels.Where(static kernel => kernel.IsElementwise))};\n");
        text.Append($"\n        public static bool IsProduct(int kernel) => {OneOf(kernels.Where(static kernel => kernel.IsProduct))};\n");
        return text.Append("    }\n}\n").ToString();
    }

    private static string OneOf(IEnumerable<Kernel> kernels) =>
        kernels.Any() ? "kernel is " + string.Join(" or ", kernels.Select(static kernel => kernel.Name.TrimStart('_'))) : "false";
}
