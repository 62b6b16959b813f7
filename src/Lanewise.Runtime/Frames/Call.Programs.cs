using Lanewise.Kernels;
using Lanewise.Runtime.Ops;
using Lanewise.Runtime.Programs;

namespace Lanewise.Runtime;

/// <summary>What an element-wise node computes, as the driver of rows was asked.</summary>
public unsafe struct CapturedRow
{
    public Row Function;
    public fixed float Parameters[2];

    /// <summary>The operands as <see cref="Call.Look"/> reads them: numbers of values plus 1; the second is 0 where there is one.</summary>
    public int A;
    public int B;
}

/// <summary>A call as a node of a program: its tensors are values, and its outputs lie where the program has planned.</summary>
public unsafe partial struct Call
{
    /// <summary>Starts on a node in a replay, and gives its kernel.</summary>
    public int BeginNode(Program* program, int index)
    {
        _context = program->Context;
        _threads = _context->Workers.Threads;
        return StartReading(program, index);
    }

    /// <summary>Starts on the node that a program lets this one read band by band, as a call of its own. False if there is none.</summary>
    internal readonly bool BeginFeeder(out Call feeder, out int kernel)
    {
        int index = _program == null ? -1 : _program->Nodes[_node].Feeder - 1;
        feeder = default;
        kernel = index < 0 ? -1 : feeder.BeginNode(_program, index);
        return index >= 0;
    }

    /// <summary>Frees what was temporary.</summary>
    public Status EndNode(Status status)
    {
        if (status != Status.Ok)
        {
            Fail(status);
        }

        FreeScratch();
        SettlePacked();
        return Status;
    }

    /// <summary>Writes the failure of a node as the answer, with the kernel behind the details.</summary>
    public readonly Status Explain(int kernel)
    {
        WriteFailure();
        _context->Frame[3 + Details] = kernel;
        return Status;
    }

    /// <summary>Starts to look at a node's arguments while a program is built: an id is then the number of a value plus 1, and only constants have data.</summary>
    public static Call Look(Program* program, int index)
    {
        Call call = default;
        call._context = program->Context;
        call._threads = 1;
        call._isLookedAt = true;
        call.StartReading(program, index);
        return call;
    }

    /// <summary>Arguments may have no data, and what they hold may not decide anything.</summary>
    internal readonly bool IsLookedAt => _isLookedAt;

    /// <summary>Starts on an element-wise node of which only the row is wanted.</summary>
    public static Call Capture(Program* program, int index, CapturedRow* captured)
    {
        Call call = Look(program, index);
        call._captured = captured;
        return call;
    }

    /// <summary>True if the driver of rows shall do nothing, because only the row was wanted.</summary>
    public readonly bool Captures(Row row, float* parameters, in Tensor a, in Tensor b)
    {
        if (_captured == null)
        {
            return false;
        }

        _captured->Function = row;
        _captured->A = a.Id;
        _captured->B = b.Id;
        for (int i = 0; i < 2; i++)
        {
            _captured->Parameters[i] = parameters == null ? 0 : parameters[i];
        }

        return true;
    }

    /// <summary>How many steps a program has fused into this call.</summary>
    public readonly int StepCount => _program == null ? 0 : _program->Nodes[_node].StepCount;

    private readonly ref Step StepAt(int index) => ref _program->Steps[_program->Nodes[_node].Steps + index];

    /// <summary>Appends the steps from <paramref name="first"/> on to a chain.</summary>
    internal void BindSteps<V>(ref ChainWriter<V> writer, int first)
        where V : unmanaged, IVector<V>
    {
        for (int i = first; i < StepCount; i++)
        {
            ref Step step = ref StepAt(i);
            RowSource a = Bind(ref writer, in step.A);
            RowSource b = Bind(ref writer, in step.B);
            fixed (float* parameters = step.Parameters)
            {
                writer.Add(step.Function, parameters, in a, in b, step.Register);
            }
        }
    }

    private RowSource Bind<V>(ref ChainWriter<V> writer, in StepSource source)
        where V : unmanaged, IVector<V>
    {
        RowSource bound = default;
        bound.Register = source.Register;
        if (source.Value < 0)
        {
            return bound;
        }

        ref Value value = ref _program->Values[source.Value];
        if (!source.IsWhole)
        {
            return writer.Columns(ref this, (float*)value.Data, value.Elements);
        }

        bound.Data = (float*)value.Data;
        bound.IsWhole = true;
        return bound;
    }

    /// <summary>True for a step that adds a value to each column, or one to all.</summary>
    internal readonly bool StepAddsToColumns(int index, out float* values, out int count)
    {
        values = null;
        count = 0;
        if (StepAt(index).Kernel != KernelIds.Add || !IsInPlaceWith(index, out int other) || other < 0)
        {
            return false;
        }

        ref Value value = ref _program->Values[other];
        values = (float*)value.Data;
        count = value.Elements;
        return true;
    }

    /// <summary>True for a step that adds a value to each element, or to those of the first so many columns if they are not 0.</summary>
    internal readonly bool StepAddsWhole(int index, out float* values, out int columns)
    {
        ref Step step = ref StepAt(index);
        bool isFirst = step.A.Value < 0;
        ref StepSource own = ref isFirst ? ref step.A : ref step.B;
        ref StepSource other = ref isFirst ? ref step.B : ref step.A;
        values = null;
        columns = 0;
        if (step.Kernel != KernelIds.Add || step.Register != 0 || own.Value >= 0 || own.Register != 0 || other.Value < 0 || !other.IsWhole)
        {
            return false;
        }

        values = (float*)_program->Values[other.Value].Data;
        columns = other.Columns;
        return true;
    }

    /// <summary>True for a step that is no more than a clamp.</summary>
    internal readonly bool StepClamps(int index, out float least, out float most)
    {
        ref Step step = ref StepAt(index);
        least = float.NegativeInfinity;
        most = float.PositiveInfinity;
        if (!IsInPlaceWith(index, out int other))
        {
            return false;
        }

        float bound = other >= 0 && _program->Values[other].Elements == 1 ? *(float*)_program->Values[other].Data : float.NaN;
        switch (step.Kernel)
        {
            case KernelIds.Relu:
                least = 0;
                return true;
            case KernelIds.Relu6:
                least = 0;
                most = 6;
                return true;
            case KernelIds.ClipByValue:
                least = step.Parameters[0];
                most = step.Parameters[1];
                return least <= most;
            case KernelIds.Maximum:
                least = bound;
                return !float.IsNaN(bound);
            case KernelIds.Minimum:
                most = bound;
                return !float.IsNaN(bound);
            default:
                return false;
        }
    }

    /// <summary>True for a step from the result to itself. Its other operand, if it goes by columns, is a value; else −1.</summary>
    private readonly bool IsInPlaceWith(int index, out int other)
    {
        ref Step step = ref StepAt(index);
        bool isFirst = step.A.Value < 0 && step.A.Register == 0;
        bool isSecond = step.B.Value < 0 && step.B.Register == 0;
        ref StepSource source = ref isFirst ? ref step.B : ref step.A;
        other = source.Value >= 0 && !source.IsWhole ? source.Value : -1;
        return step.Register == 0 && (isFirst || isSecond) && (source.Value < 0 || !source.IsWhole);
    }

    private int StartReading(Program* program, int index)
    {
        ref Node node = ref program->Nodes[index];
        _program = program;
        _node = index;
        _argument = -1;
        _cursor = program->Words.Items + node.Words;
        _end = _cursor + node.WordCount;
        return node.Kernel;
    }

    private readonly bool FindValue(int id, ref Tensor tensor, out int elements)
    {
        ref Value value = ref _program->Values[id - 1];
        tensor.Id = _isLookedAt ? id : value.Tensor != 0 ? value.Tensor : -id;
        tensor.Type = value.Type;
        tensor.Data = value.Data;
        elements = value.Elements;
        return true;
    }

    /// <summary>The next output of a node. Where its size depends on data, it may be another one than was recorded.</summary>
    private Status PlannedOutput(ref Tensor output)
    {
        ref Node node = ref _program->Nodes[_node];
        int index = _program->Results[node.Results + (_outputs < node.ResultCount ? _outputs : 0)];
        ref Value value = ref _program->Values[index];
        if (_outputs >= node.ResultCount || value.Type != output.Type || !value.Shape.Same(in output.Shape))
        {
            return Fail(Status.Replayed, -1, output.Shape.Size, value.Elements);
        }

        _outputs++;
        output.Id = -index - 1;
        output.Data = value.Data;
        return Status;
    }

    private Status PlannedAlias(in Tensor input, ref Tensor output)
    {
        if (PlannedOutput(ref output) == Status.Ok && output.Data != input.Data)
        {
            Moves.Copy(output.Data, input.Data, (nint)output.Size * output.Type.Bytes());
        }

        return Status;
    }

    private void Record()
    {
        if (Failed)
        {
            _recording->Operands.Truncate(_places);
            return;
        }

        Recorder.Append(_recording, _context->Frame, (int)(_cursor - _context->Frame), _places, _answer + 2, _outputs);
    }
}
