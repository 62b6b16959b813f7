namespace Lanewise;

/// <summary>A field of a request, read back from its words.</summary>
internal readonly struct FieldValue
{
    /// <summary>A number, an ordinal, or 0 and 1.</summary>
    public int Int { get; init; }

    public double Double { get; init; }

    public int[]? Ints { get; init; }

    public double[]? Doubles { get; init; }

    public Tensor? Input { get; init; }

    public Tensor[] InputList { get; init; }

    /// <exception cref="ArgumentException">The kernel has no such field.</exception>
    public static FieldValue Read(KernelInfo kernel, string name, ReadOnlySpan<int> words, Tensor[] inputs)
    {
        int at = 1;
        int input = 0;
        foreach (FieldInfo field in kernel.Fields)
        {
            FieldValue value = Next(field.Kind, words, inputs, ref at, ref input);
            if (field.Name == name)
            {
                return value;
            }
        }

        throw new ArgumentException($"{kernel.Name} has no field '{name}'", nameof(name));
    }

    private static FieldValue Next(FieldKind kind, ReadOnlySpan<int> words, Tensor[] inputs, ref int at, ref int input)
    {
        int first = words[at++];
        switch (kind)
        {
            case FieldKind.Tensor or FieldKind.OptionalTensor:
                at += first == 0 ? 0 : 1 + words[at];
                return new() { Input = first == 0 ? null : inputs[input++] };
            case FieldKind.Tensors:
                Tensor[] list = inputs[input..(input + first)];
                input += first;
                for (int i = 0; i < first; i++)
                {
                    at += 2 + words[at + 1];
                }

                return new() { InputList = list };
            case FieldKind.Double:
                return new() { Double = Real(words, at++ - 1) };
            case FieldKind.Ints or FieldKind.Text:
                return new() { Ints = Block(first, words, ref at) };
            case FieldKind.IntOrInts or FieldKind.Choice:
                int count = words[at++];
                return new() { Int = first, Ints = Block(count, words, ref at) };
            case FieldKind.Doubles:
                double[] numbers = new double[Math.Max(first, 0)];
                for (int i = 0; i < numbers.Length; i++, at += 2)
                {
                    numbers[i] = Real(words, at);
                }

                return new() { Doubles = first < 0 ? null : numbers };
            default:
                return new() { Int = first };
        }
    }

    private static int[]? Block(int count, ReadOnlySpan<int> words, ref int at)
    {
        int[]? block = count < 0 ? null : words.Slice(at, count).ToArray();
        at += Math.Max(count, 0);
        return block;
    }

    private static double Real(ReadOnlySpan<int> words, int at) =>
        BitConverter.Int64BitsToDouble((uint)words[at] | ((long)words[at + 1] << 32));
}
