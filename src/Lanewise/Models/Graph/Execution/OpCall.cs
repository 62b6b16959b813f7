namespace Lanewise.Models;

/// <summary>What an op sees while it runs: its inputs, and where its outputs go.</summary>
internal sealed class OpCall(Executor executor)
{
    private GraphValue?[] _inputs = [];
    private Frame? _target;
    private Step? _step;

    public Executor Executor => executor;

    public int InputCount => _step!.Inputs.Length;

    /// <summary>The tensor that is an input.</summary>
    public Tensor this[Index input] => Value(input).Content as Tensor
        ?? throw new ArgumentException($"input {input} must be a tensor, but is a {Value(input).Content.GetType().Name}");

    public GraphValue Value(Index input)
    {
        int index = input.GetOffset(InputCount);
        return index >= 0 && index < InputCount
            ? _inputs[index]!
            : throw new ArgumentException($"there is no input {input}");
    }

    /// <summary>What is behind an input that is a handle.</summary>
    public T Handle<T>(Index input)
        where T : class =>
        Value(input).Content as T ?? throw new ArgumentException($"input {input} must be a {typeof(T).Name}");

    public GraphValue[] Values(Range range)
    {
        (int start, int count) = range.GetOffsetAndLength(InputCount);
        return [.. _inputs.Skip(start).Take(count)!];
    }

    public Tensor[] Tensors(Range range)
    {
        (int start, int count) = range.GetOffsetAndLength(InputCount);
        var tensors = new Tensor[count];
        for (int i = 0; i < count; i++)
        {
            tensors[i] = this[start + i];
        }

        return tensors;
    }

    public double Number(Index input)
    {
        double[] numbers = Value(input).Numbers();
        return numbers.Length > 0 ? numbers[0] : throw new ArgumentException($"input {input} must hold a number, but is empty");
    }

    public int Int(Index input) => Whole(input, Number(input));

    public int[] Ints(Index input) => Array.ConvertAll(Value(input).Numbers(), number => Whole(input, number));

    /// <summary>Sets an output that the op has made.</summary>
    public void Return(int output, object content)
    {
        // An op may hand back what it was given.
        for (int i = 0; i < InputCount; i++)
        {
            if (ReferenceEquals(_inputs[i]?.Content, content))
            {
                Pass(output, _inputs[i]!);
                return;
            }
        }

        Put(output, GraphValue.Owned(content));
    }

    /// <summary>Sets an output to a value that somebody else holds too.</summary>
    public void Pass(int output, GraphValue value) => Put(output, value.Hold());

    /// <summary>Sets an output to a value that the op has been given.</summary>
    public void Put(int output, GraphValue value)
    {
        if (output >= _step!.OutputCount)
        {
            value.Release();
            return;
        }

        ref GraphValue? slot = ref _target!.Slots[_step.Output + output];
        slot?.Release();
        slot = value;
    }

    /// <summary>Begins a step: reads its inputs. False if one of them is dead.</summary>
    public bool Begin(Step step, Frame frame)
    {
        _step = step;
        _target = frame.Outer(step.OutputUp);
        if (_inputs.Length < step.Inputs.Length)
        {
            _inputs = new GraphValue?[step.Inputs.Length];
        }

        bool isLive = true;
        for (int i = 0; i < step.Inputs.Length; i++)
        {
            _inputs[i] = frame.Read(step.Inputs[i]);
            isLive &= _inputs[i] is not null;
        }

        return isLive;
    }

    /// <summary>The first input that is not dead, if there is one.</summary>
    public int FirstLive() => Array.FindIndex(_inputs, 0, InputCount, value => value is not null);

    private static int Whole(Index input, double number) => number == (int)number
        ? (int)number
        : throw new ArgumentException($"input {input} must hold whole numbers, but holds {number}");
}
