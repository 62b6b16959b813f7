using System.Text.Json;

namespace Lanewise.Models;

/// <summary>What a recurrent layer does at each step. What depends on the input alone is computed for all steps at once.</summary>
internal abstract class RecurrentCell(LayerConfig config)
{
    protected LayerConfig Config => config;

    /// <summary>The sizes of the states, of which the first is the output's.</summary>
    public abstract int[] StateSizes { get; }

    public abstract IEnumerable<Tensor> Weights { get; }

    /// <summary>The cell that a layer such as LSTM has.</summary>
    public static RecurrentCell Of(LayerConfig config) => config.ClassName switch
    {
        "SimpleRNN" or "SimpleRNNCell" => new SimpleCell(config),
        "GRU" or "GRUCell" => new GruCell(config),
        "LSTM" or "LSTMCell" => new LstmCell(config),
        "ConvLSTM2D" or "ConvLSTM2DCell" => new ConvLstmCell(config),
        "StackedRNNCells" => new StackedCells(config, config.Find("cells")),
        "RNN" => config.Find("cell") switch
        {
            { ValueKind: JsonValueKind.Array } cells => new StackedCells(config, cells),
            { } cell => Of(new LayerConfig(cell, config.File)),
            null => throw config.Problem("'cell' is missing"),
        },
        _ => throw config.Problem("is no cell of a recurrent layer"),
    };

    public abstract void Build(int[] stepShape, LayerWeights weights, Layer layer);

    /// <summary>What the input contributes: from [batch, steps, ...] to [batch, steps, ...].</summary>
    public virtual Tensor Project(Tensor x) => x;

    /// <summary>The shapes of the states for one step of what <see cref="Project"/> has made.</summary>
    public virtual IEnumerable<int[]> StateShapes(int[] step) => StateSizes.Select(size => (int[])[.. step[..^1], size]);

    /// <summary>The shape of one step's output for the shape of one step's input.</summary>
    public virtual int[] OutputShape(int[] step) => [.. step[..^1], StateSizes[0]];

    /// <summary>One step: the new states, of which the first is the output.</summary>
    public abstract Tensor[] Step(Tensor projected, Tensor[] states);
}

/// <summary>A cell with a kernel for its input, one for its last output, and a bias.</summary>
internal abstract class GatedCell(LayerConfig config, int gates) : RecurrentCell(config)
{
    private readonly bool _hasBias = config.Bool("use_bias", true);

    protected int Units { get; } = config.Int(config.ClassName.StartsWith("Conv", StringComparison.Ordinal) ? "filters" : "units");

    protected Func<Tensor, Tensor> Activation { get; } = config.Activation("activation", "tanh");

    protected Tensor? InputKernel { get; private set; }

    protected Tensor? RecurrentKernel { get; private set; }

    protected Tensor? Bias { get; private set; }

    public override int[] StateSizes => [Units];

    public override IEnumerable<Tensor> Weights => new[] { InputKernel, RecurrentKernel, Bias }.OfType<Tensor>();

    protected virtual int[] Window => [];

    protected virtual int[] BiasShape => [Units * gates];

    public override void Build(int[] stepShape, LayerWeights weights, Layer layer)
    {
        InputKernel = weights.Take("kernel", [.. Window, stepShape[^1], Units * gates], layer);
        RecurrentKernel = weights.Take("recurrent_kernel", [.. Window, Units, Units * gates], layer);
        Bias = _hasBias ? weights.Take("bias", BiasShape, layer) : null;
    }

    public override Tensor Project(Tensor x) => AddBias(Product(x, InputKernel!), InputBias);

    protected virtual Tensor? InputBias => Bias;

    protected static Tensor AddBias(Tensor x, Tensor? bias) => bias is null ? x : Tf.Add(x, bias);

    protected static Tensor Product(Tensor x, Tensor kernel)
    {
        Tensor product = Kernel.BatchMatMul(Tf.Reshape(x, [-1, x.Shape[^1]]), kernel, false, false);
        return x.Rank == 2 ? product : Tf.Reshape(product, [.. x.Shape[..^1], kernel.Shape[^1]]);
    }

    protected static Tensor[] Split(Tensor x, int parts) => Kernel.SplitV(x, parts, x.Rank - 1);
}

/// <summary>h' = activation(x · K + b + h · R).</summary>
internal sealed class SimpleCell(LayerConfig config) : GatedCell(config, 1)
{
    public override Tensor[] Step(Tensor projected, Tensor[] states) =>
        [Activation(Tf.Add(projected, Product(states[0], RecurrentKernel!)))];
}

/// <summary>
/// Gated recurrent unit: z and r decide how much of the last output stays, h' = z h + (1 - z) h". The reset gate r is applied
/// before the recurrent product or, with <c>reset_after</c>, after it.
/// </summary>
internal sealed class GruCell(LayerConfig config) : GatedCell(config, 3)
{
    private readonly Func<Tensor, Tensor> _gate = config.Activation("recurrent_activation", "hard_sigmoid");
    private readonly bool _resetAfter = config.Bool("reset_after", false);

    protected override int[] BiasShape => _resetAfter ? [2, 3 * Units] : [3 * Units];

    /// <summary>With reset_after the second row of the bias is the recurrent product's.</summary>
    protected override Tensor? InputBias => Bias is not null && _resetAfter ? Row(Bias, 0) : Bias;

    public override Tensor[] Step(Tensor projected, Tensor[] states)
    {
        Tensor h = states[0];
        Tensor[] x = Split(projected, 3);
        Tensor[] inner;
        Func<Tensor, Tensor> recurrent;
        if (_resetAfter)
        {
            inner = Split(AddBias(Product(h, RecurrentKernel!), Bias is null ? null : Row(Bias, 1)), 3);
            recurrent = r => Tf.Mul(r, inner[2]);
        }
        else
        {
            Tensor[] kernels = Kernel.SplitV(RecurrentKernel!, (ReadOnlySpan<int>)[2 * Units, Units], 1);
            inner = Split(Product(h, kernels[0]), 2);
            recurrent = r => Product(Tf.Mul(r, h), kernels[1]);
        }

        Tensor z = _gate(Tf.Add(x[0], inner[0]));
        Tensor r = _gate(Tf.Add(x[1], inner[1]));
        Tensor candidate = Activation(Tf.Add(x[2], recurrent(r)));
        return [Tf.Add(Tf.Mul(z, h), Tf.Mul(Tf.Sub(Tf.Scalar(1f), z), candidate))];
    }

    private static Tensor Row(Tensor matrix, int row) => Tf.Reshape(Kernel.Slice(matrix, [row, 0], [1, matrix.Shape[1]]), [matrix.Shape[1]]);
}

/// <summary>Long short-term memory: c' = f c + i activation(g), h' = o activation(c').</summary>
internal class LstmCell(LayerConfig config) : GatedCell(config, 4)
{
    private readonly Func<Tensor, Tensor> _gate = config.Activation("recurrent_activation", "hard_sigmoid");

    public override int[] StateSizes => [Units, Units];

    public override Tensor[] Step(Tensor projected, Tensor[] states)
    {
        Tensor[] gates = Split(Tf.Add(projected, Recur(states[0])), 4);
        Tensor kept = Tf.Mul(_gate(gates[1]), states[1]);
        Tensor c = Tf.Add(kept, Tf.Mul(_gate(gates[0]), Activation(gates[2])));
        return [Tf.Mul(_gate(gates[3]), Activation(c)), c];
    }

    protected virtual Tensor Recur(Tensor h) => Product(h, RecurrentKernel!);
}

/// <summary>LSTM of images, with convolutions for products. The channels are last.</summary>
internal sealed class ConvLstmCell(LayerConfig config) : LstmCell(config)
{
    private readonly int[] _size = config.Ints("kernel_size", 2);
    private readonly int[] _strides = config.Ints("strides", 2, 1);
    private readonly int[] _dilations = config.Ints("dilation_rate", 2, 1);
    private readonly Padding _pad = config.Padding();

    protected override int[] Window => _size;

    public override Tensor Project(Tensor x)
    {
        Tensor images = Tf.Reshape(x, [x.Shape[0] * x.Shape[1], .. x.Shape[2..]]);
        Tensor y = AddBias(Convolve(images, InputKernel!, _strides, _pad, _dilations), Bias);
        return Tf.Reshape(y, [x.Shape[0], x.Shape[1], .. y.Shape[1..]]);
    }

    public override int[] OutputShape(int[] step) =>
    [
        step[0],
        Sizes.Windows(step[1], _size[0], _strides[0], _dilations[0], _pad, Config),
        Sizes.Windows(step[2], _size[1], _strides[1], _dilations[1], _pad, Config),
        Units,
    ];

    protected override Tensor Recur(Tensor h) => Convolve(h, RecurrentKernel!, [1, 1], Padding.Same, [1, 1]);

    private static Tensor Convolve(Tensor x, Tensor kernel, int[] strides, Padding pad, int[] dilations) =>
        Kernel.Conv2D(x, kernel, strides, pad, DataFormat.NHWC, dilations, DimRoundingMode.None);
}

/// <summary>Cells of which each reads the output of the one before. The states stand in the order of the cells reversed.</summary>
internal sealed class StackedCells : RecurrentCell
{
    private readonly RecurrentCell[] _cells;

    public StackedCells(LayerConfig config, JsonElement? cells)
        : base(config)
    {
        _cells = cells is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0
            ? [.. list.EnumerateArray().Select(cell => Of(new LayerConfig(cell, config.File)))]
            : throw config.Problem("'cells' is no list of cells");
    }

    public override int[] StateSizes => [.. _cells.Reverse().SelectMany(cell => cell.StateSizes)];

    public override IEnumerable<Tensor> Weights => _cells.SelectMany(cell => cell.Weights);

    public override void Build(int[] stepShape, LayerWeights weights, Layer layer)
    {
        for (int i = 0; i < _cells.Length; i++)
        {
            _cells[i].Build(stepShape, weights.Of($"RNNCell_{i}"), layer);
            stepShape = _cells[i].OutputShape(stepShape);
        }
    }

    public override Tensor[] Step(Tensor projected, Tensor[] states)
    {
        Tensor x = projected;
        var stepped = new Stack<Tensor[]>();
        int end = states.Length;
        foreach (RecurrentCell cell in _cells)
        {
            int start = end - cell.StateSizes.Length;
            Tensor step = Tf.Reshape(cell.Project(Kernel.ExpandDims(x, 1)), [x.Shape[0], -1]);
            stepped.Push(cell.Step(step, states[start..end]));
            x = stepped.Peek()[0];
            end = start;
        }

        return [.. stepped.SelectMany(state => state)];
    }
}
