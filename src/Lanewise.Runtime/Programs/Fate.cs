namespace Lanewise.Runtime.Programs;

/// <summary>What became of a recorded op. {op} is the other op's number and kernel.</summary>
public enum Fate
{
    [Message("runs")]
    Runs,

    [Message("shares the data of its input")]
    Shares,

    [Message("is not needed")]
    Dead,

    [Message("was computed when the program was built")]
    Constant,

    [Message("is the same as {op}")]
    Common,

    [Message("went into the weights of {op}")]
    Weights,

    [Message("became the padding of {op}")]
    Padding,

    [Message("follows in the pass of {op}")]
    Step,

    [Message("is computed in bands, as {op} reads it")]
    Band,

    [Message("costs nothing: its inputs are written where its output lies")]
    InPlace,

    [Message("costs nothing: its outputs are parts of its input")]
    View,
}

/// <summary>Why an element-wise op was not fused into the op that computes its input.</summary>
public enum Obstacle
{
    [Message("")]
    None,

    [Message("its input comes from outside of the program")]
    Outside,

    [Message("the kernel of its input's op takes nothing along")]
    Kernel,

    [Message("its input is read by another op, too")]
    Shared,

    [Message("its shape is another one")]
    Shape,

    [Message("not all of it is float32")]
    DType,

    [Message("it was switched off")]
    Off,
}

/// <summary>One recorded op, for explanations.</summary>
public struct OpRecord
{
    public int Kernel;
    public Fate Fate;

    /// <summary>The other op of the fate, or −1.</summary>
    public int Other;
    public Obstacle Obstacle;
}
