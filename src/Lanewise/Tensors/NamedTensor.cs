namespace Lanewise;

/// <summary>A tensor with a name: a weight, or an argument of a kernel; one of a list has a number too, <c>inputs[2]</c>.</summary>
public readonly record struct NamedTensor(string Name, Tensor Tensor);
