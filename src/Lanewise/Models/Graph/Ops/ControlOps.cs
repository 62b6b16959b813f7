namespace Lanewise.Models;

/// <summary>
/// Branches and loops: in TensorFlow's first form, where nodes pass values on or leave them dead, and in the second, where
/// nodes call functions.
/// </summary>
internal static class ControlOps
{
    public static void Register(OpTable ops)
    {
        foreach (string prefix in (string[])["", "Ref"])
        {
            ops.Add($"{prefix}Switch", new OpDefinition
            {
                InputCount = 2,
                Outputs = ["output_false", "output_true"],
                MaxOutputs = 2,
                Bind = (_, _) => call => call.Pass(IsTrue(call.Value(1)) ? 1 : 0, call.Value(0)),
            });
            ops.Add($"{prefix}Merge", new OpDefinition
            {
                InputCount = 1,
                Outputs = ["output", "value_index"],
                MaxOutputs = 2,
                Bind = (_, _) => Merge,
            });

            // Where their values go, and when, is the plan's affair.
            foreach (string name in (string[])["Enter", "Exit", "NextIteration"])
            {
                ops.AddRaw(prefix + name, 1, _ => call => call.Pass(0, call.Value(0)));
            }
        }

        ops.AddRaw("LoopCond", 1, _ => call => call.Pass(0, call.Value(0)));
        foreach (string prefix in (string[])["", "Stateless"])
        {
            Add(ops, $"{prefix}If", 1, ["then_branch", "else_branch"], If);
            Add(ops, $"{prefix}While", 0, ["cond", "body"], While);
        }

        foreach (string name in (string[])["PartitionedCall", "StatefulPartitionedCall"])
        {
            Add(ops, name, 0, ["f"], (call, functions) => Return(call, call.Executor.Run(functions[0], call.Values(..))));
        }
    }

    private static void Add(OpTable ops, string name, int inputs, string[] attributes, Action<OpCall, GraphFunction[]> run) => ops.Add(name, new OpDefinition
    {
        InputCount = inputs,
        Functions = attributes,
        Bind = (graph, node) =>
        {
            GraphFunction[] functions = Array.ConvertAll(
                attributes,
                attribute => graph.Library.Find(graph, node, node.Attributes.Function(attribute)));
            return call => run(call, functions);
        },
    });

    private static void Merge(OpCall call)
    {
        int live = call.FirstLive();
        if (live >= 0)
        {
            call.Pass(0, call.Value(live));
            call.Return(1, Tf.Scalar(live));
        }
    }

    private static void If(OpCall call, GraphFunction[] branches) =>
        Return(call, call.Executor.Run(branches[IsTrue(call.Value(0)) ? 0 : 1], call.Values(1..)));

    private static void While(OpCall call, GraphFunction[] functions)
    {
        GraphValue?[] state = Array.ConvertAll(call.Values(..), value => value.Hold());
        while (Holds(call.Executor, functions[0], state))
        {
            GraphValue?[] next = call.Executor.Run(functions[1], state);
            Release(state);
            state = next;
        }

        Return(call, state);
    }

    private static bool Holds(Executor executor, GraphFunction condition, GraphValue?[] state)
    {
        GraphValue?[] results = executor.Run(condition, state);
        bool holds = results is [GraphValue result, ..]
            ? IsTrue(result)
            : throw new ArgumentException($"the function '{condition.Name}' returns no condition");
        Release(results);
        return holds;
    }

    private static bool IsTrue(GraphValue condition) => condition.Numbers() is [var number, ..]
        ? number != 0
        : throw new ArgumentException("the condition is empty");

    private static void Return(OpCall call, GraphValue?[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value)
            {
                call.Put(i, value);
            }
        }
    }

    private static void Release(GraphValue?[] values)
    {
        foreach (GraphValue? value in values)
        {
            value?.Release();
        }
    }
}
