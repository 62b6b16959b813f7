// Graphs that use every op of the converter: a model a family, an output (or several) a node.
import { float } from './graph.mjs';
import { bools, described, floats, ints } from './values.mjs';

const FLOAT = 'DT_FLOAT';
const INT = 'DT_INT32';

/** Adds a node, and each of its `count` outputs to the model's. */
function node(g, op, inputs, attrs = {}, count = 1) {
  const name = g.add(op, inputs, attrs);
  for (let i = 0; i < count; i++) {
    g.output(`${name}_${i}`, i === 0 ? name : `${name}:${i}`);
  }
  return name;
}

const model = (name, build, options) => ({ name: `ops-${name}`, build, ...options });
const text = (...values) => described('string', [values.length], values);

function unary(g) {
  const x = g.input('x', floats([3, 5], 1, -3, 3));
  const positive = g.input('positive', floats([3, 5], 2, 0.1, 4));
  const unit = g.input('unit', floats([3, 5], 3, -0.9, 0.9));
  const odd = g.const(described('float32', [5], [NaN, Infinity, -Infinity, 0, 1]));
  for (const op of [
    'Abs',
    'Atan',
    'Ceil',
    'Cos',
    'Cosh',
    'Elu',
    'Exp',
    'Floor',
    'Neg',
    'Relu',
    'Relu6',
    'Selu',
    'Sigmoid',
    'Sin',
    'Sinh',
    'Square',
    'Tan',
    'Tanh',
    'Sign',
    'Round',
    'Expm1',
    'Softplus',
    'Asinh',
    'Erf',
    'OnesLike',
    'ZerosLike',
    'Identity',
    'Snapshot',
    'StopGradient',
    'FakeQuantWithMinMaxVars',
    'Softmax',
    'LogSoftmax',
    'Rank',
    'Size',
    'Shape',
  ]) {
    // prettier-ignore
    node(g, op, [x]);
  }
  ['Log', 'Sqrt', 'Rsqrt', 'Log1p', 'Reciprocal'].forEach((op) => node(g, op, [positive]));
  ['Acos', 'Asin', 'Atanh'].forEach((op) => node(g, op, [unit]));
  node(g, 'Acosh', [g.add('AddV2', [positive, g.float(1)])]);
  ['IsNan', 'IsFinite', 'IsInf'].forEach((op) => node(g, op, [odd]));
  node(g, 'LeakyRelu', [x], { alpha: float(0.3) });
  node(g, 'Prelu', [x, g.const(floats([5], 4))]);
  node(g, 'ClipByValue', [x, g.float(-1), g.float(1.5)]);
  node(g, 'Print', [x, x], { message: 'x' });
  node(g, 'IdentityN', [x, unit], {}, 2);
  node(g, 'EnsureShape', [x, g.ints(3, 5)]);
  node(g, 'LogicalNot', [g.input('b', bools([4], 5))]);
}

function binary(g) {
  const a = g.input('a', floats([3, 4], 1, 0.1, 3));
  const b = g.input('b', floats([4], 2, 0.1, 2));
  const i = g.input('i', ints([3, 4], 3, -9, 9));
  const j = g.input('j', ints([3, 1], 4, 1, 4));
  for (const op of [
    'Add',
    'AddV2',
    'BiasAdd',
    'Sub',
    'Mul',
    'Div',
    'RealDiv',
    'DivNoNan',
    'FloorDiv',
    'Maximum',
    'Minimum',
    'Pow',
    'SquaredDifference',
    'Mod',
    'FloorMod',
    'Atan2',
    'Equal',
    'NotEqual',
    'Greater',
    'GreaterEqual',
    'Less',
    'LessEqual',
  ]) {
    // prettier-ignore
    node(g, op, [a, b]);
  }
  for (const op of ['AddV2', 'Sub', 'Mul', 'FloorDiv', 'FloorMod', 'Maximum', 'Equal', 'Less']) {
    node(g, op, [i, j]);
  }
  const [p, q] = [g.input('p', bools([6], 5)), g.input('q', bools([6], 6))];
  ['LogicalAnd', 'LogicalOr'].forEach((op) => node(g, op, [p, q]));
  ['Select', 'SelectV2'].forEach((op) => node(g, op, [g.add('Greater', [a, b]), a, g.add('Neg', [a])]));
  node(g, 'AddN', [a, a, a]);
  node(g, 'BroadcastArgs', [g.ints(2, 1, 3), g.ints(4, 1)]);
  node(g, 'BroadcastTo', [b, g.ints(2, 3, 4)]);
  const complex = g.add('Complex', [b, g.add('Neg', [b])]);
  ['Real', 'Imag', 'ComplexAbs'].forEach((op) => node(g, op, [complex]));
}

const strides = (step) => [1, step, step, 1];

function convolutions(g) {
  const x = g.input('x', floats([2, 7, 8, 4], 1));
  const filter = g.const(floats([3, 3, 4, 5], 2));
  const depthwise = g.const(floats([3, 3, 4, 2], 3));
  const bias = g.const(floats([5], 4));
  const alphas = g.const(floats([5], 5));
  const plain = { data_format: 'NHWC', dilations: [1, 1, 1, 1] };
  for (const padding of ['SAME', 'VALID']) {
    for (const step of [1, 2]) {
      node(g, 'Conv2D', [x, filter], { ...plain, strides: strides(step), padding });
      node(g, 'DepthwiseConv2dNative', [x, depthwise], { ...plain, strides: strides(step), padding });
      node(g, 'MaxPool', [x], { ksize: [1, 3, 2, 1], strides: strides(step), padding });
      node(g, 'AvgPool', [x], { ksize: [1, 3, 2, 1], strides: strides(step), padding });
    }
    node(
      g,
      'MaxPoolWithArgmax',
      [x],
      { ksize: strides(2), strides: strides(2), padding, include_batch_in_index: false },
      2,
    );
    node(g, 'Dilation2D', [x, g.const(floats([2, 2, 4], 6))], { strides: strides(1), rates: strides(2), padding });
  }
  node(g, 'Conv2D', [x, filter], { ...plain, strides: strides(1), dilations: strides(2), padding: 'VALID' });
  node(g, 'Conv2D', [x, filter], {
    ...plain,
    strides: strides(1),
    padding: 'EXPLICIT',
    explicit_paddings: [0, 0, 1, 2, 0, 1, 0, 0],
  });
  node(g, 'DepthwiseConv2d', [x, depthwise], { ...plain, strides: strides(1), padding: 'SAME' });
  for (const [fused_ops, ...more] of [
    [['BiasAdd'], bias],
    [['BiasAdd', 'Relu'], bias],
    [['BiasAdd', 'Relu6'], bias],
    [['BiasAdd', 'Elu'], bias],
    [['BiasAdd', 'Prelu'], bias, alphas],
    [['BiasAdd', 'LeakyRelu'], bias],
    [['BiasAdd', 'Sigmoid'], bias],
  ]) {
    const attrs = { fused_ops, num_args: more.length, leakyrelu_alpha: float(0.3) };
    node(g, '_FusedConv2D', [x, filter, ...more], { ...plain, ...attrs, strides: strides(1), padding: 'SAME' });
    node(g, '_FusedMatMul', [g.const(floats([3, 6], 7)), g.const(floats([6, 5], 8)), ...more], {
      ...attrs,
      transpose_a: false,
      transpose_b: false,
    });
  }
  node(g, 'FusedDepthwiseConv2dNative', [x, depthwise, g.const(floats([8], 9))], {
    ...plain, fused_ops: ['BiasAdd', 'Relu6'], num_args: 1, strides: strides(1), padding: 'SAME',
  }); // prettier-ignore
  node(g, 'Conv2DBackpropInput', [g.ints(2, 14, 16, 3), g.const(floats([3, 3, 3, 4], 10)), x], {
    strides: strides(2),
    padding: 'SAME',
  });
  const line = g.input('line', floats([2, 9, 4], 11));
  node(g, 'Conv1D', [line, g.const(floats([3, 4, 2], 12))], {
    stride: 2,
    padding: 'SAME',
    data_format: 'NWC',
    dilation: 1,
  });
  const volume = g.input('volume', floats([1, 5, 6, 4, 2], 13));
  const cube = [1, 2, 2, 2, 1];
  node(g, 'Conv3D', [volume, g.const(floats([2, 2, 3, 2, 3], 14))], {
    strides: cube,
    padding: 'SAME',
    dilations: [1, 1, 1, 1, 1],
    data_format: 'NDHWC',
  });
  ['MaxPool3D', 'AvgPool3D'].forEach((op) => node(g, op, [volume], { ksize: cube, strides: cube, padding: 'VALID' }));
}

function creation(g) {
  const dims = g.ints(2, 3);
  node(g, 'Fill', [dims, g.float(2.5)], { T: FLOAT });
  node(g, 'Fill', [dims, g.int(7)], { T: INT });
  node(g, 'Ones', [dims], { T: FLOAT });
  node(g, 'Zeros', [dims], { T: INT });
  node(g, 'LinSpace', [g.float(1), g.float(2), g.int(5)]);
  node(g, 'Range', [g.int(1), g.int(10), g.int(3)], { Tidx: INT });
  node(g, 'Range', [g.float(1), g.float(-1), g.float(-0.5)], { Tidx: FLOAT });
  node(g, 'OneHot', [g.input('i', ints([2, 3], 1, -1, 5)), g.int(4), g.float(2), g.float(-1)], { T: FLOAT });
  // tfjs takes no seed for these
  const random = g.add('RandomUniform', [dims], { dtype: FLOAT, minval: float(1), maxval: float(3) });
  node(g, 'LogicalAnd', [g.add('GreaterEqual', [random, g.float(1)]), g.add('Less', [random, g.float(3)])]);
  node(g, 'RandomStandardNormal', [dims], { dtype: FLOAT, seed: 4 });
  node(g, 'TruncatedNormal', [dims], { dtype: FLOAT, means: float(1), stddev: float(0.5), seed: 4 });
  node(g, 'RandomUniformInt', [dims, g.int(-3), g.int(9)], { minval: -3, maxval: 9, seed: 4 });
  node(g, 'Multinomial', [g.const(floats([2, 4], 2)), g.int(6)], { seed: 4 });
  node(g, 'PlaceholderWithDefault', [g.const(floats([2], 3))], { dtype: FLOAT });
}

function matrices(g) {
  const a = g.input('a', floats([2, 3, 4], 1));
  const b = g.input('b', floats([2, 4, 5], 2));
  const m = g.const(floats([4, 6], 3));
  node(g, 'MatMul', [m, m], { transpose_a: false, transpose_b: true });
  node(g, 'MatMul', [m, m], { transpose_a: true, transpose_b: false });
  ['BatchMatMul', 'BatchMatMulV2'].forEach((op) => node(g, op, [a, b], { adj_x: false, adj_y: false }));
  node(g, 'BatchMatMulV2', [a, a], { adj_x: true, adj_y: false });
  node(g, 'Transpose', [a, g.ints(2, 0, 1)]);
  node(g, 'Einsum', [a, b], { equation: 'bij,bjk->bik', N: 2 });
  const one = g.int(1);
  node(g, 'MatrixBandPart', [m, one, one]);
  const complex = g.add('Complex', [m, g.add('Neg', [m])]);
  for (const op of ['FFT', 'IFFT']) {
    const y = g.add(op, [complex]);
    node(g, 'Real', [y]);
    node(g, 'Imag', [y]);
  }
  const spectrum = g.add('RFFT', [m, g.ints(6)]);
  node(g, 'ComplexAbs', [spectrum]);
  node(g, 'IRFFT', [spectrum, g.ints(6)]);
}

function normalization(g) {
  const x = g.input('x', floats([2, 3, 4, 6], 1));
  const [scale, offset, mean] = [2, 3, 4].map((seed) => g.const(floats([6], seed)));
  const variance = g.const(floats([6], 5, 0.5, 2));
  for (const op of ['FusedBatchNorm', 'FusedBatchNormV2', 'FusedBatchNormV3']) {
    node(g, op, [x, scale, offset, mean, variance], { epsilon: float(0.002), is_training: false });
  }
  node(g, 'LRN', [x], { depth_radius: 2, bias: float(1.5), alpha: float(0.5), beta: float(0.75) });
  node(g, 'EuclideanNorm', [x, g.ints(1, 2)], { keep_dims: true });
}

function reduction(g) {
  const x = g.input('x', floats([2, 3, 4], 1));
  const i = g.input('i', ints([2, 3], 2, 0, 4));
  const p = g.input('p', bools([3, 4], 3));
  for (const op of ['Max', 'Mean', 'Min', 'Sum', 'Prod']) {
    node(g, op, [x, g.ints(1)], { keep_dims: true });
    node(g, op, [x, g.ints(0, 2)], { keep_dims: false });
    node(g, op, [i, g.ints(-1)], { keep_dims: false });
  }
  ['All', 'Any'].forEach((op) => node(g, op, [p, g.ints(1)], { keep_dims: false }));
  ['ArgMax', 'ArgMin'].forEach((op) => node(g, op, [x, g.int(2)]));
  for (const op of ['Cumsum', 'Cumprod']) {
    node(g, op, [x, g.int(1)], { exclusive: true, reverse: false });
    node(g, op, [x, g.int(2)], { exclusive: false, reverse: true });
  }
  const flat = g.add('Reshape', [i, g.ints(6)]);
  node(g, 'Bincount', [flat, g.int(5), g.const(floats([6], 4))]);
  node(g, 'DenseBincount', [i, g.int(5), g.const(floats([2, 3], 5))], { binary_output: false });
  node(g, 'DenseBincount', [i, g.int(5), g.const(floats([0], 5))], { binary_output: true });
}

function slices(g) {
  const x = g.input('x', floats([4, 6], 1));
  const axis = g.int(1);
  node(g, 'ConcatV2', [x, x, axis], { N: 2 });
  node(g, 'Concat', [axis, x, x], { N: 2 });
  node(g, 'GatherV2', [x, g.ints(5, 0, 2), axis], { batch_dims: 0 });
  node(g, 'GatherV2', [x, g.const(ints([4, 2], 2, 0, 5)), axis], { batch_dims: 1 });
  node(g, 'Gather', [x, g.ints(3, 1)]);
  node(g, 'Reverse', [x, g.const(described('bool', [2], [0, 1]))]);
  node(g, 'ReverseV2', [x, g.ints(0)]);
  node(g, 'Slice', [x, g.ints(1, 2), g.ints(2, -1)]);
  node(g, 'StridedSlice', [x, g.ints(0, 5), g.ints(3, 0), g.ints(2, -2)], { begin_mask: 1, end_mask: 2 });
  node(g, 'StridedSlice', [x, g.ints(1, 0), g.ints(2, 6), g.ints(1, 1)], { shrink_axis_mask: 1 });
  node(g, 'StridedSlice', [x, g.ints(0, 0), g.ints(0, 2), g.ints(1, 1)], { new_axis_mask: 1 });
  node(g, 'StridedSlice', [x, g.ints(0, 1), g.ints(0, 3), g.ints(1, 1)], { ellipsis_mask: 1 });
  node(g, 'Pack', [x, x], { axis: 1, N: 2 });
  node(g, 'Unpack', [x], { axis: 0, num: 4 }, 4);
  node(g, 'Tile', [x, g.ints(2, 1)]);
  node(g, 'Split', [axis, x], { num_split: 3 }, 3);
  node(g, 'SplitV', [x, g.ints(1, 5), axis], {}, 2);
  node(g, 'ScatterNd', [g.const(described('int32', [2, 1], [3, 1])), g.const(floats([2, 6], 3)), g.ints(4, 6)]);
  // of its own: cpu writes into it
  node(g, 'TensorScatterUpdate', [
    g.input('written', floats([4, 6], 5)),
    g.const(described('int32', [2, 1], [3, 1])),
    g.const(floats([2, 6], 3)),
  ]);
  node(g, 'GatherNd', [x, g.const(described('int32', [2, 2], [3, 5, 0, 1]))]);
  node(g, 'SparseToDense', [
    g.const(described('int32', [2, 2], [0, 1, 3, 5])),
    g.ints(4, 6),
    g.const(floats([2], 4)),
    g.float(-1),
  ]);
}

function transformation(g) {
  const x = g.input('x', floats([2, 4, 4, 4], 1, -3, 3));
  node(g, 'Cast', [x], { SrcT: FLOAT, DstT: INT });
  node(g, 'Cast', [x], { SrcT: FLOAT, DstT: 'DT_BOOL' });
  node(g, 'Cast', [g.input('i', ints([3], 2))], { SrcT: INT, DstT: FLOAT });
  node(g, 'ExpandDims', [x, g.int(-1)]);
  node(g, 'Squeeze', [g.const(floats([1, 3, 1, 2], 3))], { squeeze_dims: [0] });
  node(g, 'Squeeze', [g.const(floats([1, 3, 1, 2], 3))], { squeeze_dims: [2] });
  node(g, 'Reshape', [x, g.ints(8, -1)]);
  const borders = g.const(described('int32', [4, 2], [0, 0, 1, 2, 0, 1, 0, 0]));
  node(g, 'Pad', [x, borders], { constant_value: float(0) });
  node(g, 'PadV2', [x, borders, g.float(1.5)]);
  ['reflect', 'symmetric'].forEach((mode) => node(g, 'MirrorPad', [x, borders], { mode }));
  const block = g.ints(2, 2);
  node(g, 'SpaceToBatchND', [x, block, g.const(described('int32', [2, 2], [0, 0, 1, 1]))]);
  node(g, 'BatchToSpaceND', [
    g.const(floats([4, 2, 3, 2], 4)),
    block,
    g.const(described('int32', [2, 2], [0, 1, 1, 0])),
  ]);
  node(g, 'DepthToSpace', [x], { block_size: 2, data_format: 'NHWC' });
}

function selection(g) {
  const x = g.input('x', floats([3, 7], 1));
  const i = g.input('i', ints([9], 2, 0, 4));
  node(g, 'TopKV2', [x, g.int(3)], { sorted: true }, 2);
  node(g, 'Unique', [i], {}, 2);
  node(g, 'UniqueV2', [i, g.ints(0)], {}, 2);
  node(g, 'Where', [g.add('Greater', [x, g.float(0)])]);
  node(g, 'ListDiff', [i, g.ints(1, 3)], {}, 2);
  const sorted = g.const(described('float32', [2, 4], [1, 2, 2, 5, 0, 1, 3, 4]));
  const values = g.const(described('float32', [2, 3], [2, 0, 6, 1, 3, 3.5]));
  ['LowerBound', 'UpperBound'].forEach((op) => node(g, op, [sorted, values]));
}

function images(g) {
  const x = g.input('x', floats([2, 5, 6, 3], 1));
  for (const op of ['ResizeBilinear', 'ResizeNearestNeighbor']) {
    node(g, op, [x, g.ints(8, 4)], { align_corners: false, half_pixel_centers: false });
    node(g, op, [x, g.ints(8, 4)], { align_corners: true, half_pixel_centers: false });
    node(g, op, [x, g.ints(8, 4)], { align_corners: false, half_pixel_centers: true });
  }
  const boxes = g.const(described('float32', [2, 4], [0.1, 0.2, 0.8, 0.9, 0.7, 0.6, 1.2, -0.1]));
  for (const method of ['bilinear', 'nearest']) {
    node(g, 'CropAndResize', [x, boxes, g.ints(1, 0), g.ints(4, 3)], { method, extrapolation_value: float(0.5) });
  }
  const transform = g.const(described('float32', [1, 8], [1, 0.2, -1, 0.1, 0.9, 0.5, 0, 0]));
  const image = g.const(floats([1, 5, 6, 3], 2));
  for (const fill_mode of ['constant', 'reflect', 'wrap', 'nearest']) {
    node(g, 'ImageProjectiveTransformV3', [image, transform, g.ints(5, 6), g.float(0.25)], {
      interpolation: 'bilinear',
      fill_mode,
    });
  }
}

function sparse(g) {
  const indices = g.const(described('int32', [3, 2], [0, 1, 2, 0, 2, 3]));
  node(g, 'SparseFillEmptyRows', [indices, g.input('values', floats([3], 1)), g.ints(4, 5), g.float(-1)], {}, 4);
  node(g, 'SparseReshape', [indices, g.ints(4, 5), g.ints(2, -1)], {}, 2);
  const data = g.const(floats([4, 3], 2));
  ['SparseSegmentMean', 'SparseSegmentSum'].forEach((op) => node(g, op, [data, g.ints(0, 2, 1), g.ints(0, 0, 1)]));
}

function strings(g) {
  const words = g.input('words', text('a b', 'c', 'aa b c'));
  node(g, 'StaticRegexReplace', [words], { pattern: 'a+', rewrite: 'x', replace_global: true });
  node(g, 'StringNGrams', [g.const(text('a', 'b', 'c', 'd')), g.ints(0, 3, 4)], {
    separator: '-', ngram_widths: [1, 2], left_pad: '<', right_pad: '>', pad_width: 1, preserve_short_sequences: false,
  }, 2); // prettier-ignore
  node(g, 'StringSplit', [words, g.const(described('string', [], [' ']))], { skip_empty: true }, 3);
  node(g, 'StringToHashBucketFast', [words], { num_buckets: 11 });
}

const [left, right] = [ints([7], 1, -99, 99), ints([7], 2, 0, 255)];
const ragged = floats([5], 4);

/** Ops that the converter lists, but does not compute, or not as TensorFlow does. */
function unheardOf(g) {
  node(g, 'BitwiseAnd', [g.input('left', left), g.input('right', right)]);
  const x = g.input('ragged', ragged);
  const splits = g.ints(0, 2, 2, 5);
  node(g, 'RaggedTensorToTensor', [g.ints(-1, -1), x, g.float(9), splits], { row_partition_types: ['ROW_SPLITS'] });
  node(g, 'RaggedGather', [splits, x, g.ints(2, 0)], { OUTPUT_RAGGED_RANK: 1, PARAMS_RAGGED_RANK: 1 }, 2);
  node(g, 'RaggedRange', [g.ints(0, 5, 8), g.ints(3, 5, 12), g.ints(1, 1, 2)], {}, 2);
  // every other element of the second row
  node(
    g,
    'StridedSlice',
    [g.const(described('int32', [2, 4], [1, 2, 3, 4, 5, 6, 7, 8])), g.ints(1, 0), g.ints(2, 4), g.ints(1, 2)],
    {
      shrink_axis_mask: 1,
    },
  );
  node(g, 'ShapeN', [splits, g.const(floats([2, 3], 5))], { N: 2 }, 2);
}

const unheardOfOutputs = [
  described(
    'int32',
    [7],
    left.values.map((value, i) => value & right.values[i]),
  ),
  described('float32', [3, 3], [...ragged.values.slice(0, 2), 9, 9, 9, 9, ...ragged.values.slice(2)]),
  described('int32', [3], [0, 3, 5]),
  described('float32', [5], [...ragged.values.slice(2), ...ragged.values.slice(0, 2)]),
  described('int32', [4], [0, 3, 3, 5]),
  described('int32', [5], [0, 1, 2, 8, 10]),
  described('int32', [2], [5, 7]),
  described('int32', [1], [4]),
  described('int32', [2], [2, 3]),
];

const unheard = model('unheard-of', unheardOf, { expected: unheardOfOutputs });

export const opModels = Object.entries({
  unary, binary, convolutions, creation, matrices, normalization, reduction, slices, transformation, selection, images,
  sparse, strings,
}).map(([name, build]) => model(name, build)).concat(unheard); // prettier-ignore
