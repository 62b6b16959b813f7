using Wasmtime;

namespace Lanewise;

/// <summary>
/// A function of the module, of ints. Wasmtime's typed wrappers are put together by reflection, which a program that is compiled ahead of time
/// would be warned of.
/// </summary>
internal readonly struct Export(Instance instance, string name)
{
    private readonly Function _function = instance.GetFunction(name)!;

    /// <summary>What it returns; 0 if it returns nothing.</summary>
    public int Call(params ReadOnlySpan<ValueBox> arguments) => (int)(_function.Invoke(arguments) ?? 0);
}
