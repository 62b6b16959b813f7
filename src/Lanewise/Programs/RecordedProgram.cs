using System.Collections.Immutable;

namespace Lanewise;

/// <summary>Where an output of a program comes from: the next one that the backend answers, or a tensor that is the same always.</summary>
internal readonly record struct OutputSlot(ImmutableArray<int> Shape, DType Type, Tensor? Constant);

/// <summary>Recorded calls that a backend has made one of.</summary>
internal sealed class RecordedProgram : IDisposable
{
    // A failure takes as many, or fewer.
    private const int AnswerWords = 16;

    private readonly int _id;
    private readonly int[] _needed;
    private readonly string[] _ops;
    private readonly OutputSlot[] _slots;
    private readonly long _arenaBytes;
    private readonly long _leastBytes;

    private RecordedProgram(Backend backend, ReadOnlySpan<int> answer, string[] ops, OutputSlot[] slots)
    {
        Backend = backend;
        _id = answer[1];
        _arenaBytes = (uint)answer[2];
        _leastBytes = (uint)answer[3];
        _needed = answer.Slice(5, answer[4]).ToArray();
        _ops = ops;
        _slots = slots;
    }

    public Backend Backend { get; }

    /// <summary>Variables whose current elements are inputs, too, after the arguments.</summary>
    public required Variable[] Reads { get; init; }

    /// <summary>Variables that take the last outputs.</summary>
    public required Variable[] Writes { get; init; }

    /// <summary>Ends the backend's recording. The caller holds its lock.</summary>
    /// <exception cref="OutOfMemoryException">There is no memory for the program.</exception>
    public static RecordedProgram Build(Backend backend, Recording recording, IEnumerable<Tensor> outputs, int disabled, Variable[] reads, Variable[] writes)
    {
        List<OutputSlot> slots = [];
        List<int> ids = [];
        foreach (Tensor output in outputs)
        {
            int id = output.Data.IdOn(backend);
            bool depends = backend.Program(ProgramCall.Depends, id) != 0;
            slots.Add(new(output.Shape, output.DType, depends ? null : Tf.Keep(output.Share(output.Shape))));
            if (depends)
            {
                ids.Add(id);
            }
        }

        Write(backend, [disabled, ids.Count], ids);
        if (backend.Program(ProgramCall.Compile) is not 0 and var status)
        {
            foreach (OutputSlot slot in slots)
            {
                slot.Constant?.Dispose();
            }

            throw new OutOfMemoryException($"compile: {KernelTable.Status(status)?.Message}");
        }

        ReadOnlySpan<int> answer = backend.Frame(5);
        answer = backend.Frame(5 + answer[4]);
        return new RecordedProgram(backend, answer, [.. recording.Ops], [.. slots]) { Reads = reads, Writes = writes };
    }

    /// <summary>The outputs, or null and a reason if one would be of another size than was recorded. The caller holds the lock.</summary>
    /// <exception cref="KernelException">A kernel fails.</exception>
    public Tensor[]? Replay(Tensor[] arguments, out string? reason)
    {
        Tensor[] inputs = [.. arguments, .. Reads];
        int[] ids = [.. _needed.Select(index => inputs[index].Data.IdOn(Backend))];
        Write(Backend, [_id, ids.Length], ids);
        int status = Backend.Program(ProgramCall.Replay);
        ReadOnlySpan<int> answer = Backend.Frame(Math.Max(AnswerWords, 2 + _slots.Length));
        if (status != 0)
        {
            KernelException error = Failure(answer);
            reason = KernelTable.Status(status)?.Name == nameof(Runtime.Status.Replayed) ? error.Message : throw error;
            return null;
        }

        reason = null;
        int[] given = answer.Slice(2, answer[1]).ToArray();
        Tensor[] outputs = new Tensor[_slots.Length];
        int next = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            OutputSlot slot = _slots[i];
            outputs[i] = slot.Constant is { } constant ? constant.Share(slot.Shape) : Output(given[next++], slot, inputs, outputs.AsSpan(0, i));
        }

        return outputs;
    }

    public ProgramMemory Memory()
    {
        lock (Backend.Gate)
        {
            bool isThere = !Backend.IsDisposed && Backend.Program(ProgramCall.Weights, _id) == 0;
            ReadOnlySpan<int> answer = isThere ? Backend.Frame(2) : [0, 0];
            return new(_arenaBytes, _leastBytes, (uint)answer[0], (uint)answer[1]);
        }
    }

    /// <summary>From the next replay on it keeps weights packed only, where that is enough.</summary>
    public void Shed()
    {
        lock (Backend.Gate)
        {
            if (!Backend.IsDisposed)
            {
                Backend.Program(ProgramCall.Shed, _id);
            }
        }
    }

    /// <summary>What became of each recorded op, a line each.</summary>
    public string Explain()
    {
        lock (Backend.Gate)
        {
            return Backend.IsDisposed ? "" : string.Join('\n', Lines());
        }
    }

    private IEnumerable<string> Lines()
    {
        Backend.Frame(4 * _ops.Length);
        int count = Math.Max(Backend.Program(ProgramCall.Explain, _id), 0);
        int[] words = Backend.Frame(4 * count).ToArray();
        for (int i = 0; i < count; i++)
        {
            int other = words[(4 * i) + 2];
            string fate = KernelTable.Fates[words[(4 * i) + 1]].Replace("{op}", other < 0 ? "" : $"op {other}, {_ops[other]}");
            string obstacle = KernelTable.Obstacles[words[(4 * i) + 3]];
            yield return $"{i} {_ops[i]}: {fate}{(obstacle.Length == 0 ? "" : $" by itself: {obstacle}")}";
        }
    }

    /// <summary>Frees the program, if its backend is still there.</summary>
    public void Dispose()
    {
        lock (Backend.Gate)
        {
            if (!Backend.IsDisposed)
            {
                Backend.Program(ProgramCall.Drop, _id);
            }
        }

        foreach (OutputSlot slot in _slots)
        {
            slot.Constant?.Dispose();
        }
    }

    internal static void Write(Backend backend, ReadOnlySpan<int> head, IReadOnlyList<int> ids)
    {
        Span<int> frame = backend.Frame(head.Length + ids.Count);
        head.CopyTo(frame);
        for (int i = 0; i < ids.Count; i++)
        {
            frame[head.Length + i] = ids[i];
        }
    }

    /// <summary>An output that is an input, or an output before it, has its id.</summary>
    private Tensor Output(int id, OutputSlot slot, Tensor[] inputs, ReadOnlySpan<Tensor> before)
    {
        foreach (Tensor output in before)
        {
            if (output.Data.IdOn(Backend) == id)
            {
                return output.Share(slot.Shape);
            }
        }

        return _needed.Select(index => inputs[index]).FirstOrDefault(input => input.Data.IdOn(Backend) == id) is { } same
            ? same.Share(slot.Shape)
            : new Tensor(TensorData.Of(Backend, id, slot.Type, slot.Shape.Aggregate(1, static (size, dim) => size * dim)), slot.Shape);
    }

    private static KernelException Failure(ReadOnlySpan<int> answer)
    {
        int kernel = answer[3 + answer[2]];
        return KernelException.Of(kernel < 0 ? new KernelInfo("replay", 0, []) : KernelTable.Kernel(kernel), answer, []);
    }
}
