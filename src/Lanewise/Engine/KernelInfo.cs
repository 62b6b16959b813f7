namespace Lanewise;

/// <summary>What a field of a kernel's request is; the words of each are told in Runtime's page on frames.</summary>
internal enum FieldKind
{
    Tensor,
    OptionalTensor,
    Tensors,
    Int,
    Bool,
    Double,
    Enum,
    DType,
    Ints,
    IntOrInts,
    Doubles,
    Choice,
    Text,
}

/// <summary>A field by the name that tfjs gives it, with the words of an enum and what stands for nothing.</summary>
internal sealed record FieldInfo(string Name, FieldKind Kind, string[] Values, double Default)
{
    public bool IsInput => Kind <= FieldKind.Tensors;
}

/// <summary>A kernel; <c>Outputs</c> is −1 if their number depends on the arguments.</summary>
internal sealed record KernelInfo(string Name, int Outputs, FieldInfo[] Fields);

internal sealed record StatusInfo(string Name, string Message, bool IsWhole);

/// <summary>The kernels by number and by name. The generator writes the rows from Runtime's declarations.</summary>
internal static partial class KernelTable
{
    // in a class of its own, because the order of static fields in two files is anybody's guess
    private static class Ids
    {
        public static readonly Dictionary<string, int> ByName = s_kernels.Select(static (kernel, id) => (kernel.Name, id)).ToDictionary();
    }

    public static KernelInfo Kernel(int id) => s_kernels[id];

    public static bool TryFind(string name, out int id) => Ids.ByName.TryGetValue(name, out id);

    public static StatusInfo? Status(int status) => (uint)status < (uint)s_statuses.Length ? s_statuses[status] : null;
}
