namespace Lanewise.Runtime.Programs;

/// <summary>
/// A recorded sequence of calls: values, nodes in the order of their execution, inputs and outputs. README.md beside this
/// file describes it.
/// </summary>
public unsafe struct Program
{
    public Context* Context;

    /// <summary>What the host calls it; never used again.</summary>
    public int Id;
    public Program* Next;

    public GrowList<Value> Values;
    public GrowList<Node> Nodes;
    public GrowList<int> Words;

    /// <summary>Places of tensors, counted from the first word of their node.</summary>
    public GrowList<int> Operands;
    public GrowList<int> Results;
    public GrowList<Step> Steps;
    public GrowList<int> Inputs;
    public GrowList<int> Outputs;
    public GrowList<Shape> OutputShapes;
    public GrowList<OpRecord> Ops;

    /// <summary>A request that a pass is writing.</summary>
    public GrowList<int> Draft;

    /// <summary>Bits of the fusions that are switched off.</summary>
    public int Disabled;

    /// <summary>The next replay finds out which constants are read packed only; see <see cref="Shedding"/>.</summary>
    public bool Sheds;

    public nint ArenaBytes;

    /// <summary>The most bytes that live at once, which no arena can go below.</summary>
    public nint LeastBytes;

    /// <summary>Memory was short, and the program is not whole.</summary>
    public readonly bool IsShort => Values.IsShort || Nodes.IsShort || Words.IsShort || Operands.IsShort || Results.IsShort
        || Steps.IsShort || Inputs.IsShort || Outputs.IsShort || OutputShapes.IsShort || Ops.IsShort || Draft.IsShort;

    /// <summary>An empty program; null if memory is short.</summary>
    public static Program* Create(Context* context)
    {
        Heap* heap = &context->Heap;
        Program* program = (Program*)heap->Allocate(sizeof(Program));
        if (program == null)
        {
            return null;
        }

        *program = default;
        program->Context = context;
        program->Values = GrowList<Value>.Create(heap);
        program->Nodes = GrowList<Node>.Create(heap);
        program->Words = GrowList<int>.Create(heap);
        program->Operands = GrowList<int>.Create(heap);
        program->Results = GrowList<int>.Create(heap);
        program->Steps = GrowList<Step>.Create(heap);
        program->Inputs = GrowList<int>.Create(heap);
        program->Outputs = GrowList<int>.Create(heap);
        program->OutputShapes = GrowList<Shape>.Create(heap);
        program->Ops = GrowList<OpRecord>.Create(heap);
        program->Draft = GrowList<int>.Create(heap);
        if (program->IsShort)
        {
            program->Destroy();
            return null;
        }

        return program;
    }

    /// <summary>Frees everything, and the constants that nobody else holds.</summary>
    public void Destroy()
    {
        for (int i = 0; i < Values.Count; i++)
        {
            Drop(i);
        }

        Values.Free();
        Nodes.Free();
        Words.Free();
        Operands.Free();
        Results.Free();
        Steps.Free();
        Inputs.Free();
        Outputs.Free();
        OutputShapes.Free();
        Ops.Free();
        Draft.Free();
        fixed (Program* self = &this)
        {
            Context->Heap.Free(self);
        }
    }

    public readonly bool Does(Fusion fusion) => (Disabled >> (int)fusion & 1) == 0;

    /// <summary>A value for a tensor that exists. The program holds it from now on.</summary>
    public int AddGiven(TensorTable.Entry* entry, ValueKind kind)
    {
        Value value = default;
        value.Kind = kind;
        value.Type = entry->Type;
        value.Elements = entry->Elements;
        value.Tensor = entry->Id;
        value.Data = entry->Data;
        value.Node = -1;
        value.Home = Values.Count;
        value.DependsOnInput = kind == ValueKind.Input;
        entry->Holders++;
        return Values.Add(in value);
    }

    /// <summary>A value that the next node will compute.</summary>
    public int AddComputed(DType type, in Shape shape, bool dependsOnInput)
    {
        Value value = default;
        value.Type = type;
        value.Shape = shape;
        value.Elements = shape.Size;
        value.Node = Nodes.Count;
        value.Home = Values.Count;
        value.DependsOnInput = dependsOnInput;
        return Values.Add(in value);
    }

    /// <summary>True if an operand has one element for each column of a shape, or a single one.</summary>
    public readonly bool GoesByColumns(in Node node, int operand, in Shape shape)
    {
        int elements = Values[OperandOf(in node, operand)].Elements;
        int* own = ShapeOf(in node, operand);
        int rank = own[0];
        return elements == 1 || (rank > 0 && shape.Rank > 0 && own[rank] == elements && elements == shape[shape.Rank - 1]);
    }

    /// <summary>No longer holds the tensor of a value.</summary>
    public void Drop(int value)
    {
        ref Value given = ref Values[value];
        if (given.Tensor == 0)
        {
            return;
        }

        if (given.IsPackedOnly)
        {
            Context->Tensors.Find(given.Tensor)->PackedHolders--;
        }

        Context->Unhold(given.Tensor);
        given.Tensor = 0;
    }

    /// <summary>The value of an operand of a node, or −1 for an absent one.</summary>
    public readonly int OperandOf(in Node node, int index) => Words[node.Words + Operands[node.Operands + index]] - 1;

    /// <summary>Where the operand's shape says its rank; its dimensions follow.</summary>
    public readonly int* ShapeOf(in Node node, int index) => Words.Items + node.Words + Operands[node.Operands + index] + 1;

    public readonly int ResultOf(in Node node) => Results[node.Results];

    /// <summary>Makes everybody who reads one value read another one with the same contents.</summary>
    public readonly void Replace(int value, int by)
    {
        for (int i = 0; i < Nodes.Count; i++)
        {
            ref Node node = ref Nodes[i];
            for (int k = 0; k < node.OperandCount; k++)
            {
                ref int word = ref Words[node.Words + Operands[node.Operands + k]];
                word = word == value + 1 ? by + 1 : word;
            }
        }

        for (int i = 0; i < Outputs.Count; i++)
        {
            Outputs[i] = Outputs[i] == value ? by : Outputs[i];
        }
    }

    /// <summary>Counts who refers to each value, among the nodes that live.</summary>
    public readonly void CountUses()
    {
        for (int i = 0; i < Values.Count; i++)
        {
            Values[i].Uses = 0;
            Values[i].LastUser = -1;
            Values[i].IsOutput = false;
            Values[i].HasParts = false;
        }

        for (int i = 0; i < Values.Count; i++)
        {
            ref Value home = ref Values[Values[i].Home];
            home.HasParts = home.HasParts || Values[i].Home != i;
        }

        for (int i = 0; i < Nodes.Count; i++)
        {
            ref Node node = ref Nodes[i];
            if (node.IsDead)
            {
                continue;
            }

            Use(in node, i);
            if (node.Feeder > 0)
            {
                Use(in Nodes[node.Feeder - 1], i);
            }
        }

        for (int i = 0; i < Outputs.Count; i++)
        {
            Values[Outputs[i]].Uses++;
            Values[Outputs[i]].IsOutput = true;
        }
    }

    private readonly void Use(in Node node, int index)
    {
        for (int k = 0; k < node.OperandCount; k++)
        {
            Use(OperandOf(in node, k), index);
        }

        for (int k = 0; k < node.StepCount; k++)
        {
            Use(Steps[node.Steps + k].A.Value, index);
            Use(Steps[node.Steps + k].B.Value, index);
        }
    }

    private readonly void Use(int value, int node)
    {
        if (value >= 0)
        {
            Values[value].Uses++;
            Values[value].LastUser = node;
        }
    }

    /// <summary>Gives a node the words of the draft.</summary>
    public void TakeDraft(ref Node node)
    {
        node.Words = Words.Count;
        node.WordCount = Draft.Count;
        for (int i = 0; i < Draft.Count; i++)
        {
            Words.Add(Draft[i]);
        }

        Draft.Truncate(0);
    }

    /// <summary>What explanations tell of the op that a node came from.</summary>
    public readonly void Tell(in Node node, Fate fate, int other = -1)
    {
        ref OpRecord op = ref Ops[node.Op];
        op.Fate = fate;
        op.Other = other;
    }
}
