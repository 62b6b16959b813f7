namespace Lanewise;

public static partial class Tf
{
    /// <summary>
    /// The gradient of f: a function of x, and of dy if it is not to be ones, that gives ∂(Σ f(x)·dy)/∂x. It can itself be
    /// differentiated.
    /// </summary>
    /// <exception cref="ArgumentException">The returned function throws it if dy has not the shape of f(x), or is not float32.</exception>
    /// <exception cref="InvalidOperationException">
    /// The returned function throws it if x does not lead to f(x), or by a kernel that has no gradient.
    /// </exception>
    public static GradFunction Grad(Func<Tensor, Tensor> f)
    {
        ValueAndGradFunction both = ValueAndGrad(f, "grad(f)(x, dy)");
        return (x, dy) => Tidy(() => both(x, dy).Grad);
    }

    /// <inheritdoc cref="Grad(Func{Tensor, Tensor})"/>
    public static GradFunction Grad(GradFunction f)
    {
        ArgumentNullException.ThrowIfNull(f);
        return Grad(x => f(x));
    }

    /// <summary>The gradients of f by each of its arguments; see <see cref="Grad(Func{Tensor, Tensor})"/>.</summary>
    public static GradsFunction Grads(Func<Tensor[], Tensor> f)
    {
        ValueAndGradsFunction both = ValueAndGrads(f, "grads(f)([x1,...], dy)");
        return (xs, dy) => Tidy(() => both(xs, dy).Grads);
    }

    /// <inheritdoc cref="Grads(Func{Tensor[], Tensor})"/>
    public static GradsFunction Grads(Func<Tensor, Tensor, Tensor> f) => Grads(OfTwo(f));

    /// <inheritdoc cref="Grads(Func{Tensor[], Tensor})"/>
    public static GradsFunction Grads(Func<Tensor, Tensor, Tensor, Tensor> f) => Grads(OfThree(f));

    /// <summary>The value of f together with its gradient; see <see cref="Grad(Func{Tensor, Tensor})"/>.</summary>
    public static ValueAndGradFunction ValueAndGrad(Func<Tensor, Tensor> f) => ValueAndGrad(f, "valueAndGrad(f)(x, dy)");

    /// <summary>The value of f together with its gradients by each argument; see <see cref="Grad(Func{Tensor, Tensor})"/>.</summary>
    public static ValueAndGradsFunction ValueAndGrads(Func<Tensor[], Tensor> f) => ValueAndGrads(f, "valueAndGrads(f)([x1,...], dy)");

    /// <inheritdoc cref="ValueAndGrads(Func{Tensor[], Tensor})"/>
    public static ValueAndGradsFunction ValueAndGrads(Func<Tensor, Tensor, Tensor> f) => ValueAndGrads(OfTwo(f));

    /// <inheritdoc cref="ValueAndGrads(Func{Tensor[], Tensor})"/>
    public static ValueAndGradsFunction ValueAndGrads(Func<Tensor, Tensor, Tensor, Tensor> f) => ValueAndGrads(OfThree(f));

    /// <summary>The value of f, a scalar, and its gradients by variables, by their names.</summary>
    /// <param name="f">The function, for instance a loss.</param>
    /// <param name="varList">The variables; left out, all that are trainable.</param>
    /// <returns>
    /// The value, and a gradient for each variable that f depends on. A variable of the list that is not trainable has null.
    /// </returns>
    /// <exception cref="ArgumentException">No variable is trainable.</exception>
    /// <exception cref="InvalidOperationException">f is not a scalar, or depends on no variable, or by a kernel that has no gradient.</exception>
    public static (Tensor Value, IReadOnlyDictionary<string, Tensor?> Grads) VariableGrads(Func<Tensor> f, IReadOnlyList<Variable>? varList = null)
    {
        ArgumentNullException.ThrowIfNull(f);
        IReadOnlyList<Variable> given = varList ?? VariableRegistry.All;
        Variable[] trainable = [.. given.Where(static variable => variable.Trainable)];
        if (trainable.Length == 0)
        {
            throw new ArgumentException(
                $"variableGrads() expects at least one of the input variables to be trainable, but none of the {given.Count} variables is trainable.", nameof(varList));
        }

        using Scope scope = Scope.Open();
        (Tensor value, Tensor?[] gradients) = Differentiation.Run(f, trainable, allowNone: true);
        if (gradients.All(static gradient => gradient is null))
        {
            throw new InvalidOperationException(
                "Cannot find a connection between any variable and the result of the loss function y=f(x). Please make sure the operations that use " +
                "variables are inside the function f passed to minimize().");
        }

        if (value.Rank != 0)
        {
            throw new InvalidOperationException($"The f passed in variableGrads(f) must return a scalar, but it returned a rank-{value.Rank} tensor");
        }

        Dictionary<string, Tensor?> named = [];
        foreach ((Variable variable, Tensor? gradient) in trainable.Zip(gradients))
        {
            if (gradient is not null)
            {
                named[variable.Name] = scope.Leave(gradient);
            }
        }

        foreach (Variable variable in varList?.Where(static variable => !variable.Trainable) ?? [])
        {
            named[variable.Name] = null;
        }

        return (scope.Leave(value), named);
    }

    /// <summary>A function with a gradient of its own, in place of those of the kernels that it runs.</summary>
    /// <param name="f">
    /// Takes the inputs, and a function that saves tensors for the gradient. It gives the value, and a function of the value's gradient and
    /// of the saved tensors that gives a gradient for each input.
    /// </param>
    public static Func<Tensor[], Tensor> CustomGrad(Func<Tensor[], SaveFunction, (Tensor Value, Func<Tensor, Tensor[], Tensor[]> GradFunc)> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        return inputs =>
        {
            GradientTape? tape = Scope.Tape as GradientTape;
            List<Tensor> saved = [];
            using Scope scope = Scope.Open(null);
            (Tensor value, Func<Tensor, Tensor[], Tensor[]> gradient) = f(inputs, tensors => saved.AddRange(tensors));
            if (value is null || gradient is null)
            {
                throw new InvalidOperationException("The function f passed in customGrad(f) must return a tensor and a function for its gradients");
            }

            tape?.Record(inputs, () => new CustomNode(inputs, value, gradient, saved));
            return scope.Leave(value);
        };
    }

    /// <inheritdoc cref="CustomGrad(Func{Tensor[], SaveFunction, ValueTuple{Tensor, Func{Tensor, Tensor[], Tensor[]}}})"/>
    public static Func<Tensor, Tensor> CustomGrad(Func<Tensor, SaveFunction, (Tensor Value, Func<Tensor, Tensor[], Tensor> GradFunc)> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        Func<Tensor[], Tensor> custom = CustomGrad((Tensor[] inputs, SaveFunction save) =>
        {
            (Tensor value, Func<Tensor, Tensor[], Tensor> gradient) = f(inputs[0], save);
            return (value, (Tensor dy, Tensor[] saved) => (Tensor[])[gradient(dy, saved)]);
        });
        return x => custom([x]);
    }

    private static ValueAndGradFunction ValueAndGrad(Func<Tensor, Tensor> f, string call)
    {
        ArgumentNullException.ThrowIfNull(f);
        return (x, dy) =>
        {
            (Tensor value, Tensor?[] gradients) = Differentiation.Run(() => f(x), [x], dy, $"The shape of dy passed in {call} must match the shape returned by f(x)");
            return (value, gradients[0]!);
        };
    }

    private static ValueAndGradsFunction ValueAndGrads(Func<Tensor[], Tensor> f, string call)
    {
        ArgumentNullException.ThrowIfNull(f);
        return (xs, dy) =>
        {
            (Tensor value, Tensor?[] gradients) = Differentiation.Run(() => f(xs), xs, dy, $"The shape of dy passed in {call} must match the shape returned by f([x1,...])");
            return (value, [.. gradients.Select(static gradient => gradient!)]);
        };
    }

    private static Func<Tensor[], Tensor> OfTwo(Func<Tensor, Tensor, Tensor> f) => xs =>
        xs.Length == 2 ? f(xs[0], xs[1]) : throw new ArgumentException($"f takes 2 tensors, but {xs.Length} are given", nameof(xs));

    private static Func<Tensor[], Tensor> OfThree(Func<Tensor, Tensor, Tensor, Tensor> f) => xs =>
        xs.Length == 3 ? f(xs[0], xs[1], xs[2]) : throw new ArgumentException($"f takes 3 tensors, but {xs.Length} are given", nameof(xs));
}
