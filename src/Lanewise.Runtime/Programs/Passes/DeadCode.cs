namespace Lanewise.Runtime.Programs;

/// <summary>Removes nodes whose results nobody reads.</summary>
/// <remarks>
/// <code>
/// b = Relu(a); c = Square(a); give b    →    b = Relu(a); give b
/// </code>
/// </remarks>
internal static unsafe class DeadCode
{
    /// <param name="tells">Explanations call them dead; after a fusion they are not.</param>
    public static void Run(Program* program, bool tells)
    {
        bool isChanged = true;
        while (isChanged)
        {
            isChanged = false;
            program->CountUses();
            for (int i = program->Nodes.Count - 1; i >= 0; i--)
            {
                ref Node node = ref program->Nodes[i];
                if (node.IsDead || IsRead(program, in node))
                {
                    continue;
                }

                node.IsDead = true;
                isChanged = true;
                if (tells)
                {
                    program->Tell(in node, Fate.Dead);
                }
            }
        }
    }

    private static bool IsRead(Program* program, in Node node)
    {
        for (int k = 0; k < node.ResultCount; k++)
        {
            if (program->Values[program->Results[node.Results + k]].Uses > 0)
            {
                return true;
            }
        }

        return false;
    }
}
