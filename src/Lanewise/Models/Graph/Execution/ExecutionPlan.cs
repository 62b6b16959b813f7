namespace Lanewise.Models;

/// <summary>
/// The order in which the nodes between some inputs and outputs run, with a slot for every value: made once, run often.
/// </summary>
internal sealed class ExecutionPlan(LoopPlan root, Slot[] inputs, Slot[] outputs, (int Slot, GraphValue Value)[] weights)
{
    /// <summary>The steps outside of loops.</summary>
    public LoopPlan Root => root;

    /// <summary>Where the values of the inputs go; a slot of -1 for one that nothing reads.</summary>
    public Slot[] Inputs => inputs;

    public Slot[] Outputs => outputs;

    /// <summary>What stands in its slot before the first step.</summary>
    public (int Slot, GraphValue Value)[] Weights => weights;
}

/// <summary>Where a value stands.</summary>
/// <param name="Up">How many loops further out.</param>
/// <param name="Index">The index among that loop's slots.</param>
internal readonly record struct Slot(int Up, int Index);

/// <summary>
/// The steps of one loop (a frame, in TensorFlow's words), in an order that holds for every iteration. A step whose inputs
/// are dead is passed over: so a branch that is not taken costs nothing, and the order need not be found anew.
/// </summary>
internal sealed class LoopPlan(Step[] steps, int slotCount, (int From, int To)[] carried)
{
    public Step[] Steps => steps;

    public int SlotCount => slotCount;

    /// <summary>What an iteration hands to the next: the slot of a NextIteration, and the one from which its Merge reads.</summary>
    public (int From, int To)[] Carried => carried;
}

internal enum StepKind
{
    /// <summary>Runs if all inputs are live.</summary>
    Op,

    /// <summary>Runs whatever is dead: passes on the first input that is live.</summary>
    Merge,

    /// <summary>Brings a value into the first iteration only.</summary>
    EnterOnce,

    /// <summary>Runs a loop inside this one.</summary>
    Loop,
}

/// <summary>One step of a plan.</summary>
internal sealed class Step
{
    public required StepKind Kind { get; init; }

    /// <summary>The node; null for a loop.</summary>
    public GraphNode? Node { get; init; }

    /// <summary>What it does, its attributes read.</summary>
    public OpKernel? Kernel { get; init; }

    /// <summary>The loop that it runs.</summary>
    public LoopPlan? Loop { get; init; }

    public Slot[] Inputs { get; init; } = [];

    /// <summary>For each control input the slots of that node, one of which must be live.</summary>
    public Slot[][] Controls { get; init; } = [];

    /// <summary>How many loops further out the outputs go: 1 for an Exit.</summary>
    public int OutputUp { get; init; }

    /// <summary>The slot of the first output.</summary>
    public int Output { get; init; }

    public int OutputCount { get; init; }

    /// <summary>The slots that no later step reads.</summary>
    public int[] Released { get; set; } = [];
}
