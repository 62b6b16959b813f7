using System.Globalization;

namespace Lanewise;

/// <summary>Runs a kernel by its name, with inputs and attributes by name, as tfjs's engine does. Ops call <c>Kernel</c>'s methods instead.</summary>
internal static class Engine
{
    /// <param name="kernel">As tfjs names it, for instance <c>Conv2D</c>.</param>
    /// <param name="inputs">A <see cref="Tensor"/> or a list of them for each input.</param>
    /// <param name="attributes">
    /// Numbers, bools, words, dtypes, and lists of numbers; null or absent is an attribute's default.
    /// </param>
    /// <exception cref="ArgumentException">There is no such kernel, or an attribute does not fit.</exception>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public static Tensor[] RunKernel(string kernel, IReadOnlyDictionary<string, object?> inputs, IReadOnlyDictionary<string, object?>? attributes = null)
    {
        if (!KernelTable.TryFind(kernel, out int id))
        {
            throw new ArgumentException($"there is no kernel '{kernel}'", nameof(kernel));
        }

        Request request = Request.Begin(id);
        foreach (FieldInfo field in KernelTable.Kernel(id).Fields)
        {
            object? value = (field.IsInput ? inputs : attributes)?.GetValueOrDefault(field.Name);
            try
            {
                Write(request, field, value);
            }
            catch (Exception error) when (error is InvalidCastException or FormatException or OverflowException)
            {
                throw new ArgumentException($"{kernel}: {field.Name} takes {field.Kind}, but is {value} of type {value?.GetType().Name}", error);
            }
        }

        return request.RunAll();
    }

    private static void Write(Request request, FieldInfo field, object? value)
    {
        switch (field.Kind)
        {
            case FieldKind.Tensor:
                request.Tensor((Tensor)value!);
                break;
            case FieldKind.OptionalTensor:
                request.OptionalTensor((Tensor?)value);
                break;
            case FieldKind.Tensors:
                request.Tensors(((IEnumerable<Tensor>?)value ?? []).ToArray());
                break;
            case FieldKind.Int or FieldKind.Bool:
                request.Int(value is bool flag ? flag ? 1 : 0 : (int)Number(value, field));
                break;
            case FieldKind.Double:
                request.Double(Number(value, field));
                break;
            case FieldKind.DType:
                request.Type(value is null ? (DType)(int)field.Default : (DType)value);
                break;
            case FieldKind.Enum:
                request.Int(value is string word ? Ordinal(field, word) : value is Enum member ? Convert.ToInt32(member, CultureInfo.InvariantCulture) : (int)Number(value, field));
                break;
            case FieldKind.Ints:
                request.Ints(List(value));
                break;
            case FieldKind.IntOrInts:
                request.IntOrInts(value is int one ? one : List(value));
                break;
            case FieldKind.Doubles:
                request.Doubles(value is double number ? [number] : (double[]?)value);
                break;
            case FieldKind.Text:
                request.Text((string?)value ?? "");
                break;
            default:
                request.Choice(value switch { string words => words, int pixels => pixels, int[] pads => pads, null => default, _ => (Padding)value });
                break;
        }
    }

    private static double Number(object? value, FieldInfo field) => value is null ? field.Default : Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static int Ordinal(FieldInfo field, string word) =>
        Array.FindIndex(field.Values, value => value.Equals(word, StringComparison.OrdinalIgnoreCase));

    private static ReadOnlySpan<int> List(object? value) => value is int one ? new int[] { one } : (int[]?)value;
}
