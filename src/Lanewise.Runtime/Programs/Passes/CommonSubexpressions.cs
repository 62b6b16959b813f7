namespace Lanewise.Runtime.Programs;

/// <summary>Computes once what several nodes compute. A kernel's result depends on its request and nothing else.</summary>
/// <remarks>
/// <code>
/// b = Relu(a); c = Relu(a); d = Add(b, c)    →    b = Relu(a); d = Add(b, b)
/// </code>
/// </remarks>
internal static unsafe class CommonSubexpressions
{
    public static void Run(Program* program)
    {
        for (int i = 1; i < program->Nodes.Count; i++)
        {
            ref Node node = ref program->Nodes[i];
            for (int k = 0; k < i && !node.IsDead; k++)
            {
                ref Node earlier = ref program->Nodes[k];
                if (!earlier.IsDead && IsSame(program, in earlier, in node))
                {
                    Merge(program, in earlier, ref node);
                }
            }
        }
    }

    private static bool IsSame(Program* program, in Node a, in Node b)
    {
        if (a.Kernel != b.Kernel || a.WordCount != b.WordCount || a.ResultCount != b.ResultCount)
        {
            return false;
        }

        for (int i = 0; i < a.WordCount; i++)
        {
            if (program->Words[a.Words + i] != program->Words[b.Words + i])
            {
                return false;
            }
        }

        return true;
    }

    private static void Merge(Program* program, in Node earlier, ref Node node)
    {
        for (int i = 0; i < node.ResultCount; i++)
        {
            program->Replace(program->Results[node.Results + i], program->Results[earlier.Results + i]);
        }

        node.IsDead = true;
        program->Tell(in node, Fate.Common, earlier.Op);
    }
}
