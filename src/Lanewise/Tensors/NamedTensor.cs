namespace Lanewise;

/// <summary>A tensor with a name: a weight, or an argument of a kernel; one of a list has a number too, <c>inputs[2]</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Tensor">What it names.</param>
public readonly record struct NamedTensor(string Name, Tensor Tensor);
