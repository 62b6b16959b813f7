namespace Lanewise;

/// <summary>An input with the name of its field; of a list each has the name and its number, <c>inputs[2]</c>.</summary>
internal readonly record struct NamedTensor(string Name, Tensor Tensor);
