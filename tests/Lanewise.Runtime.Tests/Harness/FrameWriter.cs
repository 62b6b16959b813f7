namespace Lanewise.Tests;

/// <summary>Encodes the fields of a call into the words of a request, as any host must.</summary>
internal static class FrameWriter
{
    public static int[] Write(HostManifest manifest, string kernel, IReadOnlyDictionary<string, object?> fields, Func<HostTensor, int> idOf)
    {
        int id = manifest.KernelId(kernel);
        List<int> words = [id];
        FieldRow[] rows = manifest.Kernels[id].Fields;
        if (fields.Keys.FirstOrDefault(name => rows.All(row => row.Name != name)) is { } unknown)
        {
            throw new InvalidOperationException($"{kernel} has no field '{unknown}', but: {string.Join(", ", rows.Select(static row => row.Name))}");
        }

        foreach (FieldRow row in rows)
        {
            object? value = fields.GetValueOrDefault(row.Name);
            switch (row.Type)
            {
                case "tensor" or "tensor?":
                    WriteTensor(words, (HostTensor?)value, idOf);
                    break;
                case "tensors":
                    HostTensor[] tensors = (HostTensor[])value!;
                    words.Add(tensors.Length);
                    foreach (HostTensor tensor in tensors)
                    {
                        WriteTensor(words, tensor, idOf);
                    }

                    break;
                case "int":
                    words.Add(value is null ? row.Default?.GetInt32() ?? 0 : Convert.ToInt32(value));
                    break;
                case "bool":
                    words.Add(value is null ? row.Default?.GetBoolean() == true ? 1 : 0 : (bool)value ? 1 : 0);
                    break;
                case "double":
                    WriteDouble(words, value is null ? row.Default?.GetDouble() ?? 0 : Convert.ToDouble(value));
                    break;
                case "enum":
                    words.Add(value is null ? row.Default!.Value.GetInt32() : Ordinal(row.Values!, (string)value));
                    break;
                case "dtype":
                    words.Add(value is null ? row.Default?.GetInt32() ?? 0 : Ordinal(manifest.DTypes, (string)value));
                    break;
                case "ints":
                    WriteInts(words, value);
                    break;
                case "intOrInts":
                    words.Add(value is int ? 1 : 0);
                    WriteInts(words, value);
                    break;
                case "text":
                    string text = (string?)value ?? "";
                    words.Add(text.Length);
                    words.AddRange(text.Select(static unit => (int)unit));
                    break;
                case "doubles":
                    WriteDoubles(words, value);
                    break;
                case "choice":
                    words.Add(value is string word ? Ordinal(row.Values!, word) : -1);
                    WriteInts(words, value is string ? null : value);
                    break;
                default:
                    throw new NotSupportedException(row.Type);
            }
        }

        return [.. words];
    }

    private static int Ordinal(string[] values, string word) =>
        Array.FindIndex(values, value => value.Equals(word, StringComparison.OrdinalIgnoreCase));

    private static void WriteTensor(List<int> words, HostTensor? tensor, Func<HostTensor, int> idOf)
    {
        if (tensor is null)
        {
            words.Add(0);
            return;
        }

        words.AddRange([idOf(tensor), tensor.Shape.Length, .. tensor.Shape]);
    }

    private static void WriteInts(List<int> words, object? value)
    {
        int[]? ints = value is int single ? [single] : (int[]?)value;
        words.Add(ints?.Length ?? -1);
        words.AddRange(ints ?? []);
    }

    private static void WriteDoubles(List<int> words, object? value)
    {
        double[]? numbers = (double[]?)value;
        words.Add(numbers?.Length ?? -1);
        foreach (double number in numbers ?? [])
        {
            WriteDouble(words, number);
        }
    }

    private static void WriteDouble(List<int> words, double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        words.AddRange([(int)bits, (int)(bits >> 32)]);
    }
}
