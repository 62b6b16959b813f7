namespace Lanewise.Models;

/// <summary>Ops that choose among elements.</summary>
internal static class SelectionOps
{
    public static void Register(OpTable ops)
    {
        ops.Add("Select", 3, call => Tf.Where(call[0], call[1], call[2]));
        ops.Add("SelectV2", 3, call => Tf.Where(call[0], call[1], call[2]));
        ops.Add("Where", 1, call => Tf.WhereAsync(Tf.Cast(call[0], DType.Bool)));
        ops.Add("TopKV2", 2, ["values", "indices"], attributes =>
        {
            bool isSorted = attributes.Bool("sorted", true);
            return call => Kernel.TopK(call[0], call.Int(1), isSorted);
        });
        ops.Add("Unique", 1, ["y", "idx"], _ => call => Kernel.Unique(call[0], 0));
        ops.Add("UniqueV2", 2, ["y", "idx"], _ => call => Kernel.Unique(call[0], call[1].Size > 0 ? call.Int(1) : 0));
        ops.Add("ListDiff", 2, ["out", "idx"], _ => call =>
        {
            (Tensor values, Tensor indices) = Tf.Setdiff1DAsync(call[0], call[1]);
            return [values, indices];
        });
        ops.Add("LowerBound", 2, call => Tf.LowerBound(call[0], call[1]));
        ops.Add("UpperBound", 2, call => Tf.UpperBound(call[0], call[1]));
    }
}
