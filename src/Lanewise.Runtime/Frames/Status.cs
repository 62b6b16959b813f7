namespace Lanewise.Runtime;

/// <summary>How a call ended. The host puts the kernel's and the argument's names before the message.</summary>
public enum Status
{
    [Message("")]
    Ok,

    [Message("out of memory: {0} bytes were asked for, {1} are free in one piece")]
    OutOfMemory,

    [Message("the answer does not fit the frame: {0} outputs")]
    OutOfFrame,

    [Message("there is no kernel {0}")]
    UnknownKernel,

    [Message("the request is malformed at word {0}")]
    Malformed,

    [Message("there is no tensor {0}: it was disposed or never made")]
    UnknownTensor,

    [Message("has {0} elements, but its shape has {1}")]
    Elements,

    [Message("must be given")]
    Missing,

    [Message("has a dtype that this kernel does not support")]
    DType,

    [Message("must have the dtype of the first input")]
    SameDType,

    [Message("must have rank {0}, but has rank {1}")]
    Rank,

    [Message("must have rank {0} to {1}, but has rank {2}")]
    RankRange,

    [Message("axis {0} is out of range for rank {1}")]
    Axis,

    [Message("axis {0} is given twice")]
    AxisTwice,

    [Message("dimension {0} must be {1}, but is {2}")]
    Dimension,

    [Message("shape does not broadcast with the other input's")]
    Broadcast,

    [Message("must have {0} elements, but has {1}")]
    Count,

    [Message("must be from {0} to {1}, but is {2}")]
    Range,

    [Message("must be positive, but is {0}")]
    Positive,

    [Message("the index value {0} is not in [0, {1}] ({argument})")]
    Index,

    [Message("has a value that this kernel does not support: {0}")]
    Value,

    [Message("must be divisible by {0}, but is {1}")]
    Divisible,

    [Message("must have the shape of the first input")]
    SameShape,

    [Message("must name each axis once")]
    Permutation,

    [Message("must give at least one tensor")]
    NoTensors,

    [Message("must add up to {0}, but adds up to {1}")]
    Sum,

    [Message("is {0}, but slice() does not support negative begin indexing.")]
    NegativeBegin,

    [Message("Expect {argument} in the range of [{0}, {1}], but got {2}")]
    BatchDims,

    [Message("must be less than or equal to axis ({0}), but is {1}")]
    BatchDimsAxis,

    [Message("x.shape[{0}]: {1} should be equal to indices.shape[{0}]: {2}")]
    BatchDimension,

    [Message("has {0} arrows. Expecting exactly one")]
    EquationArrow,

    [Message("does not fit the inputs. Expected {0} input tensors, received {1}")]
    EquationInputs,

    [Message("names more than 2 input tensors")]
    EquationTooManyInputs,

    [Message("has a character that is not understood: {0:char}")]
    EquationCharacter,

    [Message("repeats the label {0:char} in one term, which is not implemented yet")]
    EquationLabel,

    [Message("Output subscripts contain the label {0:char} not present in the input subscripts.", IsWhole = true)]
    EquationOutput,

    [Message("has {0} labels in a term, but the rank of that input is {1}")]
    EquationRank,

    [Message("does not fit the shapes. Expected dimension {0} at axis {1} of input shaped {3:shape}, but got dimension {2}")]
    EquationDimension,

    [Message("segment ids must be >= 0", IsWhole = true)]
    SegmentNegative,

    [Message("segment ids are not increasing", IsWhole = true)]
    SegmentOrder,

    [Message("Segment id {0} out of range [0, {1}), possibly because segmentIds input is not sorted.", IsWhole = true)]
    SegmentRange,

    [Message("Bad: indices[{0}] == {1} out of range [0, {2})", IsWhole = true)]
    SegmentIndex,

    [Message("only one output dimension may be -1, not both {0} and {1}", IsWhole = true)]
    SparseTwoOpen,

    [Message("size {0} must be non-negative, not {1}", IsWhole = true)]
    SparseNegative,

    [Message("reshape cannot infer the missing input size for an empty tensor unless all specified input sizes are non-zero", IsWhole = true)]
    SparseEmpty,

    [Message("Input to reshape is a SparseTensor with {0} dense values, but the requested shape requires a multiple of {1}", IsWhole = true)]
    SparseMultiple,

    [Message("Input to reshape is a tensor with {0} dense values, but the requested shape has {1}", IsWhole = true)]
    SparseElements,

    [Message("has more than 2^53 elements")]
    SparseSize,

    [Message("Received SparseTensor with denseShape[0] = 0 but indices.shape[0] = {0}", IsWhole = true)]
    SparseNoRows,

    [Message("indices({0}, 0) is invalid: {1} < 0", IsWhole = true)]
    SparseRowNegative,

    [Message("indices({0}, 0) is invalid: {1} >= {2}", IsWhole = true)]
    SparseRowRange,

    [Message("Ragged splits may not be empty", IsWhole = true)]
    SplitsEmpty,

    [Message("Ragged splits must be non-negative", IsWhole = true)]
    SplitsNegative,

    [Message("Ragged splits must be sorted in ascending order", IsWhole = true)]
    SplitsOrder,

    [Message("Ragged splits must not point past values", IsWhole = true)]
    SplitsPast,

    [Message("indices[{0}] = {1} is not in [0, {2})", IsWhole = true)]
    RaggedIndex,

    [Message("params.rank must be nonzero", IsWhole = true)]
    RaggedScalar,

    [Message("{argument} must be a scalar or vector", IsWhole = true)]
    RangeRank,

    [Message("starts, limits, and deltas must have the same shape", IsWhole = true)]
    RangeShape,

    [Message("Requires delta != 0", IsWhole = true)]
    RangeDelta,

    [Message("Requires ((limit - start) / delta) <= {0}", IsWhole = true)]
    RangeLength,

    [Message("and the ragged tensor are incompatible: it has rank {0}, but the shape has {1} dimensions")]
    RaggedRank,

    [Message("and the ragged tensor are incompatible: its dimension {0} is {1}, but the shape has {2}")]
    RaggedDimension,

    [Message("has a word at {0} that does not fit: ROW_SPLITS, or FIRST_DIM_SIZE and then VALUE_ROWIDS, with elements in the first tensor")]
    PartitionType,

    [Message("must begin with 0 and have at most {0} rows")]
    PartitionRows,

    [Message("must be from {0} to {1} where it is float32, but its element {2} is not")]
    Brightness,

    [Message("a window, with its dilations, may not span more than {0} pixels")]
    Span,

    [Message("makes the windows reach further than {0} pixels")]
    Reach,

    [Message("a window of {0}x{1} does not fit into an image of {2}x{3}")]
    Window,

    [Message("gives {0} elements in a replay where it gave {1} when it was recorded")]
    Replayed,

    [Message("needs a weight in another form than that in which it was kept when the weights were released")]
    Released,

    [Message("there is no program {0}")]
    UnknownProgram,

    [Message("input {0} of the program must have {1} elements of the dtype that it was recorded with")]
    ProgramInput,
}
