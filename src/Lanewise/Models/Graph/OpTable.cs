using System.Collections.Frozen;

namespace Lanewise.Models;

/// <summary>The ops that graphs may use. Each family fills in its own.</summary>
internal sealed class OpTable
{
    private static readonly FrozenDictionary<string, OpDefinition> s_ops = Build();

    private readonly Dictionary<string, OpDefinition> _ops = [];

    public static IEnumerable<string> Names => s_ops.Keys;

    /// <summary>Null for an op that is not known.</summary>
    public static OpDefinition? Find(string op) => s_ops.GetValueOrDefault(op);

    public void Add(string op, OpDefinition definition) => _ops.Add(op, definition);

    /// <summary>An op with one output and no attributes.</summary>
    public void Add(string op, int inputs, Func<OpCall, Tensor> run) => Add(op, inputs, _ => run);

    /// <summary>An op with one output.</summary>
    /// <param name="op">Its name in graphs.</param>
    /// <param name="inputs">How many inputs it has at least.</param>
    /// <param name="bind">Reads its attributes, and returns what runs it.</param>
    public void Add(string op, int inputs, Func<NodeAttributes, Func<OpCall, Tensor>> bind) => Add(op, new OpDefinition
    {
        InputCount = inputs,
        MaxOutputs = 1,
        Bind = (_, node) =>
        {
            Func<OpCall, Tensor> run = bind(node.Attributes);
            return call => call.Return(0, run(call));
        },
    });

    /// <summary>An op with several outputs.</summary>
    /// <param name="op">Its name in graphs.</param>
    /// <param name="inputs">How many inputs it has at least.</param>
    /// <param name="outputs">The names of the outputs; none if their number depends on the node.</param>
    /// <param name="bind">Reads its attributes, and returns what runs it.</param>
    public void Add(string op, int inputs, string[] outputs, Func<NodeAttributes, Func<OpCall, Tensor[]>> bind) => Add(op, new OpDefinition
    {
        InputCount = inputs,
        Outputs = outputs,
        MaxOutputs = outputs.Length > 0 ? outputs.Length : null,
        Bind = (_, node) =>
        {
            Func<OpCall, Tensor[]> run = bind(node.Attributes);
            return call =>
            {
                Tensor[] results = run(call);
                for (int i = 0; i < results.Length; i++)
                {
                    call.Return(i, results[i]);
                }
            };
        },
    });

    /// <summary>An op on values of any kind, handles among them, with one output.</summary>
    public void AddRaw(string op, int inputs, Func<NodeAttributes, OpKernel> bind) => Add(op, new OpDefinition
    {
        InputCount = inputs,
        MaxOutputs = 1,
        Bind = (_, node) => bind(node.Attributes),
    });

    private static FrozenDictionary<string, OpDefinition> Build()
    {
        var table = new OpTable();
        ArithmeticOps.Register(table);
        ControlOps.Register(table);
        ConvolutionOps.Register(table);
        CreationOps.Register(table);
        GraphOps.Register(table);
        HashTableOps.Register(table);
        ImageOps.Register(table);
        MathOps.Register(table);
        MatrixOps.Register(table);
        NormalizationOps.Register(table);
        ReductionOps.Register(table);
        SelectionOps.Register(table);
        SliceOps.Register(table);
        SparseOps.Register(table);
        TensorArrayOps.Register(table);
        TensorListOps.Register(table);
        TextOps.Register(table);
        TransformationOps.Register(table);
        return table._ops.ToFrozenDictionary();
    }
}
