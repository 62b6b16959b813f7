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
                request.Int((int)Number(value, field));
                break;
            case FieldKind.Double:
                request.Double(Number(value, field));
                break;
            case FieldKind.DType:
                request.Type(value switch { null => (DType)(int)field.Default, string word => Enum.Parse<DType>(word, ignoreCase: true), _ => (DType)value });
                break;
            case FieldKind.Enum:
                request.Int(value is string name ? Ordinal(field, name) : (int)Number(value, field));
                break;
            case FieldKind.Ints:
                request.Ints(Ints(value));
                break;
            case FieldKind.IntOrInts:
                request.IntOrInts(value is int or double ? (int)Number(value, field) : Ints(value));
                break;
            case FieldKind.Doubles:
                request.Doubles(value as double[] ?? (value is null ? null : [Number(value, field)]));
                break;
            case FieldKind.Text:
                request.Text(value is double number ? JsNumber.Text(number) : (string?)value ?? "");
                break;
            default:
                request.Choice(value switch { null => default, string word => word, Padding padding => padding, _ => Ints(value)!.ToArray() });
                break;
        }
    }

    private static double Number(object? value, FieldInfo field) => value is null ? field.Default : Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static int Ordinal(FieldInfo field, string word) =>
        Array.FindIndex(field.Values, value => value.Equals(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>A lone number is a list of one; a number beyond 32 bits is the nearest that there is.</summary>
    private static int[]? Ints(object? value) => value switch
    {
        int one => [one],
        double one => [Whole(one)],
        double[] many => Array.ConvertAll(many, Whole),
        _ => (int[]?)value,
    };

    private static int Whole(double value) => double.IsNaN(value) || (double.IsFinite(value) && value != Math.Floor(value))
        ? throw new FormatException($"{value} is not whole")
        : (int)Math.Clamp(value, int.MinValue, int.MaxValue);
}
