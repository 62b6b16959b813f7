namespace Lanewise;

/// <summary>What is noted while a backend writes calls down.</summary>
internal sealed class Recording
{
    /// <summary>The ops so far with the shapes of their outputs, for explanations.</summary>
    public List<string> Ops { get; } = [];

    /// <summary>Why no program can be made of it: the first reason.</summary>
    public string? Refusal { get; private set; }

    public void NoteOp(string kernel, ReadOnlySpan<Tensor> outputs)
    {
        List<string> shapes = [];
        foreach (Tensor output in outputs)
        {
            shapes.Add($"{output.DType.Word()}[{string.Join(',', output.Shape)}]");
        }

        Ops.Add($"{kernel} {string.Join(", ", shapes)}");
    }

    /// <summary>What a replay computes anew must not decide what is recorded.</summary>
    public void NoteRead(Backend backend, int id)
    {
        if (backend.Program(ProgramCall.Depends, id) != 0)
        {
            Refuse("data are read that depend on the inputs");
        }
    }

    public void Refuse(string reason) =>
        Refusal ??= $"{reason} ({(Ops.Count == 0 ? "before the first op" : $"after op {Ops.Count - 1}, {Ops[^1]}")})";
}
