namespace Lanewise.Runtime.Programs;

/// <summary>Frees the data of constants of which a program reads only what kernels have packed from them.</summary>
/// <remarks>
/// Which these are a replay shows: every use of the value asked for a packed buffer (<see cref="Call.Packed"/>), and whoever does
/// reads the data but to fill a new one. The tensor stays as the owner of its buffers. Its data go when the host has released it
/// and every program that holds it has come to that result.
/// </remarks>
internal static unsafe class Shedding
{
    public static void Begin(Program* program)
    {
        for (int i = 0; i < program->Values.Count; i++)
        {
            program->Values[i].PackedUses = 0;
            program->Values[i].PackedBy = -1;
        }
    }

    /// <summary>A kernel asks for a buffer packed from one of its operands.</summary>
    public static void Note(Program* program, int index, int tensor)
    {
        ref Node node = ref program->Nodes[index];
        for (int k = 0; k < node.OperandCount; k++)
        {
            int operand = program->OperandOf(in node, k);
            if (operand >= 0 && program->Values[operand].Tensor == tensor && program->Values[operand].PackedBy != index)
            {
                program->Values[operand].PackedBy = index;
                program->Values[operand].PackedUses++;
                return;
            }
        }
    }

    public static void End(Program* program)
    {
        program->Sheds = false;
        for (int i = 0; i < program->Values.Count; i++)
        {
            ref Value value = ref program->Values[i];
            if (value.Kind == ValueKind.Constant && value.Tensor != 0 && !value.IsPackedOnly && value.Uses > 0 && value.PackedUses == value.Uses
                && !value.HasParts)
            {
                value.IsPackedOnly = true;
                Shed(program, ref value);
            }
        }
    }

    private static void Shed(Program* program, ref Value value)
    {
        TensorTable.Entry* entry = program->Context->Tensors.Find(value.Tensor);
        entry->PackedHolders++;
        if (entry->IsOrphan && entry->PackedHolders == entry->Holders)
        {
            program->Context->Heap.Free(entry->Data);
            entry->Data = null;
            value.Data = null;
        }
    }
}
