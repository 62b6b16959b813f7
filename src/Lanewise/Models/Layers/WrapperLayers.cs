namespace Lanewise.Models;

/// <summary>A layer applied to every step along the second dimension: all steps at once, as if they were examples.</summary>
internal sealed class TimeDistributedLayer(LayerConfig config) : Layer(config)
{
    private readonly Layer _layer = LayerTable.Inner(config);

    public override IEnumerable<Tensor> Weights => _layer.Weights;

    public override IEnumerable<Tensor> Kept => _layer.Kept;

    public override int[][] OutputShapes(int[][] inputs) =>
        [.. _layer.OutputShapes([Step(inputs)]).Select(output => (int[])[output[0], inputs[0][1], .. output[1..]])];

    public override Tensor[] Run(Tensor[] inputs, Tensor? mask)
    {
        Tensor x = inputs[0];
        Tensor flat = Tf.Reshape(x, [x.Shape[0] * x.Shape[1], .. x.Shape[2..]]);
        return [.. _layer.Run([flat], null).Select(y => Tf.Reshape(y, [x.Shape[0], x.Shape[1], .. y.Shape[1..]]))];
    }

    public override void ResetStates() => _layer.ResetStates();

    protected override void Build(int[][] inputs, LayerWeights weights) => _layer.EnsureBuilt([Step(inputs)], weights);

    private int[] Step(int[][] inputs) => inputs.Length == 1 && inputs[0].Length >= 3
        ? [inputs[0][0], .. inputs[0][2..]]
        : throw Config.Problem("takes one input of rank 3 or more");
}

/// <summary>A recurrent layer that reads forwards and a copy that reads backwards, and their outputs joined.</summary>
internal sealed class BidirectionalLayer : Layer
{
    private readonly RecurrentLayer _forward;
    private readonly RecurrentLayer _backward;
    private readonly string _mergeMode;

    public BidirectionalLayer(LayerConfig config)
        : base(config)
    {
        LayerConfig inner = LayerTable.InnerConfig(config);
        _forward = new RecurrentLayer(inner);
        _backward = new RecurrentLayer(inner, reverses: true);

        // A null is a mode of its own: the outputs stay two.
        _mergeMode = config.Json.TryGetProperty("merge_mode", out var mode) && mode.ValueKind == System.Text.Json.JsonValueKind.Null
            ? "none"
            : config.Text("merge_mode", "concat");
        if (_mergeMode is not ("none" or "concat" or "sum" or "ave" or "mul"))
        {
            throw config.Problem($"'merge_mode' is '{_mergeMode}', but concat, sum, ave, mul or null was expected");
        }
    }

    public override IEnumerable<Tensor> Weights => _forward.Weights.Concat(_backward.Weights);

    public override IEnumerable<Tensor> Kept => _forward.Kept.Concat(_backward.Kept);

    public override Tensor? Mask(Tensor[] inputs, Tensor?[] masks) => _forward.Mask(inputs, masks);

    public override int[][] OutputShapes(int[][] inputs)
    {
        int[][] inner = _forward.OutputShapes([inputs[0]]);
        int[] output = inner[0];
        int[][] joined = _mergeMode switch
        {
            "none" => [output, output],
            "concat" => [[.. output[..^1], 2 * output[^1]]],
            _ => [output],
        };
        return [.. joined, .. inner[1..], .. inner[1..]];
    }

    public override Tensor[] Run(Tensor[] inputs, Tensor? mask)
    {
        int states = (inputs.Length - 1) / 2;
        Tensor[] forward = _forward.Run([inputs[0], .. inputs[1..(1 + states)]], mask);
        Tensor[] backward = _backward.Run([inputs[0], .. inputs[(1 + states)..]], mask);
        Tensor a = forward[0];
        Tensor b = _forward.ReturnsSequences ? Kernel.Reverse(backward[0], [1]) : backward[0];
        Tensor[] joined = _mergeMode switch
        {
            "none" => [a, b],
            "concat" => [Kernel.Concat([a, b], a.Rank - 1)],
            "sum" => [Tf.Add(a, b)],
            "mul" => [Tf.Mul(a, b)],
            _ => [Tf.Mul(Tf.Add(a, b), Tf.Scalar(0.5f))],
        };
        return [.. joined, .. forward[1..], .. backward[1..]];
    }

    public override void ResetStates()
    {
        _forward.ResetStates();
        _backward.ResetStates();
    }

    protected override void Build(int[][] inputs, LayerWeights weights)
    {
        _forward.EnsureBuilt([inputs[0]], weights.Of($"forward_{_forward.Name}"));
        _backward.EnsureBuilt([inputs[0]], weights.Of($"backward_{_forward.Name}"));
    }
}
