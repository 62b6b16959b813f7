namespace Lanewise;

/// <summary>The gradient of a function of a tensor.</summary>
/// <param name="x">Where.</param>
/// <param name="dy">The factors of the function's elements, float32 in the shape of its value; ones if it is null.</param>
public delegate Tensor GradFunction(Tensor x, Tensor? dy = null);

/// <summary>The gradients of a function of several tensors, one for each.</summary>
/// <param name="xs">Where.</param>
/// <param name="dy">The factors of the function's elements, float32 in the shape of its value; ones if it is null.</param>
public delegate Tensor[] GradsFunction(Tensor[] xs, Tensor? dy = null);

/// <summary>The value of a function of a tensor, and its gradient.</summary>
/// <inheritdoc cref="GradFunction"/>
public delegate (Tensor Value, Tensor Grad) ValueAndGradFunction(Tensor x, Tensor? dy = null);

/// <summary>The value of a function of several tensors, and its gradients, one for each.</summary>
/// <inheritdoc cref="GradsFunction"/>
public delegate (Tensor Value, Tensor[] Grads) ValueAndGradsFunction(Tensor[] xs, Tensor? dy = null);

/// <summary>Keeps tensors until the gradient has been computed, if one will be.</summary>
public delegate void SaveFunction(params Tensor[] tensors);
