namespace Lanewise;

/// <summary>A function of tensors whose calls are recorded at first and replayed then; <see cref="Tf.Compile(Func{Tensor[], Tensor[]}, CompileOptions?)"/> makes it.</summary>
public sealed class CompiledFunction : IDisposable
{
    private readonly Func<Tensor[], Tensor[]> _function;
    private readonly CompileOptions _options;
    private readonly OrderedDictionary<string, RecordedProgram> _programs = [];
    private readonly Dictionary<string, string> _refused = [];
    private readonly Lock _gate = new();
    private bool _hasWarned;

    internal CompiledFunction(Func<Tensor[], Tensor[]> function, CompileOptions options)
    {
        ArgumentNullException.ThrowIfNull(function);
        _function = function;
        _options = options;
        foreach (string name in options.Without)
        {
            Disabled |= 1 << (Array.IndexOf(KernelTable.Fusions, name) is >= 0 and int bit
                ? bit
                : throw new ArgumentException($"there is no fusion '{name}'; there are {string.Join(", ", KernelTable.Fusions)}", nameof(options)));
        }
    }

    private int Disabled { get; }

    /// <summary>The memory of each program that there is.</summary>
    public IReadOnlyList<ProgramMemory> Memory
    {
        get
        {
            lock (_gate)
            {
                return [.. _programs.Values.Select(static program => program.Memory)];
            }
        }
    }

    /// <summary>Runs the function: the first time with given shapes and dtypes as always, from then on in one call.</summary>
    /// <param name="inputs">Its arguments, which stay the caller's.</param>
    /// <returns>New tensors.</returns>
    /// <exception cref="InvalidOperationException">The function cannot be replayed, and <see cref="CompileOptions.Strict"/> is set.</exception>
    public Tensor[] Run(params Tensor[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Backend backend = BackendRegistry.Current;
        if (backend.Recording is not null && backend.Gate.IsHeldByCurrentThread)
        {
            return _function(inputs);
        }

        string? reason = !backend.HasPrograms ? $"the backend {Tf.GetBackend()} has no programs"
            : Scope.Tape is not null ? "a gradient is being computed: compile the function that computes it"
            : inputs.Any(static input => input.DType == DType.String) ? "an argument is a tensor of strings" : null;
        return reason is null ? RunOn(backend, inputs) : Eager(inputs, reason);
    }

    /// <summary>The same for a function of one result.</summary>
    /// <exception cref="InvalidOperationException">The function has not one result, or see <see cref="Run"/>.</exception>
    public Tensor RunOne(params Tensor[] inputs)
    {
        Tensor[] results = Run(inputs);
        return results.Length == 1 ? results[0] : throw new InvalidOperationException($"the function has {results.Length} results");
    }

    /// <summary>What became of each recorded op, and why something was not fused, for each program.</summary>
    public string Explain()
    {
        lock (_gate)
        {
            return string.Join("\n\n", _programs.Values.Select(Lines));
        }
    }

    /// <summary>Frees the programs. The next call records again.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (RecordedProgram program in _programs.Values)
            {
                program.Dispose();
            }

            _programs.Clear();
            _refused.Clear();
        }
    }

    private static string Lines(RecordedProgram program)
    {
        lock (program.Backend.Gate)
        {
            return string.Join('\n', program.Explain());
        }
    }

    private Tensor[] RunOn(Backend backend, Tensor[] inputs)
    {
        string key = string.Join(';', inputs.Select(static input => $"{input.DType}[{string.Join(',', input.Shape)}]"));

        // The backend's lock, because calls of other threads must not be written down; always taken before the other one.
        lock (backend.Gate)
        {
            lock (_gate)
            {
                if (_programs.TryGetValue(key, out RecordedProgram? program))
                {
                    _programs.Remove(key);
                    if (program.Backend == backend && !program.Reads.Concat(program.Writes).Any(static variable => variable.IsDisposed))
                    {
                        _programs.Add(key, program);
                        if (Replay(program, inputs, out string? changed) is { } results)
                        {
                            return results;
                        }

                        _programs.Remove(key);
                        _refused.Add(key, changed!);
                    }

                    program.Dispose();
                }

                return _refused.TryGetValue(key, out string? reason) ? Eager(inputs, reason) : Record(backend, inputs, key);
            }
        }
    }

    private static Tensor[]? Replay(RecordedProgram program, Tensor[] inputs, out string? reason)
    {
        if (program.Replay(inputs, out reason) is not { } outputs)
        {
            return null;
        }

        int first = outputs.Length - program.Writes.Length;
        for (int i = 0; i < program.Writes.Length; i++)
        {
            program.Writes[i].Assign(outputs[first + i]);
            outputs[first + i].Dispose();
        }

        return outputs[..first];
    }

    private Tensor[] Eager(Tensor[] inputs, string reason)
    {
        Object(reason);
        return _function(inputs);
    }

    private void Object(string reason)
    {
        string text = $"compile: the function is not replayed: {reason}";
        if (_options.Strict)
        {
            throw new InvalidOperationException(text);
        }

        if (!_hasWarned)
        {
            _hasWarned = true;
            _options.OnWarning(text);
        }
    }

    private Tensor[] Record(Backend backend, Tensor[] inputs, string key)
    {
        Variable[] variables = VariableRegistry.All;
        Variable[] reads = [.. variables.Where(variable => variable.DType != DType.String && variable.Data.IsOn(backend))];
        foreach (Variable variable in reads)
        {
            variable.Unshare(backend);
        }

        Dictionary<Variable, TensorData> before = variables.ToDictionary(static variable => variable, static variable => variable.Data);
        using Scope scope = Scope.Open();

        // Copies, so that an argument can be told from a weight, and from another argument, that has the same data.
        Tensor[] copies = [.. inputs.Select(input => new Tensor(input.Data.Copy(backend), input.Shape))];
        int[] ids = [.. copies.Concat(reads).Select(tensor => tensor.Data.IdOn(backend))];
        RecordedProgram.Write(backend, [ids.Length], ids);
        if (backend.Program(ProgramCall.Record) is not 0 and var status)
        {
            throw new OutOfMemoryException($"compile: {KernelTable.Status(status)?.Message}");
        }

        Recording recording = backend.Recording = new Recording();
        bool isBuilt = false;
        try
        {
            // What the function did not make itself stays its owner's.
            Tensor[] results = [.. _function(copies).Select(result => result.Owner == scope ? result : result.Share(result.Shape))];
            isBuilt = Build(backend, recording, results, before, reads, key);
            return scope.Leave(results);
        }
        finally
        {
            backend.Recording = null;
            if (!isBuilt)
            {
                backend.Program(ProgramCall.Discard);
            }
        }
    }

    /// <summary>False if there is no program, at least not of this call.</summary>
    private bool Build(Backend backend, Recording recording, Tensor[] results, Dictionary<Variable, TensorData> before, Variable[] reads, string key)
    {
        if (results.Any(static result => result.DType == DType.String))
        {
            recording.Refuse("it gives strings");
        }

        if (recording.Refusal is { } refusal)
        {
            _refused.Add(key, refusal);
            Object(refusal);
            return false;
        }

        // An optimizer makes its variables at the first step, and what was elsewhere is here from now on: the next call is recorded.
        Variable[] variables = VariableRegistry.All;
        Variable[] writes = [.. variables.Where(variable => before.TryGetValue(variable, out TensorData? data) && data != variable.Data)];
        if (variables.Any(variable => !before.ContainsKey(variable) || (variable.Data.IsOn(backend) && !reads.Contains(variable))))
        {
            return false;
        }

        RecordedProgram program = RecordedProgram.Build(backend, recording, [.. results, .. writes], Disabled, reads, writes);
        _programs.Add(key, program);
        if (_programs.Count > _options.MaxPrograms)
        {
            _programs.GetAt(0).Value.Dispose();
            _programs.RemoveAt(0);
        }

        return true;
    }
}
