using System.Runtime.CompilerServices;

namespace Lanewise;

/// <summary>
/// What ops ask of their arguments beyond what kernels do, because tfjs does: messages name the op, which is the calling method, and
/// the argument.
/// </summary>
internal static class Require
{
    /// <summary>Any dtype but string.</summary>
    public static Tensor Number(Tensor tensor, [CallerArgumentExpression(nameof(tensor))] string argument = "", [CallerMemberName] string op = "")
    {
        ArgumentNullException.ThrowIfNull(tensor, argument);
        return tensor.DType != DType.String ? tensor : throw Refusal(tensor, "a number", argument, op);
    }

    public static Tensor Float(Tensor tensor, [CallerArgumentExpression(nameof(tensor))] string argument = "", [CallerMemberName] string op = "") =>
        Type(tensor, DType.Float32, argument, op);

    public static Tensor Int(Tensor tensor, [CallerArgumentExpression(nameof(tensor))] string argument = "", [CallerMemberName] string op = "") =>
        Type(tensor, DType.Int32, argument, op);

    public static Tensor Bool(Tensor tensor, [CallerArgumentExpression(nameof(tensor))] string argument = "", [CallerMemberName] string op = "") =>
        Type(tensor, DType.Bool, argument, op);

    public static Tensor Complex(Tensor tensor, [CallerArgumentExpression(nameof(tensor))] string argument = "", [CallerMemberName] string op = "") =>
        Type(tensor, DType.Complex64, argument, op);

    public static Tensor Type(Tensor tensor, DType type, [CallerArgumentExpression(nameof(tensor))] string argument = "", [CallerMemberName] string op = "")
    {
        ArgumentNullException.ThrowIfNull(tensor, argument);
        return tensor.DType == type ? tensor : throw Refusal(tensor, type.Word(), argument, op);
    }

    /// <summary>A rank from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static Tensor Rank(Tensor tensor, int least, int most, [CallerArgumentExpression(nameof(tensor))] string argument = "", [CallerMemberName] string op = "")
    {
        ArgumentNullException.ThrowIfNull(tensor, argument);
        return tensor.Rank >= least && tensor.Rank <= most ? tensor : throw new ArgumentException(
            $"{op}: {argument} must have rank {(least == most ? least : $"{least} to {most}")}, but has rank {tensor.Rank} ({Text(tensor)})", argument);
    }

    public static void That(bool condition, string message, [CallerMemberName] string op = "")
    {
        if (!condition)
        {
            throw new ArgumentException($"{op}: {message}");
        }
    }

    private static ArgumentException Refusal(Tensor tensor, string expected, string argument, string op) =>
        new($"{op}: {argument} must be {expected}, but is {Text(tensor)}", argument);

    public static string Text(Tensor tensor) => $"{tensor.DType.Word()}[{string.Join(',', tensor.Shape)}]";
}
