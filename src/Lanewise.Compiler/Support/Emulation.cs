using System.Reflection;
using Lanewise.Wasm;

namespace Lanewise.Compiler;

/// <summary>
/// Instructions that a module without their feature calls a function for. The functions are C# in the dialect, in
/// <see cref="Support.Scalars"/> and <see cref="Support.Memory"/>, compiled like any other.
/// </summary>
internal static class Emulation
{
    private static readonly Dictionary<Opcode, MethodInfo> Methods = new()
    {
        [Opcode.I32Extend8S] = Method(typeof(Support.Scalars), nameof(Support.Scalars.Extend8)),
        [Opcode.I32Extend16S] = Method(typeof(Support.Scalars), nameof(Support.Scalars.Extend16)),
        [Opcode.I32TruncSatF32S] = Method(typeof(Support.Scalars), nameof(Support.Scalars.ToInt32), typeof(float)),
        [Opcode.I32TruncSatF32U] = Method(typeof(Support.Scalars), nameof(Support.Scalars.ToUInt32), typeof(float)),
        [Opcode.I32TruncSatF64S] = Method(typeof(Support.Scalars), nameof(Support.Scalars.ToInt32), typeof(double)),
        [Opcode.I32TruncSatF64U] = Method(typeof(Support.Scalars), nameof(Support.Scalars.ToUInt32), typeof(double)),
        [Opcode.I64TruncSatF32S] = Method(typeof(Support.Scalars), nameof(Support.Scalars.ToInt64), typeof(float)),
        [Opcode.I64TruncSatF32U] = Method(typeof(Support.Scalars), nameof(Support.Scalars.ToUInt64), typeof(float)),
        [Opcode.I64TruncSatF64S] = Method(typeof(Support.Scalars), nameof(Support.Scalars.ToInt64), typeof(double)),
        [Opcode.I64TruncSatF64U] = Method(typeof(Support.Scalars), nameof(Support.Scalars.ToUInt64), typeof(double)),
        [Opcode.MemoryCopy] = Method(typeof(Support.Memory), nameof(Support.Memory.Copy)),
        [Opcode.MemoryFill] = Method(typeof(Support.Memory), nameof(Support.Memory.Fill)),
    };

    public static bool Covers(Opcode opcode) => Methods.ContainsKey(opcode);

    /// <summary>The function that stands for an instruction, or null if the module may use the instruction.</summary>
    public static MethodInfo? Of(Opcode opcode, Features features) =>
        (opcode.Info().Feature & ~features) == 0 ? null : Methods.GetValueOrDefault(opcode);

    private static MethodInfo Method(Type type, string name, params Type[] parameters) => parameters.Length == 0
        ? type.GetMethod(name)!
        : type.GetMethod(name, parameters)!;
}
