namespace Lanewise.Wasm;

/// <summary>What follows the code of an instruction in the binary.</summary>
public enum Immediate
{
    None,

    /// <summary>The result type of a block.</summary>
    Block,

    /// <summary>The depth of the block that a branch leaves or repeats.</summary>
    Label,

    /// <summary>A list of depths and a default (br_table).</summary>
    Labels,
    Function,

    /// <summary>A type index and a table index (call_indirect).</summary>
    Type,
    Local,
    Global,
    I32,
    I64,
    F32,
    F64,
    V128,

    /// <summary>Alignment as a power of two, and offset.</summary>
    MemArg,

    /// <summary>A <see cref="MemArg"/>, then a lane index.</summary>
    MemArgLane,
    Lane,

    /// <summary>Sixteen lane indices.</summary>
    Shuffle,
    Memory,

    /// <summary>Target memory and source memory.</summary>
    Memories,
    Data,
    DataMemory,
    Element,
    ElementTable,
    Tables,

    /// <summary>One reserved byte (atomic.fence).</summary>
    Fence,
}
