namespace Lanewise;

/// <summary>Calls that are recorded at first and replayed then, a program for each signature.</summary>
internal sealed class Recorder : IDisposable
{
    private readonly string _name;
    private readonly CompileOptions _options;
    private readonly OrderedDictionary<string, RecordedProgram> _programs = [];
    private readonly Dictionary<string, string> _refused = [];
    private readonly Lock _gate = new();
    private bool _hasWarned;
    private bool _isReleased;

    /// <param name="name">What is recorded, for messages.</param>
    /// <param name="options">As the user gave them.</param>
    public Recorder(string name, CompileOptions options)
    {
        _name = name;
        _options = options;
        foreach (string fusion in options.Without)
        {
            Disabled |= 1 << (Array.IndexOf(KernelTable.Fusions, fusion) is >= 0 and int bit
                ? bit
                : throw new ArgumentException($"there is no fusion '{fusion}'; there are {string.Join(", ", KernelTable.Fusions)}", nameof(options)));
        }
    }

    private int Disabled { get; }

    /// <summary>The memory of each program that there is.</summary>
    public IReadOnlyList<ProgramMemory> Memory => Array.ConvertAll(Programs, static program => program.Memory());

    private RecordedProgram[] Programs
    {
        get
        {
            lock (_gate)
            {
                return [.. _programs.Values];
            }
        }
    }

    /// <summary>Runs a function, or what was recorded of it.</summary>
    /// <param name="function">The same for the same key.</param>
    /// <param name="inputs">Its arguments.</param>
    /// <param name="key">What the function depends on beside its arguments.</param>
    public Tensor[] Call(Func<Tensor[], Tensor[]> function, Tensor[] inputs, string key = "")
    {
        Backend backend = BackendRegistry.Current;
        if (backend.Recording is not null && backend.Gate.IsHeldByCurrentThread)
        {
            return function(inputs);
        }

        string? reason = !backend.HasPrograms ? $"the backend {Tf.GetBackend()} has no programs"
            : Scope.Tape is not null ? "a gradient is being computed: compile the function that computes it"
            : inputs.Any(static input => input.DType == DType.String) ? "an argument is a tensor of strings" : null;
        return reason is null ? RunOn(backend, function, inputs, key) : Eager(function, inputs, reason);
    }

    /// <summary>What became of each recorded op, and why something was not fused, for each program.</summary>
    public string Explain() => string.Join("\n\n", Programs.Select(static program => program.Explain()));

    /// <summary>Lets the weights go that the function reads. What has a program runs on, and nothing else does.</summary>
    /// <exception cref="InvalidOperationException">There is no program.</exception>
    public void Release(Action weights)
    {
        lock (_gate)
        {
            _isReleased = _programs.Count > 0
                ? true
                : throw new InvalidOperationException($"compile: {_name} has no program yet that could do without its weights: run it first");
        }

        weights();
        Array.ForEach(Programs, static program => program.Shed());
    }

    /// <summary>Frees the programs. The next call records again.</summary>
    public void Dispose()
    {
        // Outside of the lock, because each takes its backend's, which is always taken before the other one.
        RecordedProgram[] programs;
        lock (_gate)
        {
            programs = [.. _programs.Values];
            _programs.Clear();
            _refused.Clear();
        }

        Array.ForEach(programs, static program => program.Dispose());
    }

    private Tensor[] RunOn(Backend backend, Func<Tensor[], Tensor[]> function, Tensor[] inputs, string key)
    {
        key += string.Join(';', inputs.Select(static input => $"{input.DType}[{string.Join(',', input.Shape)}]"));

        // The backend's lock, because calls of other threads must not be written down; always taken before the other one.
        lock (backend.Gate)
        {
            lock (_gate)
            {
                if (_programs.TryGetValue(key, out RecordedProgram? program))
                {
                    bool isCurrent = program.Backend == backend && !program.Reads.Concat(program.Writes).Any(static variable => variable.IsDisposed);
                    if (!isCurrent)
                    {
                        RequireWeights("another backend runs now, or a variable was disposed of");
                    }

                    _programs.Remove(key);
                    if (isCurrent)
                    {
                        _programs.Add(key, program);
                        if (Replay(program, inputs, out string? changed) is { } results)
                        {
                            return results;
                        }

                        RequireWeights(changed!);
                        _programs.Remove(key);
                        _refused.Add(key, changed!);
                    }

                    program.Dispose();
                }

                return _refused.TryGetValue(key, out string? reason) ? Eager(function, inputs, reason) : Record(backend, function, inputs, key);
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

    private Tensor[] Eager(Func<Tensor[], Tensor[]> function, Tensor[] inputs, string reason)
    {
        RequireWeights(reason);
        Object(reason);
        return function(inputs);
    }

    /// <exception cref="InvalidOperationException">Without its weights the function cannot run.</exception>
    private void RequireWeights(string reason)
    {
        if (_isReleased)
        {
            throw new InvalidOperationException($"compile: the weights of {_name} were released, so it runs only as it was recorded: {reason}");
        }
    }

    private void Object(string reason)
    {
        string text = $"compile: {_name} is not replayed: {reason}";
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

    private Tensor[] Record(Backend backend, Func<Tensor[], Tensor[]> function, Tensor[] inputs, string key)
    {
        RequireWeights($"not with {string.Join(", ", inputs.Select(static input => $"{input.DType.Word()}[{string.Join(',', input.Shape)}]"))}");
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
            Tensor[] results = [.. function(copies).Select(result => result.Owner == scope ? result : result.Share(result.Shape))];
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
