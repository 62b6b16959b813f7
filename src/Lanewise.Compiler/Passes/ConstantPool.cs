using Lanewise.Compiler.Ir;
using Lanewise.Wasm;

namespace Lanewise.Compiler.Passes;

/// <summary>
/// Vectors of one constant become load-splats from constant data. Before: <c>f32x4.splat(1.5)</c>; after:
/// <c>v128.load32_splat(data)</c>. On x86 an engine puts a v128 constant together in three instructions, each time and in
/// loops too; the load is one. Vectors of zeros or ones alone are one instruction as they are.
/// </summary>
internal sealed class ConstantPool : Pass
{
    private readonly Dictionary<uint, DataBlob> _pool = [];

    public override bool Run(Function function) => Trees.RewriteFunction(function, node => SplatOf(node) is { } bits and not 0 and not uint.MaxValue
        ? Build.Load(Opcode.V128Load32Splat, new Symbol(SymbolKind.Data, BlobOf(bits), null, 0), 0)
        : null);

    private static uint? SplatOf(Expression node) => node switch
    {
        Operation { Opcode: Opcode.F32x4Splat or Opcode.I32x4Splat, Operands: [Constant lane] } => (uint)lane.Low,
        Constant { Type: ValueType.V128 } vector when vector.Low == vector.High && (uint)vector.Low == (uint)(vector.Low >> 32) => (uint)vector.Low,
        _ => null,
    };

    private DataBlob BlobOf(uint bits)
    {
        if (!_pool.TryGetValue(bits, out DataBlob? blob))
        {
            blob = new DataBlob(BitConverter.GetBytes(bits));
            _pool[bits] = blob;
        }

        return blob;
    }
}
