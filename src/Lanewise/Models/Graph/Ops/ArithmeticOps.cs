namespace Lanewise.Models;

/// <summary>Ops of two operands that broadcast.</summary>
internal static class ArithmeticOps
{
    public static void Register(OpTable ops)
    {
        Binary(ops, Tf.Add, "Add", "AddV2", "BiasAdd");
        Binary(ops, Tf.Sub, "Sub");
        Binary(ops, Tf.Mul, "Mul");
        Binary(ops, Tf.Div, "Div", "RealDiv");
        Binary(ops, Tf.DivNoNan, "DivNoNan");
        Binary(ops, Tf.FloorDiv, "FloorDiv");
        Binary(ops, Tf.Mod, "Mod", "FloorMod");
        Binary(ops, Tf.Maximum, "Maximum");
        Binary(ops, Tf.Minimum, "Minimum");
        Binary(ops, Tf.Pow, "Pow");
        Binary(ops, Tf.SquaredDifference, "SquaredDifference");
        Binary(ops, Tf.Atan2, "Atan2");
        Binary(ops, Tf.Equal, "Equal");
        Binary(ops, Tf.NotEqual, "NotEqual");
        Binary(ops, Tf.Greater, "Greater");
        Binary(ops, Tf.GreaterEqual, "GreaterEqual");
        Binary(ops, Tf.Less, "Less");
        Binary(ops, Tf.LessEqual, "LessEqual");
        Binary(ops, Tf.LogicalAnd, "LogicalAnd");
        Binary(ops, Tf.LogicalOr, "LogicalOr");
        Binary(ops, Tf.BitwiseAnd, "BitwiseAnd");
        Binary(ops, Tf.BroadcastArgs, "BroadcastArgs");
        Binary(ops, Tf.Complex, "Complex");
        Binary(ops, Tf.Prelu, "Prelu");
        ops.Add("AddN", 1, call => Tf.AddN(call.Tensors(..)));
    }

    private static void Binary(OpTable ops, Func<Tensor, Tensor, Tensor> run, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            ops.Add(name, 2, call => run(call[0], call[1]));
        }
    }
}
