namespace Lanewise;

/// <summary>
/// A kernel that has run. The tensors are the caller's, who may dispose of them at any time: <see cref="Tensor.Twin"/> keeps the data.
/// </summary>
internal sealed class KernelRun(int kernel, int[] words, Tensor[] inputs, Tensor[] outputs)
{
    public string Kernel => KernelTable.Kernel(kernel).Name;

    /// <summary>The same run with other tensors in the places of its own.</summary>
    public KernelRun With(Tensor[] otherInputs, Tensor[] otherOutputs) => new(kernel, words, otherInputs, otherOutputs);

    /// <summary>In the order of the kernel's fields; what is optional and was left out is not among them.</summary>
    public IReadOnlyList<Tensor> Inputs => inputs;

    public IReadOnlyList<Tensor> Outputs => outputs;

    /// <summary>The field of each of the <see cref="Inputs"/>.</summary>
    public IEnumerable<string> InputNames => KernelTable.Kernel(kernel).Fields.Where(static row => row.IsInput).SelectMany(row =>
        Enumerable.Repeat(row.Name, row.Kind == FieldKind.Tensors ? InputList(row.Name).Count : Input(row.Name) is null ? 0 : 1));

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
