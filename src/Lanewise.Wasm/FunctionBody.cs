namespace Lanewise.Wasm;

/// <summary>Locals and instructions of a function. The closing <c>end</c> is written by <see cref="CodeSection"/>.</summary>
public sealed class FunctionBody
{
    private readonly List<(ValueType Type, uint Count)> _runs = [];

    public InstructionWriter Code { get; } = new();

    /// <summary>The types of the locals behind the parameters, in runs of equal ones.</summary>
    public IReadOnlyList<(ValueType Type, uint Count)> Locals => _runs;

    /// <summary>Declares the next local. Its index is the number of parameters plus that of locals before it.</summary>
    public void AddLocal(ValueType type)
    {
        if (_runs.Count > 0 && _runs[^1].Type == type)
        {
            _runs[^1] = (type, _runs[^1].Count + 1);
        }
        else
        {
            _runs.Add((type, 1));
        }
    }
}
