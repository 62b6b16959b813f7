using System.Collections.Immutable;

namespace Lanewise;

internal sealed partial class Request
{
    /// <summary>Runs a kernel that has one output.</summary>
    public Tensor RunOne()
    {
        if (_hasStrings)
        {
            BackendRegistry.Current.Recording?.Refuse($"{Kernel.Name} works on strings");
            return StringKernels.Run(this)[0];
        }

        Backend backend = Settle();
        Tensor output;
        lock (backend.Gate)
        {
            ReadOnlySpan<int> answer = Call(backend);
            int at = 2;
            output = Output(backend, answer, ref at, []);
            backend.Recording?.NoteOp(Kernel.Name, [output]);
        }

        if (Scope.Tape is { } tape)
        {
            Tell(tape, [output]);
        }

        Return();
        return output;
    }

    /// <summary>Runs a kernel, whatever the number of its outputs.</summary>
    public Tensor[] RunAll()
    {
        if (_hasStrings)
        {
            BackendRegistry.Current.Recording?.Refuse($"{Kernel.Name} works on strings");
            return StringKernels.Run(this);
        }

        Backend backend = Settle();
        Tensor[] outputs;
        lock (backend.Gate)
        {
            ReadOnlySpan<int> answer = Call(backend);
            outputs = new Tensor[answer[1]];
            int at = 2;
            for (int i = 0; i < outputs.Length; i++)
            {
                outputs[i] = Output(backend, answer, ref at, outputs.AsSpan(0, i));
            }

            backend.Recording?.NoteOp(Kernel.Name, outputs);
        }

        if (Scope.Tape is { } tape)
        {
            Tell(tape, outputs);
        }

        Return();
        return outputs;
    }

    /// <summary>Brings the inputs to the current backend, and writes their ids.</summary>
    private Backend Settle()
    {
        Backend backend = BackendRegistry.Current;
        for (int i = 0; i < _inputCount; i++)
        {
            _words[_idPlaces[i]] = _inputs[i].Data.IdOn(backend);
        }

        return backend;
    }

    private ReadOnlySpan<int> Call(Backend backend)
    {
        _words.AsSpan(0, _length).CopyTo(backend.Frame(_length));
        ReadOnlySpan<int> answer = backend.Run();
        return answer[0] == 0 ? answer : throw KernelException.Of(Kernel, answer, NamedInputs());
    }

    /// <summary>An output that shares an input's data, or those of an output before it, has its id.</summary>
    private Tensor Output(Backend backend, ReadOnlySpan<int> answer, ref int at, ReadOnlySpan<Tensor> before)
    {
        int id = answer[at];
        DType type = (DType)answer[at + 1];
        ReadOnlySpan<int> shape = answer.Slice(at + 3, answer[at + 2]);
        at += 3 + shape.Length;
        for (int i = 0; i < _inputCount; i++)
        {
            if (_words[_idPlaces[i]] == id)
            {
                return _inputs[i].Share(ShapeOf(shape));
            }
        }

        foreach (Tensor output in before)
        {
            if (output.Data.IdOn(backend) == id)
            {
                return output.Share(ShapeOf(shape));
            }
        }

        int size = 1;
        foreach (int dim in shape)
        {
            size *= dim;
        }

        return new Tensor(TensorData.Of(backend, id, type, size), ShapeOf(shape));
    }

    /// <summary>An input's shape is used again.</summary>
    private ImmutableArray<int> ShapeOf(ReadOnlySpan<int> shape)
    {
        for (int i = 0; i < _inputCount; i++)
        {
            if (_inputs[i].Shape.AsSpan().SequenceEqual(shape))
            {
                return _inputs[i].Shape;
            }
        }

        return [.. shape];
    }

    private void Tell(Tape tape, Tensor[] outputs) =>
        tape.Record(new KernelRun(Id, _words.AsSpan(0, _length).ToArray(), Inputs.ToArray(), outputs));

    public List<NamedTensor> NamedInputs()
    {
        List<NamedTensor> named = [];
        foreach (FieldInfo field in Kernel.Fields.Where(static field => field.IsInput))
        {
            FieldValue value = FieldValue.Read(Kernel, field.Name, _words.AsSpan(0, _length), _inputs);
            if (field.Kind == FieldKind.Tensors)
            {
                named.AddRange(value.InputList.Select((tensor, index) => new NamedTensor($"{field.Name}[{index}]", tensor)));
            }
            else if (value.Input is { } input)
            {
                named.Add(new NamedTensor(field.Name, input));
            }
        }

        return named;
    }
}
