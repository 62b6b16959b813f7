namespace Lanewise;

public static partial class Tf
{
    /// <summary>Ops on sparse tensors: indices [count, rank], values [count] and a dense shape [rank].</summary>
    public static class Sparse
    {
        /// <summary>A value put into every row that has none.</summary>
        /// <param name="indices">int32 [count, rank].</param>
        /// <param name="values">[count].</param>
        /// <param name="denseShape">int32 [rank].</param>
        /// <param name="defaultValue">The value, a scalar of the dtype of the values.</param>
        /// <returns>Indices and values, which rows were empty, and for each old value its new place.</returns>
        public static (Tensor OutputIndices, Tensor OutputValues, Tensor EmptyRowIndicator, Tensor ReverseIndexMap) SparseFillEmptyRows(
            Tensor indices, Tensor values, Tensor denseShape, Tensor defaultValue)
        {
            Tensor[] outputs = Kernel.SparseFillEmptyRows(Require.Int(indices), values, Require.Int(denseShape), defaultValue);
            return (outputs[0], outputs[1], outputs[2], outputs[3]);
        }

        /// <summary>The indices of the same elements in another shape, in which one dimension may be −1.</summary>
        public static (Tensor OutputIndices, Tensor OutputShape) SparseReshape(Tensor inputIndices, Tensor inputShape, Tensor newShape)
        {
            Tensor[] outputs = Kernel.SparseReshape(Require.Int(inputIndices), Require.Int(inputShape), Require.Int(newShape));
            return (outputs[0], outputs[1]);
        }

        /// <summary>For each segment the mean of the rows of data whose indices it names.</summary>
        /// <param name="data">The rows.</param>
        /// <param name="indices">int32: of rows.</param>
        /// <param name="segmentIds">int32: the segment of each index, in ascending order.</param>
        public static Tensor SparseSegmentMean(Tensor data, Tensor indices, Tensor segmentIds) =>
            Kernel.SparseSegmentMean(data, Require.Int(indices), Require.Int(segmentIds));

        /// <summary>For each segment the sum of the rows of data whose indices it names.</summary>
        /// <inheritdoc cref="SparseSegmentMean"/>
        public static Tensor SparseSegmentSum(Tensor data, Tensor indices, Tensor segmentIds) =>
            Kernel.SparseSegmentSum(data, Require.Int(indices), Require.Int(segmentIds));
    }

    /// <summary>Rows of a ragged tensor, by their indices.</summary>
    /// <param name="paramsNestedSplits">int32: for each ragged dimension where its rows begin, and the end.</param>
    /// <param name="paramsDenseValues">The elements.</param>
    /// <param name="indices">int32: of the rows.</param>
    /// <param name="outputRaggedRank">How many ragged dimensions the result has.</param>
    public static (Tensor[] OutputNestedSplits, Tensor OutputDenseValues) RaggedGather(
        ReadOnlySpan<Tensor> paramsNestedSplits, Tensor paramsDenseValues, Tensor indices, int outputRaggedRank)
    {
        Tensor[] outputs = Kernel.RaggedGather(paramsNestedSplits, paramsDenseValues, Require.Int(indices), outputRaggedRank);
        return (outputs[..^1], outputs[^1]);
    }

    /// <summary>A ragged tensor whose rows are ranges, from their starts to before their limits in steps.</summary>
    public static (Tensor RtNestedSplits, Tensor RtDenseValues) RaggedRange(Tensor starts, Tensor limits, Tensor deltas)
    {
        Tensor[] outputs = Kernel.RaggedRange(starts, limits, deltas);
        return (outputs[0], outputs[1]);
    }

    /// <summary>A ragged tensor as a dense one, cut or filled up.</summary>
    /// <param name="shape">int32: the shape, in which −1 is as large as needed.</param>
    /// <param name="values">The elements.</param>
    /// <param name="defaultValue">What it is filled up with, of the dtype of the values.</param>
    /// <param name="rowPartitionTensors">int32: how the rows are cut, for each dimension.</param>
    /// <param name="rowPartitionTypes">What these are: "ROW_SPLITS", or "FIRST_DIM_SIZE" and then "VALUE_ROWIDS".</param>
    public static Tensor RaggedTensorToTensor(
        Tensor shape, Tensor values, Tensor defaultValue, ReadOnlySpan<Tensor> rowPartitionTensors, params ReadOnlySpan<string> rowPartitionTypes) =>
        Kernel.RaggedTensorToTensor(Require.Int(shape), values, defaultValue, rowPartitionTensors, string.Join(',', rowPartitionTypes!));
}
