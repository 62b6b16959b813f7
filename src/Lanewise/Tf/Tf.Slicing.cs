namespace Lanewise;

public static partial class Tf
{
    /// <summary>A box out of a tensor.</summary>
    /// <param name="x">The tensor; not a scalar.</param>
    /// <param name="begin">Where it begins in the first dimensions; 0 in those that are not told.</param>
    /// <param name="size">How many elements it has in the first dimensions; −1, or not told, is all that follow.</param>
    public static Tensor Slice(this Tensor x, ReadOnlySpan<int> begin, ReadOnlySpan<int> size = default)
    {
        ArgumentNullException.ThrowIfNull(x);
        Require.That(x.Rank > 0, "Slicing scalar is not possible");
        return Kernel.Slice(x, begin.IsEmpty ? Array.Empty<int>() : begin, size);
    }

    /// <summary>A box out of a tensor, with steps, as Python's slices: begin, end and stride in each of the first dimensions.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="begin">Where it begins; negative counts from the end.</param>
    /// <param name="end">Before which it ends; negative counts from the end.</param>
    /// <param name="strides">The steps, 1 by default; negative goes backwards.</param>
    /// <param name="beginMask">Bits of the places where begin does not count, and all from the first element on is meant.</param>
    /// <param name="endMask">Bits of the places where end does not count, and all to the last element is meant.</param>
    /// <param name="ellipsisMask">The bit of the place that stands for all dimensions that the others do not name.</param>
    /// <param name="newAxisMask">Bits of the places that put in a dimension of 1.</param>
    /// <param name="shrinkAxisMask">Bits of the places that take the element at begin, without a dimension.</param>
    public static Tensor StridedSlice(
        this Tensor x,
        ReadOnlySpan<int> begin,
        ReadOnlySpan<int> end,
        ReadOnlySpan<int> strides = default,
        int beginMask = 0,
        int endMask = 0,
        int ellipsisMask = 0,
        int newAxisMask = 0,
        int shrinkAxisMask = 0) =>
        Kernel.StridedSlice(x, begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask);

    /// <summary>Slices along an axis, by their indices.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="indices">int32; the result has their dimensions in the place of the axis.</param>
    /// <param name="axis">Along which.</param>
    /// <param name="batchDims">How many first dimensions of x and the indices belong together.</param>
    public static Tensor Gather(this Tensor x, Tensor indices, int axis = 0, int batchDims = 0) => Kernel.GatherV2(x, Require.Int(indices), axis, batchDims);

    /// <summary>Slices by the indices of their first dimensions, which the last dimension of <paramref name="indices"/> holds.</summary>
    public static Tensor GatherND(Tensor x, Tensor indices) => Kernel.GatherNd(x, Require.Int(indices));

    /// <summary>Cut into so many equal parts along an axis.</summary>
    public static Tensor[] Split(this Tensor x, int numOrSizeSplits, int axis = 0) => Kernel.SplitV(x, numOrSizeSplits, axis);

    /// <summary>Cut into parts of given sizes along an axis; one of them may be −1.</summary>
    public static Tensor[] Split(this Tensor x, ReadOnlySpan<int> numOrSizeSplits, int axis = 0) => Kernel.SplitV(x, numOrSizeSplits, axis);

    /// <summary>Tensors that differ in nothing but one dimension, one behind the other.</summary>
    public static Tensor Concat(ReadOnlySpan<Tensor> tensors, int axis = 0)
    {
        Require.That(tensors.Length > 0, "Pass at least one tensor to concat");
        return tensors.Length == 1 ? Clone(tensors[0]) : Kernel.Concat(tensors, axis);
    }

    /// <summary>This tensor, and another one behind it.</summary>
    public static Tensor Concat(this Tensor x, Tensor other, int axis = 0) => Concat([x, other], axis);

    /// <summary>Tensors of one shape along a new axis.</summary>
    public static Tensor Stack(ReadOnlySpan<Tensor> tensors, int axis = 0)
    {
        Require.That(tensors.Length > 0, "Pass at least one tensor to tf.stack");
        return Kernel.Pack(tensors, axis);
    }

    /// <summary>This tensor and another one of its shape along a new axis.</summary>
    public static Tensor Stack(this Tensor x, Tensor other, int axis = 0) => Stack([x, other], axis);

    /// <summary>The slices along an axis, without it.</summary>
    public static Tensor[] Unstack(this Tensor x, int axis = 0) => Kernel.Unpack(x, axis);

    /// <summary>Backwards along the axes (all of them if none is given).</summary>
    public static Tensor Reverse(this Tensor x, ReadOnlySpan<int> axis = default)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Kernel.Reverse(x, axis.IsEmpty ? Axes.All(x.Rank) : axis);
    }

    /// <summary>A constant around a tensor.</summary>
    /// <param name="x">The tensor; not a scalar.</param>
    /// <param name="paddings">For each dimension the numbers of elements before and after, one after the other.</param>
    /// <param name="constantValue">The constant.</param>
    public static Tensor Pad(this Tensor x, ReadOnlySpan<int> paddings, double constantValue = 0)
    {
        ArgumentNullException.ThrowIfNull(x);
        Require.That(x.Rank > 0, "pad(scalar) is not defined. Pass non-scalar to pad");
        return Kernel.PadV2(x, paddings, constantValue);
    }

    /// <summary>A tensor's mirror images around it.</summary>
    /// <param name="x">The tensor; not a scalar.</param>
    /// <param name="paddings">For each dimension the numbers of elements before and after, one after the other.</param>
    /// <param name="mode">Where the mirrors stand.</param>
    public static Tensor MirrorPad(this Tensor x, ReadOnlySpan<int> paddings, MirrorMode mode) => Kernel.MirrorPad(x, paddings, mode);

    /// <summary>Elements of a where the condition, a bool tensor, is true, and of b elsewhere; all broadcast, and of two dtypes the lower is cast.</summary>
    public static Tensor Where(this Tensor condition, Tensor a, Tensor b)
    {
        Require.Bool(condition);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        using Scope scope = Scope.Open();
        int[] shape = Lanewise.Shapes.Broadcast(Lanewise.Shapes.Broadcast(condition.Shape.AsSpan(), a.Shape.AsSpan()), b.Shape.AsSpan());
        (a, b) = Matching.Match(a, b);
        return scope.Leave(Kernel.Select(BroadcastTo(condition, shape), BroadcastTo(a, shape), BroadcastTo(b, shape)));
    }

    /// <summary>The places where a bool tensor is true: int32 [count, rank].</summary>
    public static Tensor WhereAsync(Tensor condition) => Lanewise.Places.Of(Require.Bool(condition));

    /// <summary>The slices whose mask is true, one behind the other.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="mask">bool, of the shape of the dimensions from the axis on.</param>
    /// <param name="axis">The first dimension that the mask is for.</param>
    public static Tensor BooleanMaskAsync(Tensor tensor, Tensor mask, int axis = 0)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        Require.That(Require.Bool(mask).Rank > 0, "mask cannot be scalar");
        Require.That(tensor.Shape.AsSpan().Slice(axis).StartsWith(mask.Shape.AsSpan()), $"the mask's shape {Lanewise.Shapes.Text(mask.Shape.AsSpan())} must be that of tensor's dimensions from {axis} on, but tensor is {Require.Text(tensor)}");
        using Scope scope = Scope.Open();
        ReadOnlySpan<int> shape = tensor.Shape.AsSpan();
        Tensor flat = Reshape(tensor, [.. shape[..axis], mask.Size, .. shape[(axis + mask.Rank)..]]);
        return scope.Leave(Gather(flat, Squeeze(WhereAsync(Reshape(mask, [-1])), [1]), axis));
    }

    /// <summary>The distinct slices along an axis, in the order in which they come, and for each slice its number among them.</summary>
    public static (Tensor Values, Tensor Indices) Unique(this Tensor x, int axis = 0)
    {
        Tensor[] outputs = Kernel.Unique(x, axis);
        return (outputs[0], outputs[1]);
    }

    /// <summary>The k largest elements along the last dimension, and their indices, int32.</summary>
    /// <param name="x">The tensor; not a scalar.</param>
    /// <param name="k">How many.</param>
    /// <param name="sorted">Whether the order is that of size; here it always is.</param>
    public static (Tensor Values, Tensor Indices) TopK(this Tensor x, int k = 1, bool sorted = true)
    {
        Tensor[] outputs = Kernel.TopK(Require.Number(x), k, sorted);
        return (outputs[0], outputs[1]);
    }

    /// <summary>Whether the target is among the k largest predictions: of [..., classes] and [...], bool [...].</summary>
    public static Tensor InTopKAsync(Tensor predictions, Tensor targets, int k = 1)
    {
        Require.Rank(predictions, 2, 8);
        ArgumentNullException.ThrowIfNull(targets);
        Require.That(predictions.Shape.AsSpan()[..^1].SequenceEqual(targets.Shape.AsSpan()), $"targets must have the shape of predictions without the last dimension, but they are {Require.Text(predictions)} and {Require.Text(targets)}");
        Require.That(k > 0 && k <= predictions.Shape[^1], $"k must be from 1 to {predictions.Shape[^1]}, but is {k}");
        using Scope scope = Scope.Open();
        (_, Tensor indices) = TopK(predictions, k);
        return scope.Leave(indices.Equal(targets.ToInt().ExpandDims(-1)).Any([-1]));
    }

    /// <summary>The elements of vector x that are not in y, and their indices in x, int32.</summary>
    public static (Tensor Values, Tensor Indices) Setdiff1DAsync(Tensor x, Tensor y)
    {
        Require.Rank(x, 1, 1);
        Require.Rank(y, 1, 1);
        Require.That(x.DType == y.DType, $"x and y should have the same dtype, but are {Require.Text(x)} and {Require.Text(y)}");
        using Scope scope = Scope.Open();
        Tensor isNew = x.Size == 0 || y.Size == 0 ? Ones(x.Shape.AsSpan(), DType.Bool) : x.ExpandDims(1).Equal(y.ExpandDims(0)).Any([1]).LogicalNot();
        Tensor indices = Squeeze(WhereAsync(isNew), [1]);
        return (scope.Leave(Gather(x, indices)), scope.Leave(indices));
    }

    /// <summary>For each row of sorted numbers the places where values would have to be put in: int32, of the shape [rows, values].</summary>
    /// <param name="sortedSequence">[..., n], each row in ascending order.</param>
    /// <param name="values">[..., m], as many rows.</param>
    /// <param name="side">Before or after equal numbers.</param>
    public static Tensor SearchSorted(Tensor sortedSequence, Tensor values, Side side = Side.Left)
    {
        Require.Rank(sortedSequence, 1, 8);
        Require.Rank(values, 1, 8);
        using Scope scope = Scope.Open();
        return scope.Leave(Kernel.SearchSorted(Reshape(sortedSequence, [-1, sortedSequence.Shape[^1]]), Reshape(values, [-1, values.Shape[^1]]), side));
    }

    /// <summary>The first places where values would have to be put in, see <see cref="SearchSorted"/>.</summary>
    public static Tensor LowerBound(Tensor sortedSequence, Tensor values) => SearchSorted(sortedSequence, values, Side.Left);

    /// <summary>The last places where values would have to be put in, see <see cref="SearchSorted"/>.</summary>
    public static Tensor UpperBound(Tensor sortedSequence, Tensor values) => SearchSorted(sortedSequence, values, Side.Right);

    /// <summary>Zeros of a shape, and at indices the sums of the updates that name them.</summary>
    /// <param name="indices">int32 [..., n]: of the first n dimensions.</param>
    /// <param name="updates">Slices of the dimensions that remain, [..., remaining].</param>
    /// <param name="shape">The shape of the result.</param>
    public static Tensor ScatterND(Tensor indices, Tensor updates, ReadOnlySpan<int> shape) => Kernel.ScatterNd(Require.Int(indices), updates, shape.IsEmpty ? Array.Empty<int>() : shape);

    /// <summary>A tensor whose slices at indices are replaced by updates.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="indices">int32 [..., n]: of the first n dimensions.</param>
    /// <param name="updates">Slices of the dimensions that remain, [..., remaining], of the tensor's dtype.</param>
    public static Tensor TensorScatterUpdate(Tensor tensor, Tensor indices, Tensor updates) => Kernel.TensorScatterUpdate(tensor, Require.Int(indices), updates);

    /// <summary>A default value everywhere, and at indices other values.</summary>
    /// <param name="sparseIndices">int32 [count, rank], [count] for a vector, or a scalar.</param>
    /// <param name="sparseValues">[count], or a scalar for all.</param>
    /// <param name="outputShape">The shape of the result.</param>
    /// <param name="defaultValue">A scalar of the values' dtype; 0 (of strings "") if it is left out.</param>
    public static Tensor SparseToDense(Tensor sparseIndices, Tensor sparseValues, ReadOnlySpan<int> outputShape, Tensor? defaultValue = null)
    {
        ArgumentNullException.ThrowIfNull(sparseValues);
        using Scope scope = Scope.Open();
        Tensor fallback = defaultValue ?? (sparseValues.DType == DType.String ? Scalar("") : Zeros(Array.Empty<int>(), sparseValues.DType));
        return scope.Leave(Kernel.SparseToDense(Require.Int(sparseIndices), sparseValues, fallback, outputShape));
    }

    /// <summary>For each of the segments the sum of the slices along the first dimension that belong to it.</summary>
    /// <param name="x">The slices.</param>
    /// <param name="segmentIds">int32, the segment of each slice; a negative one drops it.</param>
    /// <param name="numSegments">How many segments there are.</param>
    public static Tensor UnsortedSegmentSum(this Tensor x, Tensor segmentIds, int numSegments) => Kernel.UnsortedSegmentSum(x, Require.Int(segmentIds), numSegments);
}
