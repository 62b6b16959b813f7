using Lanewise.Compiler.Ir;

namespace Lanewise.Compiler.Lowering;

/// <summary>
/// The frame of a function in linear memory: the variables whose address is still needed, from the frame pointer upward.
/// The stack pointer stays a multiple of 16.
/// </summary>
internal sealed class ShadowStack
{
    private readonly Dictionary<Variable, int> _offsets = [];

    public ShadowStack(Function function)
    {
        Trees.VisitFunction(function, node =>
        {
            if (node is AddressOf address && !_offsets.ContainsKey(address.Variable))
            {
                int alignment = address.Variable.Layout?.Alignment ?? address.Variable.MemoryType.Size();
                Size = (Size + alignment - 1) / alignment * alignment;
                _offsets[address.Variable] = Size;
                Size += address.Variable.Size;
            }
        });

        Size = (Size + 15) / 16 * 16;
        IsUsed = Size > 0 || function.Blocks.Exists(block => block.Statements.Exists(statement => statement is StackAllocate));
    }

    public int Size { get; private set; }

    public bool IsUsed { get; }

    /// <summary>The variable's offset from the frame pointer, or null if it is a local.</summary>
    public int? OffsetOf(Variable variable) => _offsets.TryGetValue(variable, out int offset) ? offset : null;
}
