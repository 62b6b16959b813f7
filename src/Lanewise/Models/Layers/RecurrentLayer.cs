namespace Lanewise.Models;

/// <summary>
/// A cell applied step by step along the second dimension. Inputs after the first are initial states. Masked steps keep the
/// states as they are. If it is stateful, the last states of a run are the first of the next.
/// </summary>
internal sealed class RecurrentLayer : Layer
{
    private readonly RecurrentCell _cell;
    private readonly bool _returnsState;
    private readonly bool _goesBackwards;
    private readonly bool _isChannelsFirst;
    private readonly bool _isStateful;
    private readonly Lock _gate = new();
    private Tensor[] _kept = [];

    public RecurrentLayer(LayerConfig config, bool reverses = false)
        : base(config)
    {
        _cell = RecurrentCell.Of(config);
        ReturnsSequences = config.Bool("return_sequences", false);
        _returnsState = config.Bool("return_state", false);
        _goesBackwards = config.Bool("go_backwards", false) != reverses;
        _isChannelsFirst = config.ClassName == "ConvLSTM2D" && config.IsChannelsFirst;
        _isStateful = config.Bool("stateful", false);
    }

    public bool ReturnsSequences { get; }

    public override IEnumerable<Tensor> Weights => _cell.Weights;

    public override IEnumerable<Tensor> Kept => _kept;

    public override Tensor? Mask(Tensor[] inputs, Tensor?[] masks) => ReturnsSequences ? masks[0] : null;

    public override int[][] OutputShapes(int[][] inputs)
    {
        int[] x = inputs[0];
        if (x.Length < 3)
        {
            throw Config.Problem($"takes an input of rank 3 or more, but is applied to one of shape {Text(x)}");
        }

        int[] step = Outside(_cell.OutputShape(Inside([x[0], .. x[2..]])));
        int[] output = ReturnsSequences ? [x[0], x[1], .. step[1..]] : step;
        return _returnsState
            ? [output, .. _cell.StateSizes.Select(size => step.Length == 2 ? [x[0], size] : step)]
            : [output];
    }

    public override Tensor[] Run(Tensor[] inputs, Tensor? mask)
    {
        if (!_isStateful)
        {
            return Run(inputs, mask, inputs[1..]).Outputs;
        }

        // Who records holds the backend's lock already: it is always taken first.
        Backend backend = BackendRegistry.Current;
        lock (backend.Gate)
        {
            backend.Recording?.Refuse($"{Config.Title} is stateful");
            lock (_gate)
            {
                (Tensor[] outputs, Tensor[] last) = Run(inputs, mask, inputs.Length > 1 ? inputs[1..] : KeptFor(inputs[0].Shape[0]));
                Keep(last);
                return outputs;
            }
        }
    }

    public override void ResetStates()
    {
        Tensor[] old;
        lock (_gate)
        {
            (old, _kept) = (_kept, []);
        }

        Tf.Dispose(old);
    }

    /// <param name="inputs">The inputs.</param>
    /// <param name="mask">The mask of the first.</param>
    /// <param name="states">The first states; if there are none, they are zeros.</param>
    /// <returns>The outputs, and the states that the last step has left.</returns>
    private (Tensor[] Outputs, Tensor[] Last) Run(Tensor[] inputs, Tensor? mask, Tensor[] states)
    {
        Tensor x = _isChannelsFirst ? Kernel.Transpose(inputs[0], [0, 1, 3, 4, 2]) : inputs[0];
        Tensor[] steps = Kernel.Unpack(_cell.Project(x), 1);
        Tensor[]? masks = mask is null ? null : MasksOf(mask, x.Rank - 1);
        states = states.Length > 0 ? states : Zeros(x, steps);
        var outputs = new Tensor[steps.Length];
        for (int i = 0; i < steps.Length; i++)
        {
            int at = _goesBackwards ? steps.Length - 1 - i : i;
            Tensor[] last = states;
            states = Tf.Tidy(() => Masked(_cell.Step(steps[at], last), last, masks?[at]));
            outputs[i] = states[0];
        }

        Tensor output = Outside(ReturnsSequences ? Kernel.Pack(outputs, 1) : states[0]);
        return (_returnsState ? [output, .. states.Select(Outside)] : [output], states);
    }

    private Tensor[] KeptFor(int batch) => _kept.Length == 0 || _kept[0].Shape[0] == batch
        ? _kept
        : throw new ArgumentException($"it keeps states for {_kept[0].Shape[0]} examples, but {batch} were given");

    private void Keep(Tensor[] states)
    {
        Tensor[] old = _kept;
        _kept = Array.ConvertAll(states, state => Tf.Keep(Tf.Clone(state)));
        Tf.Dispose(old);
    }

    protected override void Build(int[][] inputs, LayerWeights weights)
    {
        OutputShapes(inputs);
        int[] step = Inside([inputs[0][0], .. inputs[0][2..]]);
        _cell.Build(step[^1] >= 0 ? step : throw Config.Problem($"needs to know the size of its steps {Text(step)}"), weights, this);
    }

    private Tensor[] Zeros(Tensor x, Tensor[] steps)
    {
        int[] step = steps.Length > 0 ? [.. steps[0].Shape] : [x.Shape[0], .. x.Shape[2..]];
        return [.. _cell.StateShapes(step).Select(shape => Tf.Zeros(shape))];
    }

    /// <summary>For each step a column [batch, 1, ...] of ones and zeros.</summary>
    private static Tensor[] MasksOf(Tensor mask, int rank)
    {
        Tensor numbers = Tf.Cast(mask, DType.Float32);
        Tensor wide = Tf.Reshape(numbers, [.. mask.Shape[..2], .. Enumerable.Repeat(1, rank - 1)]);
        return Kernel.Unpack(wide, 1);
    }

    private static Tensor[] Masked(Tensor[] next, Tensor[] last, Tensor? mask)
    {
        if (mask is null)
        {
            return next;
        }

        Tensor hidden = Tf.Sub(Tf.Scalar(1f), mask);
        return [.. next.Zip(last, (now, before) => Tf.Add(Tf.Mul(now, mask), Tf.Mul(before, hidden)))];
    }

    private int[] Inside(int[] step) => _isChannelsFirst ? [step[0], step[2], step[3], step[1]] : step;

    private int[] Outside(int[] step) => _isChannelsFirst ? [step[0], step[3], step[1], step[2]] : step;

    private Tensor Outside(Tensor x) => !_isChannelsFirst ? x
        : x.Rank == 5 ? Kernel.Transpose(x, [0, 1, 4, 2, 3])
        : Channels.ToFirst(x);
}
