namespace Lanewise.Models;

/// <summary>Ops on sparse tensors, which are indices and values, and on ragged ones, which are values and where rows end.</summary>
internal static class SparseOps
{
    public static void Register(OpTable ops)
    {
        ops.Add("SparseToDense", 4, call => Kernel.SparseToDense(call[0], call[2], call[3], call.Ints(1)));
        ops.Add(
            "SparseFillEmptyRows",
            4,
            ["output_indices", "output_values", "empty_row_indicator", "reverse_index_map"],
            _ => call => Kernel.SparseFillEmptyRows(call[0], call[1], call[2], call[3]));
        ops.Add("SparseReshape", 3, ["output_indices", "output_shape"], _ => call => Kernel.SparseReshape(call[0], call[1], call[2]));
        ops.Add("SparseSegmentMean", 3, call => Kernel.SparseSegmentMean(call[0], call[1], call[2]));
        ops.Add("SparseSegmentSum", 3, call => Kernel.SparseSegmentSum(call[0], call[1], call[2]));
        ops.Add("RaggedGather", 3, [], attributes =>
        {
            int rank = attributes.Int("OUTPUT_RAGGED_RANK", 1);
            return call => Kernel.RaggedGather(call.Tensors(..^2), call[^2], call[^1], rank);
        });
        ops.Add("RaggedRange", 3, ["rt_nested_splits", "rt_dense_values"], _ => call => Kernel.RaggedRange(call[0], call[1], call[2]));
        ops.Add("RaggedTensorToTensor", 4, attributes =>
        {
            string types = string.Join(',', attributes.Texts("row_partition_types"));
            return call => Kernel.RaggedTensorToTensor(call[0], call[1], call[2], call.Tensors(3..), types);
        });
    }
}
