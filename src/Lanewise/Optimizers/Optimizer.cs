namespace Lanewise;

/// <summary>
/// Changes variables so that a function becomes smaller. What it knows of each variable, its slots, it knows by the variable's place in
/// the list, which must stay the same from step to step.
/// </summary>
public abstract class Optimizer : IDisposable
{
    private const string IterationsName = "iter";

    private readonly OptimizerSlot[] _slots;

    private protected Optimizer(double learningRate, params OptimizerSlot[] slots)
    {
        LearningRate = learningRate;
        _slots = slots;
    }

    /// <summary>How far a step goes.</summary>
    public double LearningRate { get; set; }

    /// <summary>How many steps were made.</summary>
    public int Iterations { get; private set; }

    /// <summary>Computes f and its gradients, and makes one step. Nothing but the variables and the slots is different after it.</summary>
    /// <param name="f">The function, a scalar: mostly a loss.</param>
    /// <param name="returnCost">Whether to return f's value.</param>
    /// <param name="varList">The variables to change; left out, all that are trainable.</param>
    /// <returns>The value of f before the step, if it is wanted; else null.</returns>
    /// <inheritdoc cref="Tf.VariableGrads" path="/exception"/>
    public Tensor? Minimize(Func<Tensor> f, bool returnCost = false, IReadOnlyList<Variable>? varList = null)
    {
        using Scope scope = Scope.Open();
        (Tensor value, IReadOnlyDictionary<string, Tensor?> grads) = ComputeGradients(f, varList);
        ApplyGradients(varList is null ? grads.Select(static pair => (pair.Key, pair.Value)) : varList.Select(variable => (variable.Name, grads.GetValueOrDefault(variable.Name))));
        return returnCost ? scope.Leave(value) : null;
    }

    /// <inheritdoc cref="Tf.VariableGrads"/>
    public (Tensor Value, IReadOnlyDictionary<string, Tensor?> Grads) ComputeGradients(Func<Tensor> f, IReadOnlyList<Variable>? varList = null) =>
        Tf.VariableGrads(f, varList);

    /// <summary>Makes one step.</summary>
    /// <param name="variableGradients">Gradients by the names of their variables. One that is null leaves its variable as it is.</param>
    /// <exception cref="ArgumentException">There is no variable of a name.</exception>
    public void ApplyGradients(IReadOnlyDictionary<string, Tensor?> variableGradients)
    {
        ArgumentNullException.ThrowIfNull(variableGradients);
        ApplyGradients(variableGradients.Select(static pair => (pair.Key, pair.Value)));
    }

    /// <inheritdoc cref="ApplyGradients(IReadOnlyDictionary{string, Tensor})"/>
    public void ApplyGradients(IReadOnlyList<NamedTensor> variableGradients)
    {
        ArgumentNullException.ThrowIfNull(variableGradients);
        ApplyGradients(variableGradients.Select(static named => (named.Name, (Tensor?)named.Tensor)));
    }

    /// <summary>
    /// The number of iterations, <c>iter</c>, then the slots of all variables, one kind after the other: a state that
    /// <see cref="SetWeights"/> takes. The tensors are the caller's to dispose of, and do not change with further steps.
    /// </summary>
    public NamedTensor[] GetWeights() =>
        [new(IterationsName, Tf.Scalar(Iterations)), .. _slots.SelectMany(static slot => slot.Weights())];

    /// <summary>Takes a state that <see cref="GetWeights"/> gave. The tensors stay the caller's.</summary>
    /// <exception cref="ArgumentException">The list does not begin with the iterations, or has not as many tensors for each kind of slot.</exception>
    public void SetWeights(IReadOnlyList<NamedTensor> weightValues)
    {
        ArgumentNullException.ThrowIfNull(weightValues);
        if (weightValues.Count == 0 || weightValues[0].Tensor is not { Size: 1, DType: DType.Int32 } iterations)
        {
            throw new ArgumentException($"{GetType().Name}: the first of the weights must be '{IterationsName}', int32", nameof(weightValues));
        }

        int count = weightValues.Count - 1;
        if (_slots.Length == 0 ? count != 0 : count % _slots.Length != 0)
        {
            throw new ArgumentException($"{GetType().Name}: {count} weights are given for {_slots.Length} kinds of slots", nameof(weightValues));
        }

        Iterations = iterations.ToScalar<int>();
        for (int i = 0; i < _slots.Length; i++)
        {
            int each = count / _slots.Length;
            _slots[i].Set(weightValues.Skip(1 + (i * each)).Take(each));
        }

        Restore();
    }

    /// <summary>Disposes of the slots.</summary>
    public void Dispose()
    {
        foreach (OptimizerSlot slot in _slots)
        {
            slot.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>The variable's new value. What it makes is tidied up.</summary>
    /// <param name="index">The variable's place.</param>
    /// <param name="variable">The variable.</param>
    /// <param name="gradient">Its gradient.</param>
    private protected abstract Tensor Step(int index, Variable variable, Tensor gradient);

    /// <summary>Follows a step of all variables.</summary>
    private protected virtual void Advance()
    {
    }

    /// <summary>Finds what <see cref="Advance"/> would have found after so many iterations.</summary>
    private protected virtual void Restore()
    {
    }

    private void ApplyGradients(IEnumerable<(string Name, Tensor? Gradient)> gradients)
    {
        int index = 0;
        foreach ((string name, Tensor? gradient) in gradients)
        {
            using Scope scope = Scope.Open(null);
            Variable variable = VariableRegistry.Get(name);
            foreach (OptimizerSlot slot in _slots)
            {
                slot.Prepare(index, variable);
            }

            if (gradient is not null)
            {
                variable.Assign(Step(index, variable, gradient));
            }

            index++;
        }

        Advance();
        Iterations++;
    }
}
