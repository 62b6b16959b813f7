namespace Lanewise.Models;

/// <summary>Runs an op: reads the inputs of the call and sets its outputs.</summary>
internal delegate void OpKernel(OpCall call);

/// <summary>An op of TensorFlow graphs.</summary>
internal sealed class OpDefinition
{
    /// <summary>How many inputs there must be.</summary>
    public required int InputCount { get; init; }

    /// <summary>The names by which the bodies of functions call the outputs, where there are several.</summary>
    public string[] Outputs { get; init; } = [];

    /// <summary>How many outputs it has; null if that depends on the node.</summary>
    public int? MaxOutputs { get; init; }

    /// <summary>The attributes that name functions.</summary>
    public string[] Functions { get; init; } = [];

    /// <summary>Reads the attributes of a node, once, and returns what runs it.</summary>
    public required Func<ModelGraph, GraphNode, OpKernel> Bind { get; init; }
}
