// Calls of ops, as rows: the op's name in the .NET library, tfjs's function, and the arguments in order by the names that they
// have in the .NET library.
import * as tf from '@tensorflow/tfjs-core';
import { Random } from '../fuzz/random.mjs';

const random = new Random(20);
const floats = (...shape) =>
  tf.tensor(
    Array.from({ length: tf.util.sizeFromShape(shape) }, () => Math.round((random.next() * 4 - 2) * 64) / 64),
    shape,
    'float32',
  );
const positive = (...shape) => tf.add(tf.abs(floats(...shape)), 0.25);
const ints = (values, shape = [values.length]) => tf.tensor(values, shape, 'int32');
const bools = (values, shape = [values.length]) => tf.tensor(values, shape, 'bool');
const strings = (values, shape = [values.length]) => tf.tensor(values, shape, 'string');
const scalar = (value, dtype = 'float32') => tf.scalar(value, dtype);

export const ops = [];
/** @param options `tolerance`, where it is not the usual one */
const op = (name, run, args, options = {}) => ops.push({ name, run, args, options });

const pascal = (name) => name[0].toUpperCase() + name.slice(1);
for (const name of [
  'abs',
  'neg',
  'sign',
  'square',
  'relu',
  'relu6',
  'round',
  'exp',
  'expm1',
  'softplus',
  'selu',
  'sinh',
  'asinh',
  'atan',
  'reciprocal',
  'isNaN',
  'isInf',
  'isFinite',
  'logSigmoid',
  'erf',
  'floor',
  'ceil',
  'sin',
  'cos',
  'tan',
  'cosh',
  'tanh',
  'sigmoid',
  'elu',
]) {
  op(pascal(name), tf[name], { x: floats(3, 5) });
}
for (const name of ['sqrt', 'rsqrt', 'log', 'log1p']) {
  op(pascal(name), tf[name], { x: positive(2, 3) });
}
for (const name of ['asin', 'acos', 'atanh']) {
  op(pascal(name), tf[name], { x: tf.mul(floats(2, 3), 0.4) });
}
op('Acosh', tf.acosh, { x: tf.add(positive(4), 1) });
op('Abs', tf.abs, { x: tf.complex(floats(3), floats(3)) });
op('Erf', tf.erf, { x: ints([-2, 0, 1]) });
op('LogicalNot', tf.logicalNot, { x: bools([1, 0, 1]) });

for (const name of [
  'add',
  'sub',
  'mul',
  'div',
  'maximum',
  'minimum',
  'squaredDifference',
  'mod',
  'atan2',
  'equal',
  'notEqual',
  'less',
  'lessEqual',
  'greater',
  'greaterEqual',
  'divNoNan',
]) {
  op(pascal(name), tf[name], { a: floats(2, 1, 3), b: floats(4, 1) });
  op(pascal(name), tf[name], { a: ints([5, -7, 9, 0], [2, 2]), b: floats(2) });
}
for (const name of ['add', 'sub', 'mul', 'div', 'maximum', 'minimum', 'mod', 'floorDiv', 'squaredDifference', 'less']) {
  op(pascal(name), tf[name], { a: ints([5, -7, 9, 0], [2, 2]), b: ints([2, 3]) });
  op(pascal(name), tf[name], { a: bools([1, 0, 1, 1], [2, 2]), b: ints([2, 3]) });
}
op('Pow', tf.pow, { a: positive(3), b: ints([2, 3, -1]) });
op('Pow', tf.pow, { a: ints([2, 3, 4]), b: ints([2, 3, 0]) });
op('Maximum', tf.maximum, { a: bools([1, 0, 1]), b: bools([0, 0, 1]) });
op('Add', tf.add, { a: tf.complex(floats(3), floats(3)), b: floats(3) });
op('Equal', tf.equal, { a: strings(['a', 'b', 'ä']), b: strings(['b']) });
op('Less', tf.less, { a: strings(['a', 'b', 'bb']), b: strings(['b']) });
for (const name of ['logicalAnd', 'logicalOr', 'logicalXor']) {
  op(pascal(name), tf[name], { a: bools([1, 0, 1, 0], [2, 2]), b: bools([1, 0]) });
}
op('BitwiseAnd', tf.bitwiseAnd, { x: ints([5, -7, 9]), y: ints([4, 3, 8]) });
op('AddN', tf.addN, { tensors: [floats(2, 2), floats(2, 2), floats(2, 2)] });
op('ClipByValue', tf.clipByValue, { x: floats(9), clipValueMin: -0.5, clipValueMax: 1 });
op('ClipByValue', tf.clipByValue, { x: floats(3), clipValueMin: 1, clipValueMax: 1 });
op('LeakyRelu', tf.leakyRelu, { x: floats(6) });
op('LeakyRelu', tf.leakyRelu, { x: floats(6), alpha: 0.5 });
op('Prelu', tf.prelu, { x: floats(2, 3), alpha: floats(3) });
op('Step', tf.step, { x: floats(6) });
op('Step', tf.step, { x: floats(6), alpha: 0.5 });

for (const name of ['sum', 'prod', 'mean', 'max', 'min', 'logSumExp']) {
  op(pascal(name), tf[name], { x: floats(2, 3, 2) });
  op(pascal(name), tf[name], { x: floats(2, 3, 2), axis: [1] });
  op(pascal(name), tf[name], { x: floats(2, 3, 2), axis: [0, -1], keepDims: true });
}
op('Sum', tf.sum, { x: bools([1, 0, 1, 1], [2, 2]), axis: [0] });
op('Prod', tf.prod, { x: bools([1, 0, 1, 1], [2, 2]), axis: [0] });
op('Mean', tf.mean, { x: ints([1, 2, 4]) });
op('All', tf.all, { x: bools([1, 0, 1, 1], [2, 2]), axis: [0] });
op('Any', tf.any, { x: bools([1, 0, 0, 0], [2, 2]), axis: [1], keepDims: true });
op('ArgMax', tf.argMax, { x: floats(3, 4) });
op('ArgMin', tf.argMin, { x: floats(3, 4), axis: 1 });
op('Moments', tf.moments, { x: floats(3, 4) });
op('Moments', tf.moments, { x: floats(3, 4), axis: [1], keepDims: true });
op('Moments', tf.moments, { x: ints([1, 2, 3, 4], [2, 2]), axis: [0] });
for (const [given, told] of [
  [1, 1],
  [2, 2],
  ['euclidean', 2],
  [Infinity, 'Infinity'],
  [-Infinity, '-Infinity'],
]) {
  const norm = (x, ord, axis, keepDims) => tf.norm(x, given, axis, keepDims);
  op('Norm', norm, { x: floats(3, 4), ord: told });
  op('Norm', norm, { x: floats(3, 4), ord: told, axis: [1] });
  op('Norm', given === 2 ? (x, ord, axis, keepDims) => tf.norm(x, 'fro', axis, keepDims) : norm, {
    x: floats(2, 3, 4),
    ord: told,
    axis: [1, 2],
    keepDims: given !== 1 && given !== Infinity && given !== -Infinity,
  });
}
op('EuclideanNorm', tf.euclideanNorm, { x: floats(3, 4), axis: [0], keepDims: true });
for (const name of ['cumsum', 'cumprod']) {
  op(pascal(name), tf[name], { x: floats(3, 2) });
  op(pascal(name), tf[name], { x: floats(3, 2), axis: 1, exclusive: true, reverse: true });
}
op('Bincount', tf.bincount, { x: ints([1, 1, 0, 3]), weights: tf.tensor([]), size: 4 });
op('DenseBincount', tf.denseBincount, {
  x: ints([1, 1, 0, 3], [2, 2]),
  weights: floats(2, 2),
  size: 4,
  binaryOutput: false,
});

op('MatMul', tf.matMul, { a: floats(2, 3), b: floats(3, 4) });
op('MatMul', tf.matMul, { a: floats(2, 3, 2), b: floats(1, 4, 3), transposeA: true, transposeB: true });
op('MatMul', tf.matMul, { a: ints([1, 2, 3, 4], [2, 2]), b: floats(2, 2) });
op('Dot', tf.dot, { t1: floats(3), t2: floats(3) });
op('Dot', tf.dot, { t1: floats(3), t2: floats(3, 2) });
op('Dot', tf.dot, { t1: floats(2, 3), t2: floats(3) });
op('OuterProduct', tf.outerProduct, { v1: floats(3), v2: floats(2) });
op('Einsum', (equation, tensors) => tf.einsum(equation, ...tensors), {
  equation: 'bij,bjk->bik',
  tensors: [floats(2, 3, 2), floats(2, 2, 3)],
});
op('Diag', tf.diag, { x: floats(3) });
op('Meshgrid', (x, y) => tf.meshgrid(x, y), { x: floats(3), y: floats(2) });
op('Meshgrid', (x, y) => tf.meshgrid(x, y, { indexing: 'ij' }), { x: floats(3), y: floats(2), indexing: 'ij' });
op('ConfusionMatrix', tf.math.confusionMatrix, {
  labels: ints([0, 1, 2, 1]),
  predictions: ints([0, 2, 2, 1]),
  numClasses: 3,
});

op('Reshape', tf.reshape, { x: floats(2, 6), shape: [3, -1] });
op('Reshape', tf.reshape, { x: floats(1, 1), shape: [] });
op('Reshape', tf.reshape, { x: strings(['a', 'b', 'c', 'd']), shape: [2, 2] });
op('ExpandDims', tf.expandDims, { x: floats(2, 3) });
op('ExpandDims', tf.expandDims, { x: floats(2, 3), axis: -1 });
op('Squeeze', tf.squeeze, { x: floats(1, 3, 1) });
op('Squeeze', tf.squeeze, { x: floats(1, 3, 1), axis: [-1] });
op('Tile', tf.tile, { x: floats(2, 1), reps: [2, 3] });
op('BroadcastTo', tf.broadcastTo, { x: floats(2, 1), shape: [3, 2, 4] });
op('BroadcastTo', tf.broadcastTo, { x: scalar(3, 'int32'), shape: [2, 2] });
op('BroadcastArgs', tf.broadcastArgs, { s0: ints([2, 1, 3]), s1: ints([5, 1]) });
op('Cast', tf.cast, { x: tf.tensor([-1.5, 0, 2.5]), dtype: 'int32' });
op('Cast', tf.cast, { x: tf.tensor([-1.5, 0, 2.5]), dtype: 'bool' });
op('Cast', tf.cast, { x: tf.complex(floats(2), floats(2)), dtype: 'float32' });
op('Clone', tf.clone, { x: floats(3) });
op('Transpose', tf.transpose, { x: floats(2, 3, 4) });
op('Transpose', tf.transpose, { x: floats(2, 3, 4), perm: [1, 2, 0] });
op('Transpose', tf.transpose, { x: tf.complex(floats(2, 3), floats(2, 3)) });
op('Transpose', tf.transpose, { x: tf.complex(floats(2, 3), floats(2, 3)), perm: [1, 0], conjugate: true });
op('DepthToSpace', tf.depthToSpace, { x: floats(1, 2, 2, 4), blockSize: 2 });
op(
  'BatchToSpaceND',
  (x, block, crops) =>
    tf.batchToSpaceND(x, block, [
      [0, 1],
      [1, 0],
    ]),
  { x: floats(4, 2, 2, 1), blockShape: [2, 2], crops: [0, 1, 1, 0] },
);
op(
  'SpaceToBatchND',
  (x, block) =>
    tf.spaceToBatchND(x, block, [
      [1, 0],
      [0, 1],
    ]),
  { x: floats(1, 3, 3, 1), blockShape: [2, 2], paddings: [1, 0, 0, 1] },
);

op('Slice', tf.slice, { x: floats(4, 3), begin: [1, 0], size: [2, -1] });
op('Slice', tf.slice, { x: floats(4, 3), begin: [2] });
op('Slice', tf.slice, { x: strings(['a', 'b', 'c']), begin: [1], size: [2] });
op('StridedSlice', tf.stridedSlice, { x: floats(5, 4), begin: [4, 0], end: [0, 4], strides: [-2, 3] });
op('StridedSlice', tf.stridedSlice, {
  x: floats(5, 4),
  begin: [1, 0],
  end: [2, 2],
  strides: [1, 1],
  beginMask: 0,
  endMask: 2,
  ellipsisMask: 0,
  newAxisMask: 0,
  shrinkAxisMask: 1,
});
op('Gather', tf.gather, { x: floats(4, 3), indices: ints([2, 0, 2]) });
op('Gather', tf.gather, { x: floats(2, 3, 2), indices: ints([1, 0, 2, 2], [2, 2]), axis: 1, batchDims: 1 });
op('GatherND', tf.gatherND, { x: floats(3, 3), indices: ints([0, 1, 2, 2], [2, 2]) });
op('Concat', tf.concat, { tensors: [floats(2, 2), floats(2, 3)], axis: 1 });
op('Concat', tf.concat, { tensors: [strings(['a']), strings(['b', 'c'])] });
op('Stack', tf.stack, { tensors: [floats(2, 2), floats(2, 2)], axis: 1 });
op('Unstack', tf.unstack, { x: floats(2, 3), axis: 1 });
op('Reverse', tf.reverse, { x: floats(2, 3) });
op('Reverse', tf.reverse, { x: floats(2, 3), axis: [1] });
op(
  'Pad',
  (x, pads, value) =>
    tf.pad(
      x,
      [
        [1, 0],
        [0, 2],
      ],
      value,
    ),
  { x: floats(2, 2), paddings: [1, 0, 0, 2], constantValue: 7 },
);
op(
  'MirrorPad',
  (x) =>
    tf.mirrorPad(
      x,
      [
        [1, 0],
        [0, 2],
      ],
      'reflect',
    ),
  { x: floats(3, 3), paddings: [1, 0, 0, 2], mode: 'Reflect' },
);
op(
  'MirrorPad',
  (x) =>
    tf.mirrorPad(
      x,
      [
        [1, 0],
        [0, 2],
      ],
      'symmetric',
    ),
  { x: floats(3, 3), paddings: [1, 0, 0, 2], mode: 'Symmetric' },
);
op('Where', tf.where, { condition: bools([1, 0, 1]), a: floats(2, 3), b: floats(1) });
op('WhereAsync', tf.whereAsync, { condition: bools([1, 0, 0, 1, 1, 0], [2, 3]) });
op('BooleanMaskAsync', tf.booleanMaskAsync, { tensor: floats(2, 2, 3), mask: bools([1, 0, 1, 1], [2, 2]) });
op('BooleanMaskAsync', tf.booleanMaskAsync, { tensor: floats(2, 3), mask: bools([1, 0, 1]), axis: 1 });
op('Unique', tf.unique, { x: ints([3, 1, 3, 2, 1]) });
op('Unique', tf.unique, { x: strings(['b', 'a', 'b']) });
op('TopK', tf.topk, { x: floats(2, 5), k: 3 });
op('InTopKAsync', tf.inTopKAsync, { predictions: floats(3, 4), targets: ints([0, 1, 3]), k: 2 });
op('Setdiff1DAsync', tf.setdiff1dAsync, { x: ints([1, 2, 3, 4, 4, 6]), y: ints([1, 3, 5]) });
op('SearchSorted', (s, v) => tf.searchSorted(s, v, 'right'), {
  sortedSequence: tf.tensor([
    [0, 3, 9, 9, 10],
    [1, 2, 3, 4, 5],
  ]),
  values: tf.tensor([
    [2, 4, 9],
    [0, 2, 6],
  ]),
  side: 'Right',
});
op('LowerBound', tf.lowerBound, { sortedSequence: tf.tensor([0, 3, 9, 9, 10]), values: tf.tensor([2, 4, 9]) });
op('UpperBound', tf.upperBound, { sortedSequence: tf.tensor([0, 3, 9, 9, 10]), values: tf.tensor([2, 4, 9]) });
op('ScatterND', tf.scatterND, { indices: ints([4, 3, 1, 7], [4, 1]), updates: floats(4), shape: [8] });
op('TensorScatterUpdate', tf.tensorScatterUpdate, {
  tensor: floats(5),
  indices: ints([4, 1], [2, 1]),
  updates: floats(2),
});
op('SparseToDense', tf.sparseToDense, {
  sparseIndices: ints([1, 3]),
  sparseValues: floats(2),
  outputShape: [5],
  defaultValue: scalar(-1),
});
op('SparseToDense', tf.sparseToDense, {
  sparseIndices: ints([0, 1, 1, 2], [2, 2]),
  sparseValues: ints([7, 8]),
  outputShape: [2, 3],
});
op('UnsortedSegmentSum', tf.unsortedSegmentSum, { x: floats(4, 2), segmentIds: ints([1, 2, 0, 1]), numSegments: 3 });
op('Split', tf.split, { x: floats(2, 6), numOrSizeSplits: 3, axis: 1 });
op('Split', tf.split, { x: floats(2, 6), numOrSizeSplits: [1, -1, 2], axis: 1 });

op('Conv1D', (x, filter, stride, pad) => tf.conv1d(x, filter, stride, pad), {
  x: floats(1, 6, 2),
  filter: floats(3, 2, 3),
  stride: 2,
  pad: 'same',
});
op('Conv2D', tf.conv2d, { x: floats(5, 5, 2), filter: floats(3, 3, 2, 3), strides: [2, 2], pad: 'same' });
op('Conv2D', tf.conv2d, {
  x: floats(1, 2, 5, 5),
  filter: floats(3, 3, 2, 3),
  strides: [1, 1],
  pad: 1,
  dataFormat: 'NCHW',
  dilations: [1, 1],
  dimRoundingMode: 'floor',
});
op('Conv2D', tf.conv2d, {
  x: floats(1, 5, 5, 2),
  filter: floats(2, 2, 2, 1),
  strides: [1, 1],
  pad: 'valid',
  dataFormat: 'NHWC',
  dilations: [2, 1],
});
op('DepthwiseConv2D', tf.depthwiseConv2d, {
  x: floats(1, 5, 5, 2),
  filter: floats(3, 3, 2, 2),
  strides: [1, 1],
  pad: 'same',
});
op('SeparableConv2D', tf.separableConv2d, {
  x: floats(5, 5, 2),
  depthwiseFilter: floats(3, 3, 2, 2),
  pointwiseFilter: floats(1, 1, 4, 3),
  strides: [2, 2],
  pad: 'valid',
});
op('Conv2DTranspose', tf.conv2dTranspose, {
  x: floats(1, 2, 2, 3),
  filter: floats(3, 3, 2, 3),
  outputShape: [1, 4, 4, 2],
  strides: [2, 2],
  pad: 'same',
});
op('Conv2DTranspose', tf.conv2dTranspose, {
  x: floats(2, 2, 3),
  filter: floats(3, 3, 2, 3),
  outputShape: [4, 4, 2],
  strides: [2, 2],
  pad: 'same',
});
op('Conv3D', tf.conv3d, { x: floats(1, 3, 4, 4, 2), filter: floats(2, 2, 2, 2, 2), strides: [1, 2, 2], pad: 'same' });
op('Conv3DTranspose', tf.conv3dTranspose, {
  x: floats(1, 2, 2, 2, 2),
  filter: floats(2, 2, 2, 3, 2),
  outputShape: [1, 4, 4, 4, 3],
  strides: [2, 2, 2],
  pad: 'same',
});
op('Dilation2D', tf.dilation2d, { x: floats(5, 5, 2), filter: floats(3, 3, 2), strides: [1, 1], pad: 'same' });
op('AvgPool', tf.avgPool, { x: floats(5, 5, 2), filterSize: [3, 2], strides: [2, 2], pad: 'same' });
op('MaxPool', tf.maxPool, {
  x: floats(1, 5, 5, 2),
  filterSize: [3, 3],
  strides: [2, 2],
  pad: 1,
  dimRoundingMode: 'ceil',
});
op('MaxPool', tf.maxPool, {
  x: ints([...Array(16).keys()], [4, 4, 1]),
  filterSize: [2, 2],
  strides: [2, 2],
  pad: 'valid',
});
op('AvgPool3D', tf.avgPool3d, { x: floats(3, 4, 4, 2), filterSize: [2, 2, 2], strides: [1, 1, 1], pad: 'valid' });
op('MaxPool3D', tf.maxPool3d, { x: floats(1, 3, 4, 4, 2), filterSize: [2, 2, 2], strides: [2, 2, 2], pad: 'same' });
op('MaxPoolWithArgmax', tf.maxPoolWithArgmax, {
  x: floats(2, 4, 4, 1),
  filterSize: [2, 2],
  strides: [2, 2],
  pad: 'valid',
  includeBatchInIndex: true,
});
op('Pool', tf.pool, {
  input: floats(5, 5, 2),
  windowShape: [2, 2],
  poolingType: 'max',
  pad: 'same',
  dilations: [2, 2],
  strides: [1, 1],
});
op('Pool', tf.pool, {
  input: floats(1, 6, 6, 2),
  windowShape: [3, 2],
  poolingType: 'avg',
  pad: 'valid',
  dilations: [2, 1],
});
op('Pool', tf.pool, { input: floats(1, 6, 6, 2), windowShape: [3, 2], poolingType: 'avg', pad: 'same' });

op('BatchNorm', tf.batchNorm, {
  x: floats(2, 3, 4),
  mean: floats(4),
  variance: positive(4),
  offset: floats(4),
  scale: floats(4),
  varianceEpsilon: 0.01,
});
op('BatchNorm', tf.batchNorm, { x: floats(5), mean: floats(5), variance: positive(5) });
op('BatchNorm2D', tf.batchNorm2d, { x: floats(2, 4), mean: floats(4), variance: positive(4) });
op('BatchNorm4D', tf.batchNorm4d, { x: floats(1, 2, 2, 4), mean: floats(4), variance: positive(4), offset: floats(4) });
op(
  'LocalResponseNormalization',
  tf.localResponseNormalization,
  { x: floats(2, 2, 7), depthRadius: 2, bias: 1.5, alpha: 0.5, beta: 0.75 },
  { tolerance: 1e-4 },
);
op('Softmax', tf.softmax, { logits: floats(2, 5) });
op('LogSoftmax', tf.logSoftmax, { logits: floats(2, 5) });
op('Dropout', tf.dropout, { x: floats(3, 4), rate: 0.5, noiseShape: undefined, seed: 7 });
op('Dropout', tf.dropout, { x: floats(3, 4), rate: 0.25, noiseShape: [3, 1], seed: 7 });
op('MovingAverage', tf.movingAverage, { v: floats(3), x: floats(3), decay: scalar(0.5), step: scalar(2) });
op('BasicLSTMCell', tf.basicLSTMCell, {
  forgetBias: scalar(1),
  lstmKernel: floats(5, 8),
  lstmBias: floats(8),
  data: floats(1, 3),
  c: floats(1, 2),
  h: floats(1, 2),
});

op('Complex', tf.complex, { real: floats(3), imag: floats(3) });
op('Real', tf.real, { input: tf.complex(floats(3), floats(3)) });
op('Imag', tf.imag, { input: tf.complex(floats(3), floats(3)) });
op('Spectral.Fft', tf.spectral.fft, { input: tf.complex(floats(2, 6), floats(2, 6)) });
op('Spectral.Ifft', tf.spectral.ifft, { input: tf.complex(floats(2, 6), floats(2, 6)) });
op('Spectral.Rfft', tf.spectral.rfft, { input: floats(2, 6) });
op('Spectral.Rfft', tf.spectral.rfft, { input: floats(2, 6), fftLength: 9 });
op('Spectral.Rfft', tf.spectral.rfft, { input: floats(2, 6), fftLength: 4 });
op('Spectral.Irfft', tf.spectral.irfft, { input: tf.complex(floats(2, 4), floats(2, 4)) });
op('Spectral.Irfft', tf.spectral.irfft, { input: tf.complex(floats(2, 3, 4), floats(2, 3, 4)) });
op('Signal.Frame', tf.signal.frame, { signal: floats(10), frameLength: 4, frameStep: 3 });
op('Signal.Frame', tf.signal.frame, { signal: floats(10), frameLength: 4, frameStep: 3, padEnd: true, padValue: 9 });
op('Signal.HammingWindow', tf.signal.hammingWindow, { windowLength: 7 });
op('Signal.HannWindow', tf.signal.hannWindow, { windowLength: 8 });
op('Signal.Stft', tf.signal.stft, { signal: floats(16), frameLength: 6, frameStep: 3 });

op('Zeros', tf.zeros, { shape: [2, 2], dtype: 'int32' });
op('Ones', tf.ones, { shape: [3], dtype: 'complex64' });
op('Fill', tf.fill, { shape: [2, 2], value: 2.5 });
op('ZerosLike', tf.zerosLike, { x: ints([1, 2]) });
op('OnesLike', tf.onesLike, { x: bools([0, 1]) });
op('Range', tf.range, { start: 5, stop: 1, step: -2 });
op('Range', tf.range, { start: 0, stop: 4, step: 1, dtype: 'int32' });
op('Linspace', tf.linspace, { start: 0, stop: 9, num: 4 });
op('Eye', tf.eye, { numRows: 2, numColumns: 3, batchShape: [2] });
op('OneHot', tf.oneHot, { indices: ints([0, 2, -1]), depth: 3 });
op('OneHot', tf.oneHot, { indices: ints([0, 2]), depth: 3, onValue: 5, offValue: -1, dtype: 'float32' });
op('RandomUniform', tf.randomUniform, { shape: [7], minval: -2, maxval: 3, dtype: 'float32', seed: 42 });
op('RandomUniform', tf.randomUniform, { shape: [7], minval: 0, maxval: 30, dtype: 'int32', seed: 0.125 });
op('RandomUniformInt', tf.randomUniformInt, { shape: [7], minval: -9, maxval: 9, seed: 3 });
op('RandomNormal', tf.randomNormal, { shape: [9], mean: 1, stdDev: 2, dtype: 'float32', seed: 11 });
op('RandomNormal', tf.randomNormal, { shape: [9], mean: 1, stdDev: 4, dtype: 'int32', seed: 11 });
op('RandomStandardNormal', tf.randomStandardNormal, { shape: [3], dtype: 'float32', seed: 5 });
op('TruncatedNormal', tf.truncatedNormal, { shape: [20], mean: 0, stdDev: 1, dtype: 'float32', seed: 1234.5 });
op('RandomGamma', tf.randomGamma, { shape: [6], alpha: 2, beta: 3, dtype: 'float32', seed: 4 });
op('RandomGamma', tf.randomGamma, { shape: [6], alpha: 0.5, beta: 1, dtype: 'float32', seed: 4 });
op('Multinomial', tf.multinomial, { logits: floats(2, 4), numSamples: 6, seed: 9 });
op('Multinomial', tf.multinomial, { logits: tf.tensor([0.25, 0.5, 0.25]), numSamples: 6, seed: 9, normalized: true });

op('Image.ResizeBilinear', tf.image.resizeBilinear, { images: floats(3, 3, 2), size: [5, 4] });
op('Image.ResizeBilinear', tf.image.resizeBilinear, {
  images: floats(1, 3, 3, 2),
  size: [5, 4],
  alignCorners: false,
  halfPixelCenters: true,
});
op('Image.ResizeNearestNeighbor', tf.image.resizeNearestNeighbor, {
  images: floats(3, 3, 2),
  size: [5, 4],
  alignCorners: true,
});
op(
  'Image.CropAndResize',
  (image, boxes, boxInd, size) => tf.image.cropAndResize(image, boxes, boxInd, size, 'nearest', -1),
  {
    image: floats(1, 4, 4, 2),
    boxes: tf.tensor([
      [0, 0, 1, 1],
      [0.25, -0.5, 0.75, 1.5],
    ]),
    boxInd: ints([0, 0]),
    cropSize: [3, 3],
    method: 'Nearest',
    extrapolationValue: -1,
  },
);
op('Image.FlipLeftRight', tf.image.flipLeftRight, { image: floats(1, 2, 3, 2) });
op('Image.RotateWithOffset', tf.image.rotateWithOffset, { image: floats(1, 4, 4, 3), radians: 0.5, fillValue: 0.25 });
op('Image.RotateWithOffset', tf.image.rotateWithOffset, {
  image: floats(1, 4, 4, 3),
  radians: -1,
  fillValue: [1, 2, 3],
  center: [0.25, 0.75],
});
op(
  'Image.Transform',
  (image, transforms, i, m, value, shape) => tf.image.transform(image, transforms, 'bilinear', 'reflect', value, shape),
  {
    image: floats(1, 4, 4, 1),
    transforms: tf.tensor([[1, 0.25, -1, 0, 1, 0.5, 0, 0]]),
    interpolation: 'Bilinear',
    fillMode: 'Reflect',
    fillValue: 0,
    outputShape: [3, 5],
  },
);
op('Image.Transform', (image, transforms) => tf.image.transform(image, transforms), {
  image: floats(1, 4, 4, 1),
  transforms: tf.tensor([[1, 0.25, -1, 0, 1, 0.5, 0, 0]]),
});
op('Image.GrayscaleToRGB', tf.image.grayscaleToRGB, { image: floats(2, 2, 1) });
op('Image.RgbToGrayscale', tf.image.rgbToGrayscale, { image: floats(2, 2, 3) });
op('Image.RgbToGrayscale', tf.image.rgbToGrayscale, { image: ints([10, 20, 30, 200, 100, 50], [1, 2, 3]) });
const pixels = ints(
  Array.from({ length: 75 }, () => random.int(0, 255)),
  [5, 5, 3],
);
op('Image.Threshold', tf.image.threshold, { image: pixels });
op('Image.Threshold', tf.image.threshold, { image: pixels, method: 'otsu', inverted: true });
op('Image.Threshold', tf.image.threshold, {
  image: ints([0, 100, 200, 255], [2, 2, 1]),
  method: 'binary',
  inverted: false,
  threshValue: 0.75,
});
const boxes = tf.tensor([
  [0, 0, 1, 1],
  [0, 0.1, 1, 1.1],
  [0, -0.1, 1, 0.9],
  [0, 10, 1, 11],
  [0, 10.1, 1, 11.1],
  [0, 100, 1, 101],
]);
const scores = tf.tensor([0.9, 0.75, 0.6, 0.95, 0.5, 0.3]);
op('Image.NonMaxSuppression', tf.image.nonMaxSuppression, { boxes, scores, maxOutputSize: 100 });
op('Image.NonMaxSuppressionPadded', tf.image.nonMaxSuppressionPadded, {
  boxes,
  scores,
  maxOutputSize: 5,
  iouThreshold: 0.5,
  scoreThreshold: 0,
  padToMaxOutputSize: true,
});
op('Image.NonMaxSuppressionWithScore', tf.image.nonMaxSuppressionWithScore, {
  boxes,
  scores,
  maxOutputSize: 6,
  iouThreshold: 1,
  scoreThreshold: 0,
  softNmsSigma: 0.5,
});

const labels = tf.tensor([
  [1, 0, 0],
  [0, 1, 0],
]);
const predictions = tf.sigmoid(floats(2, 3));
const reductions = [undefined, 'Sum', 'Mean', 'None'];
const reduced = { Sum: tf.Reduction.SUM, Mean: tf.Reduction.MEAN, None: tf.Reduction.NONE };
for (const reduction of reductions) {
  const by = reduced[reduction];
  for (const weights of [undefined, floats(2, 1)]) {
    const told = reduction === undefined ? {} : { reduction };
    op('Losses.AbsoluteDifference', (l, p, w) => tf.losses.absoluteDifference(l, p, w, by), {
      labels,
      predictions,
      weights,
      ...told,
    });
    op('Losses.ComputeWeightedLoss', (l, w) => tf.losses.computeWeightedLoss(l, w, by), {
      losses: predictions,
      weights,
      ...told,
    });
    op('Losses.MeanSquaredError', (l, p, w) => tf.losses.meanSquaredError(l, p, w, by), {
      labels,
      predictions,
      weights,
      ...told,
    });
  }
  op('Losses.HingeLoss', (l, p, w) => tf.losses.hingeLoss(l, p, w, by), {
    labels,
    predictions,
    weights: floats(2, 3),
    ...(reduction && { reduction }),
  });
}
op('Losses.CosineDistance', tf.losses.cosineDistance, { labels, predictions, axis: 1 });
op('Losses.HuberLoss', tf.losses.huberLoss, { labels, predictions, weights: undefined, delta: 0.5 });
op('Losses.LogLoss', tf.losses.logLoss, { labels, predictions });
op('Losses.SigmoidCrossEntropy', tf.losses.sigmoidCrossEntropy, {
  multiClassLabels: labels,
  logits: floats(2, 3),
  weights: undefined,
  labelSmoothing: 0.25,
});
op('Losses.SoftmaxCrossEntropy', tf.losses.softmaxCrossEntropy, { onehotLabels: labels, logits: floats(2, 3) });
op('Losses.SoftmaxCrossEntropy', tf.losses.softmaxCrossEntropy, {
  onehotLabels: labels,
  logits: floats(2, 3),
  weights: undefined,
  labelSmoothing: 0.25,
});

op('Linalg.BandPart', tf.linalg.bandPart, { a: floats(2, 3, 4), numLower: 1, numUpper: -1 });
op('Linalg.GramSchmidt', tf.linalg.gramSchmidt, { xs: floats(3, 4) }, { tolerance: 1e-4 });
for (const shape of [
  [3, 3],
  [4, 2],
  [2, 3],
  [2, 3, 3],
]) {
  op('Linalg.Qr', tf.linalg.qr, { x: floats(...shape) }, { tolerance: 1e-4 });
}
op('Linalg.Qr', tf.linalg.qr, { x: floats(4, 2), fullMatrices: true }, { tolerance: 1e-4 });

const activations = {
  Linear: 'linear',
  Relu: 'relu',
  Relu6: 'relu6',
  Prelu: 'prelu',
  LeakyRelu: 'leakyrelu',
  Sigmoid: 'sigmoid',
  Elu: 'elu',
};
for (const [activation, word] of Object.entries(activations)) {
  const weights = word === 'prelu' ? floats(3) : undefined;
  const alpha = word === 'leakyrelu' ? { leakyreluAlpha: 0.25 } : {};
  const fused = (run, filterName) => (x, filter, strides, pad, bias, a, preluActivationWeights, leakyreluAlpha) =>
    run({ x, filter, strides, pad, bias, activation: word, preluActivationWeights, leakyreluAlpha });
  op('Fused.Conv2D', fused(tf.fused.conv2d), {
    x: floats(4, 4, 2),
    filter: floats(3, 3, 2, 3),
    strides: [1, 1],
    pad: 'same',
    bias: floats(3),
    activation,
    preluActivationWeights: weights,
    ...alpha,
  });
  op('Fused.DepthwiseConv2D', fused(tf.fused.depthwiseConv2d), {
    x: floats(1, 4, 4, 3),
    filter: floats(3, 3, 3, 1),
    strides: [1, 1],
    pad: 'valid',
    bias: floats(3),
    activation,
    preluActivationWeights: weights,
    ...alpha,
  });
  op(
    'Fused.MatMul',
    (a, b, bias, _, preluActivationWeights, leakyreluAlpha) =>
      tf.fused.matMul({ a, b, bias, activation: word, preluActivationWeights, leakyreluAlpha }),
    { a: floats(2, 4), b: floats(4, 3), bias: floats(3), activation, preluActivationWeights: weights, ...alpha },
  );
}

const sparse = {
  indices: ints([0, 0, 2, 1, 2, 2], [3, 2]),
  values: floats(3),
  denseShape: ints([4, 3]),
  defaultValue: scalar(-1),
};
op('Sparse.SparseFillEmptyRows', tf.sparse.sparseFillEmptyRows, sparse);
op('Sparse.SparseReshape', tf.sparse.sparseReshape, {
  inputIndices: ints([0, 0, 0, 0, 1, 2], [2, 3]),
  inputShape: ints([2, 3, 6]),
  newShape: ints([9, -1]),
});
op('Sparse.SparseSegmentMean', tf.sparse.sparseSegmentMean, {
  data: floats(3, 2),
  indices: ints([0, 2, 1]),
  segmentIds: ints([0, 0, 2]),
});
op('Sparse.SparseSegmentSum', tf.sparse.sparseSegmentSum, {
  data: floats(3, 2),
  indices: ints([0, 2, 1]),
  segmentIds: ints([0, 0, 2]),
});
op('RaggedGather', tf.raggedGather, {
  paramsNestedSplits: [ints([0, 3, 3, 5])],
  paramsDenseValues: floats(5),
  indices: ints([2, 0]),
  outputRaggedRank: 1,
});
op('RaggedRange', tf.raggedRange, { starts: ints([0, 5, 8]), limits: ints([8, 7, 8]), deltas: ints([2, 1, 1]) });
op('RaggedTensorToTensor', tf.raggedTensorToTensor, {
  shape: ints([-1, 4]),
  values: floats(5),
  defaultValue: scalar(9),
  rowPartitionTensors: [ints([0, 3, 3, 5])],
  rowPartitionTypes: ['ROW_SPLITS'],
});

const words = [
  '',
  'a',
  'hello',
  'hello world',
  'tensorflow',
  'x'.repeat(20),
  'ab'.repeat(20),
  'long '.repeat(15),
  'longer '.repeat(40),
  'ä€😀',
];
op('String.StringToHashBucketFast', tf.string.stringToHashBucketFast, { input: strings(words), numBuckets: 1000003 });
op('String.StringSplit', tf.string.stringSplit, {
  input: strings(['hello world', ' a  b c', '']),
  delimiter: scalar(' ', 'string'),
});
op('String.StringSplit', tf.string.stringSplit, {
  input: strings([' a,b']),
  delimiter: scalar(', ', 'string'),
  skipEmpty: false,
});
op('String.StringNGrams', (...args) => tf.string.stringNGrams(...args), {
  data: strings(['a', 'b', 'c', 'd', 'e', 'f']),
  dataSplits: ints([0, 4, 6]),
  separator: '|',
  nGramWidths: [2, 3],
  leftPad: 'LP',
  rightPad: 'RP',
  padWidth: -1,
  preserveShortSequences: false,
});
op('String.StringNGrams', (...args) => tf.string.stringNGrams(...args), {
  data: strings(['a', 'b', 'c']),
  dataSplits: ints([0, 2, 3]),
  separator: '',
  nGramWidths: [3],
  leftPad: '',
  rightPad: '',
  padWidth: 0,
  preserveShortSequences: true,
});
op('String.StaticRegexReplace', tf.string.staticRegexReplace, {
  input: strings(['a1b22', 'c']),
  pattern: '([a-z])(\\d)',
  rewrite: '$2-$1',
});
op('String.StaticRegexReplace', tf.string.staticRegexReplace, {
  input: strings(['aaa']),
  pattern: 'a',
  rewrite: 'b',
  replaceGlobal: false,
});
