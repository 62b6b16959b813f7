namespace Lanewise;

/// <summary>
/// The ops, under their names in TensorFlow.js in PascalCase, with its defaults. Those whose first argument is a tensor are methods
/// of tensors too: <c>x.MatMul(w).Relu()</c>.
/// </summary>
public static partial class Tf;
