namespace Lanewise.Runtime.Programs;

/// <summary>Computes what depends on constants alone, once.</summary>
/// <remarks>
/// <code>
/// w2 = Transpose(w); y = MatMul(x, w2)    →    y = MatMul(x, w2), w2 a constant
/// </code>
/// </remarks>
internal static unsafe class ConstantFolding<V>
    where V : unmanaged, Lanewise.Kernels.IVector<V>
{
    public static void Run(Program* program)
    {
        for (int i = 0; i < program->Nodes.Count; i++)
        {
            if (!program->Nodes[i].IsDead && IsConstant(program, in program->Nodes[i]) && Constants<V>.Fold(program, i))
            {
                program->Nodes[i].IsDead = true;
                program->Tell(in program->Nodes[i], Fate.Constant);
            }
        }
    }

    private static bool IsConstant(Program* program, in Node node)
    {
        for (int k = 0; k < node.OperandCount; k++)
        {
            int value = program->OperandOf(in node, k);
            if (value >= 0 && program->Values[value].Kind != ValueKind.Constant)
            {
                return false;
            }
        }

        return true;
    }
}
