namespace Lanewise;

/// <summary>What is told of every kernel that runs inside a scope that was opened with it: the place where gradients are recorded.</summary>
internal abstract class Tape
{
    public abstract void Record(KernelRun run);
}

/// <summary>
/// A kernel that has run. The tensors are the caller's, who may dispose of them at any time: <see cref="Tensor.Share()"/> keeps the data.
/// </summary>
internal sealed class KernelRun(int kernel, int[] words, Tensor[] inputs, Tensor[] outputs)
{
    public string Kernel => KernelTable.Kernel(kernel).Name;

    /// <summary>In the order of the kernel's fields; what is optional and was left out is not among them.</summary>
    public IReadOnlyList<Tensor> Inputs => inputs;

    public IReadOnlyList<Tensor> Outputs => outputs;

    /// <summary>The input of a field; null if it was left out.</summary>
    public Tensor? Input(string name) => Read(name).Input;

    public IReadOnlyList<Tensor> InputList(string name) => Read(name).InputList;

    public int Int(string name) => Read(name).Int;

    public bool Bool(string name) => Read(name).Int != 0;

    public double Double(string name) => Read(name).Double;

    public DType DType(string name) => (DType)Read(name).Int;

    /// <summary>Null if the attribute was left out.</summary>
    public int[]? Ints(string name) => Read(name).Ints;

    public string Text(string name) => new([.. (Read(name).Ints ?? []).Select(static unit => (char)unit)]);

    public Padding Padding(string name)
    {
        FieldValue value = Read(name);
        return value.Int switch
        {
            0 => Lanewise.Padding.Valid,
            1 => Lanewise.Padding.Same,
            _ => value.Ints ?? [],
        };
    }

    private FieldValue Read(string name) => FieldValue.Read(KernelTable.Kernel(kernel), name, words, inputs);
}
