using Lanewise.Models;

namespace Lanewise;

/// <summary>A TensorFlow graph in the format of TensorFlow.js (<c>format: graph-model</c>).</summary>
public sealed class GraphModel : Model
{
    private readonly ModelGraph _graph;
    private readonly WeightTable _table;
    private readonly GraphPort[] _inputs;
    private readonly GraphPort[] _outputs;
    private readonly string[]? _outputKeys;
    private readonly HashTables _hashTables = new();
    private readonly Dictionary<string, ExecutionPlan> _plans = [];
    private readonly Dictionary<string, GraphValue> _captured = [];

    private GraphModel(ModelGraph graph, ModelJson json, Dictionary<string, Tensor> weights)
        : base(weights)
    {
        _graph = graph;
        _table = new WeightTable(weights);
        _inputs = GraphPort.Inputs(graph, json.ActualSignature);
        _outputs = GraphPort.Outputs(graph, json.ActualSignature);
        _outputKeys = OutputKeysOf(json, _outputs.Length, graph.File);
        Inputs = [.. _inputs.Where(port => port.Resource is null).Select(port => port.Tensor)];
        Outputs = [.. _outputs.Select(port => port.Tensor)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ModelTensor> Inputs { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<ModelTensor> Outputs { get; }

    /// <summary>Loads a graph model.</summary>
    /// <inheritdoc cref="Model.LoadAsync(string, IProgress{double}?, CancellationToken)"/>
    /// <returns>The model.</returns>
    public static new Task<GraphModel> LoadAsync(string location, IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        LoadAsync(ModelSource.From(location), progress, cancellation);

    /// <summary>Loads a graph model.</summary>
    /// <inheritdoc cref="Model.LoadAsync(ModelSource, IProgress{double}?, CancellationToken)"/>
    /// <returns>The model.</returns>
    public static new async Task<GraphModel> LoadAsync(ModelSource source, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ModelJson json = await ModelReader.ReadAsync(source, cancellation).ConfigureAwait(false);
        return await LoadAsync(source, json, progress, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override Tensor[] Execute(
        IReadOnlyDictionary<string, Tensor> inputs,
        IReadOnlyList<string>? outputs = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var edges = new List<Edge>(inputs.Count + _captured.Count);
        var values = new List<GraphValue>(edges.Capacity);
        foreach ((string name, Tensor tensor) in inputs)
        {
            GraphPort port = GraphPort.Find(_graph, _inputs, name) ?? throw new ArgumentException($"the model has no input or node '{name}'");
            port.Tensor.Require(tensor);
            edges.Add(port.Edge);
            values.Add(GraphValue.Borrowed(tensor));
        }

        foreach (GraphPort port in _inputs.Where(port => port.Resource is not null && _captured.ContainsKey(port.Resource)))
        {
            edges.Add(port.Edge);
            values.Add(_captured[port.Resource!]);
        }

        Edge[] wanted = outputs is null
            ? Array.ConvertAll(_outputs, port => port.Edge)
            : [.. outputs.Select(name => GraphPort.Find(_graph, _outputs, name)?.Edge ?? throw new ArgumentException($"the model has no output or node '{name}'"))];
        ExecutionPlan plan = PlanFor([.. edges], wanted);
        return Tf.Tidy(() =>
        {
            GraphValue?[] results = new Executor(_hashTables, cancellation).Run(plan, values.ToArray());
            return results.Select((result, index) => Result(result, wanted[index])).ToArray();
        });
    }

    internal static async Task<GraphModel> LoadAsync(ModelSource source, ModelJson json, IProgress<double>? progress, CancellationToken cancellation)
    {
        if (json.IsLayersModel)
        {
            throw new ModelFormatException(source.Name, null, $"is a layers model, which {nameof(LayersModel)} loads");
        }

        ModelGraph graph = GraphBuilder.Build(
            ModelReader.Read(json.ModelTopology, ModelJsonContext.Default.GraphJson, source.Name, "modelTopology"),
            source.Name);
        Edge[] outputs = Array.ConvertAll(GraphPort.Outputs(graph, json.ActualSignature), port => port.Edge);
        GraphCheck.Check(graph, outputs);
        Dictionary<string, Tensor> weights = await WeightLoader.LoadAsync(source, json, progress, cancellation).ConfigureAwait(false);
        GraphModel? model = null;
        try
        {
            model = new GraphModel(graph, json, weights);
            model.Initialize(source, json);
            model.PlanFor(Array.ConvertAll(model._inputs, port => port.Edge), outputs);
            return model;
        }
        catch
        {
            Tf.Dispose(weights.Values.Concat(model?.Kept ?? []));
            throw;
        }
    }

    private protected override IEnumerable<Tensor> Kept => _captured.Values.Select(value => value.Content).OfType<Tensor>();

    internal override IEnumerable<string> OutputKeys => _outputKeys ?? base.OutputKeys;

    /// <summary>Runs the initializer, which fills the tables that the graph reads.</summary>
    private void Initialize(ModelSource source, ModelJson json)
    {
        if (json.ModelInitializer is null)
        {
            return;
        }

        ModelGraph graph = GraphBuilder.Build(json.ModelInitializer, $"{source.Name}: initializer");
        GraphPort[] outputs = GraphPort.Outputs(graph, json.InitializerSignature);
        GraphCheck.CheckCycles(graph);
        ExecutionPlan plan = Planner.Plan(graph, _table, [], Array.ConvertAll(outputs, port => port.Edge));
        Tf.Tidy(() =>
        {
            GraphValue?[] results = new Executor(_hashTables, CancellationToken.None).Run(plan, []);
            for (int i = 0; i < outputs.Length; i++)
            {
                if (outputs[i].Resource is { } resource && results[i] is { } result)
                {
                    _captured[resource] = result.Content is Tensor tensor ? GraphValue.Borrowed(Tf.Keep(Tf.Clone(tensor))) : result;
                }
            }
        });
    }

    private static string[]? OutputKeysOf(ModelJson json, int count, string file)
    {
        string[]? keys = json.UserDefinedMetadata?.StructuredOutputKeys is { } names ? [.. names.OfType<string>().Distinct()] : null;
        return keys is null || keys.Length >= count
            ? keys
            : throw new ModelFormatException(file, "structuredOutputKeys", $"there are {keys.Length} names for {count} outputs");
    }

    private Tensor Result(GraphValue? value, Edge edge) => value switch
    {
        null => throw new ArgumentException($"the output '{_graph.Nodes[edge.Node].Name}' is on a branch that was not taken"),
        { Content: Tensor } => value.Take(),
        _ => throw new ArgumentException($"the output '{_graph.Nodes[edge.Node].Name}' is no tensor, but a {value.Content.GetType().Name}"),
    };

    private ExecutionPlan PlanFor(Edge[] inputs, Edge[] outputs)
    {
        string key = $"{string.Join(' ', inputs)} {string.Join(' ', outputs)}";
        lock (_plans)
        {
            if (!_plans.TryGetValue(key, out ExecutionPlan? plan))
            {
                _plans.Add(key, plan = Planner.Plan(_graph, _table, inputs, outputs));
            }

            return plan;
        }
    }
}
