using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Lanewise;

/// <summary>
/// A kernel refused its arguments, or memory was short. The message names the kernel, the argument and what was expected; every
/// tensor is as it was.
/// </summary>
public sealed partial class KernelException : Exception
{
    internal KernelException(string kernel, string? argument, string message)
        : base(message)
    {
        Kernel = kernel;
        Argument = argument;
    }

    /// <summary>The kernel, as tfjs names it.</summary>
    public string Kernel { get; }

    /// <summary>The argument that is to blame, if it is one.</summary>
    public string? Argument { get; }

    /// <summary>From a failed call's answer; see Runtime's <c>MessageAttribute</c> for the places in a message.</summary>
    internal static KernelException Of(KernelInfo kernel, ReadOnlySpan<int> answer, IReadOnlyList<NamedTensor> inputs)
    {
        StatusInfo? status = KernelTable.Status(answer[0]);
        string? argument = (uint)answer[1] < (uint)kernel.Fields.Length ? kernel.Fields[answer[1]].Name : null;
        int[] details = answer.Slice(3, answer[2]).ToArray();
        string template = status?.Message ?? $"failed with status {answer[0]}";
        string message = Place().Replace(template.Replace("{argument}", argument), match => Form(details, match, inputs));
        if (status?.IsWhole == true)
        {
            return new KernelException(kernel.Name, argument, message);
        }

        string subject = argument is not null && !template.Contains("{argument}", StringComparison.Ordinal) ? argument + " " : "";
        return new KernelException(kernel.Name, argument, $"{kernel.Name}: {subject}{message} ({Describe(inputs)})");
    }

    /// <summary><c>x: float32[1,2,3,4], filter: float32[3,3,4,8]</c></summary>
    internal static string Describe(IReadOnlyList<NamedTensor> inputs)
    {
        StringBuilder text = new();
        foreach ((string name, Tensor tensor) in inputs)
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"{name}: {tensor.DType.Word()}[{string.Join(',', tensor.Shape)}]");
        }

        return text.ToString();
    }

    private static string Form(int[] details, Match match, IReadOnlyList<NamedTensor> inputs)
    {
        int detail = details[match.Groups[1].Value[0] - '0'];
        return match.Groups[2].Value switch
        {
            "char" => ((char)detail).ToString(),
            "shape" => $"[{((uint)detail < (uint)inputs.Count ? string.Join(',', inputs[detail].Tensor.Shape) : "")}]",
            _ => detail.ToString(CultureInfo.InvariantCulture),
        };
    }

    [GeneratedRegex(@"\{(\d)(?::(\w+))?\}")]
    private static partial Regex Place();
}
