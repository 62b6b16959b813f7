using System.Collections.Generic;
using System.Text;

namespace Lanewise.Generators;

/// <summary>The switch over kernel ids. A case is a function of its own, so that only its arguments are on the stack while it runs.</summary>
internal static class DispatchWriter
{
    public static string Write(IReadOnlyList<Kernel> kernels)
    {
        StringBuilder text = new();
        text.Append(Text.Head);
        text.Append("namespace Lanewise.Runtime\n{\n");
        text.Append("    public static unsafe class Dispatch<V>\n        where V : unmanaged, global::Lanewise.Kernels.IVector<V>\n    {\n");
        text.Append("        public static Status Run(ref Call call, int kernel)\n        {\n            switch (kernel)\n            {\n");
        for (int i = 0; i < kernels.Count; i++)
        {
            text.Append($"                case {i}: return {kernels[i].Name}(ref call);\n");
        }

        text.Append("                default: return call.Fail(Status.UnknownKernel, -1, kernel);\n            }\n        }\n");
        foreach (Kernel kernel in kernels)
        {
            text.Append("\n        [global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]\n");
            text.Append($"        private static Status {kernel.Name}(ref Call call)\n        {{\n");
            text.Append($"            global::{kernel.Args.FullName} args;\n");
            text.Append("            global::System.Runtime.CompilerServices.Unsafe.SkipInit(out args);\n");
            text.Append("            Decoders.Decode(ref call, ref args);\n");
            text.Append($"            return call.Failed ? call.Status : {kernel.Method}(ref call, ref args);\n        }}\n");
        }

        return text.Append("    }\n}\n").ToString();
    }
}
