namespace Lanewise.Models;

/// <summary>One output of an application.</summary>
internal readonly record struct LayerOutput(int Application, int Output);

/// <summary>A layer applied to the outputs of others. An input layer is applied to nothing.</summary>
internal sealed record Application(Layer Layer, LayerOutput[] Inputs);

/// <summary>Layers that read each other's outputs: a model, or a part of one, which then is a layer itself.</summary>
/// <param name="config">The model's configuration.</param>
/// <param name="layers">The layers in the order of the file.</param>
/// <param name="applications">Their applications, each after those that it reads.</param>
/// <param name="inputs">Which applications bring in the inputs.</param>
/// <param name="outputs">What comes out.</param>
internal sealed class LayerNetwork(LayerConfig config, Layer[] layers, Application[] applications, int[] inputs, LayerOutput[] outputs)
    : Layer(config)
{
    private readonly int[][][] _shapes = new int[applications.Length][][];

    public Layer[] Layers => layers;

    public Application[] Applications => applications;

    public int[] Inputs => inputs;

    public LayerOutput[] Outputs => outputs;

    public override IEnumerable<Tensor> Weights => layers.SelectMany(layer => layer.Weights);

    public override IEnumerable<Tensor> Kept => layers.SelectMany(layer => layer.Kept);

    /// <summary>The shapes of an application's outputs, once the network is built.</summary>
    public int[][] ShapesOf(int application) => _shapes[application];

    public override int[][] OutputShapes(int[][] given)
    {
        var shapes = new int[applications.Length][][];
        Infer(given, shapes, null);
        return Array.ConvertAll(outputs, output => ShapeOf(shapes, output, this));
    }

    public override Tensor[] Run(Tensor[] given, Tensor? mask) => Run(given, mask, outputs, CancellationToken.None);

    /// <summary>Runs what some outputs need. A tensor in between is disposed of after the last layer that reads it.</summary>
    public Tensor[] Run(Tensor[] given, Tensor? mask, LayerOutput[] wanted, CancellationToken cancellation)
    {
        int[] readers = CountReaders(wanted);
        var values = new GraphValue[applications.Length][];
        var masks = new Tensor?[applications.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            values[inputs[i]] = [GraphValue.Borrowed(given[i])];
            masks[inputs[i]] = i == 0 ? mask : null;
        }

        for (int i = 0; i < applications.Length; i++)
        {
            if (values[i] is null && readers[i] > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                (values[i], masks[i]) = Apply(applications[i], values, masks);
                Release(applications[i].Inputs, readers, values);
            }
        }

        return Array.ConvertAll(wanted, output => values[output.Application][output.Output].Hold().Take());
    }

    public override void ResetStates()
    {
        foreach (Layer layer in layers)
        {
            layer.ResetStates();
        }
    }

    protected override void Build(int[][] given, LayerWeights weights) => Infer(given, _shapes, weights);

    /// <summary>Computes all shapes; with weights, builds the layers on the way.</summary>
    private void Infer(int[][] given, int[][][] shapes, LayerWeights? weights)
    {
        if (given.Length != inputs.Length)
        {
            throw Config.Problem($"takes {inputs.Length} inputs, but is applied to {given.Length}");
        }

        for (int i = 0; i < applications.Length; i++)
        {
            Layer layer = applications[i].Layer;
            int input = Array.IndexOf(inputs, i);
            int[][] read = input >= 0 ? [given[input]] : Array.ConvertAll(applications[i].Inputs, output => ShapeOf(shapes, output, layer));
            if (input < 0 && (read.Length == 0 || Array.Exists(read, shape => shape.Length == 0)))
            {
                throw layer.Config.Problem(read.Length == 0 ? "is applied to nothing" : "is applied to what has no dimensions");
            }

            if (weights is not null)
            {
                layer.EnsureBuilt(read, weights.OfLayer(layer));
            }

            shapes[i] = layer.OutputShapes(read);
        }

        foreach (LayerOutput output in outputs)
        {
            ShapeOf(shapes, output, this);
        }
    }

    private int[] ShapeOf(int[][][] shapes, LayerOutput output, Layer reader) => output.Output < shapes[output.Application].Length
        ? shapes[output.Application][output.Output]
        : throw reader.Config.Problem($"reads output {output.Output} of '{applications[output.Application].Layer.Name}', which has {shapes[output.Application].Length}");

    private static (GraphValue[] Values, Tensor? Mask) Apply(Application application, GraphValue[][] values, Tensor?[] masks)
    {
        Layer layer = application.Layer;
        GraphValue[] read = Array.ConvertAll(application.Inputs, input => values[input.Application][input.Output]);
        Tensor[] tensors = Array.ConvertAll(read, value => (Tensor)value.Content);
        Tensor?[] inputMasks = Array.ConvertAll(application.Inputs, input => masks[input.Application]);
        try
        {
            Tensor[] results = Tf.Tidy(() => layer.Run(tensors, inputMasks.FirstOrDefault()));
            Tensor? mask = Array.Exists(inputMasks, mask => mask is not null) || layer is EmbeddingLayer or MaskingLayer
                ? Tf.Tidy(() => layer.Mask(tensors, inputMasks))
                : null;
            return (Array.ConvertAll(results, result => Same(read, result)?.Hold() ?? GraphValue.Owned(result)), mask);
        }
        catch (Exception error) when (error is not (ModelExecutionException or OperationCanceledException))
        {
            throw new ModelExecutionException(layer.Config.Title, error);
        }
    }

    /// <summary>The value of an input that a layer has handed back.</summary>
    private static GraphValue? Same(GraphValue[] values, Tensor result) => Array.Find(values, value => ReferenceEquals(value.Content, result));

    private int[] CountReaders(LayerOutput[] wanted)
    {
        int[] readers = new int[applications.Length];
        foreach (LayerOutput output in wanted)
        {
            readers[output.Application]++;
        }

        for (int i = applications.Length - 1; i >= 0; i--)
        {
            foreach (LayerOutput input in readers[i] > 0 ? applications[i].Inputs : [])
            {
                readers[input.Application]++;
            }
        }

        return readers;
    }

    private static void Release(LayerOutput[] read, int[] readers, GraphValue[][] values)
    {
        foreach (LayerOutput input in read)
        {
            if (--readers[input.Application] == 0)
            {
                foreach (GraphValue value in values[input.Application])
                {
                    value.Release();
                }
            }
        }
    }
}
