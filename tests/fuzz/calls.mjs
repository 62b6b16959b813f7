// For each kernel a function that makes a call, mostly a right one: its inputs, as descriptions, and its attributes.
import { backend_util } from '@tensorflow/tfjs-core';
import { sizeOf } from './random.mjs';

const numbers = ['float32', 'int32'];
const reals = ['float32', 'int32', 'bool'];
const all = [...reals, 'complex64'];

const unary =
  (dtypes = ['float32', 'float32', 'int32']) =>
  (r) => ({ inputs: { x: r.tensor(r.pick(dtypes), r.shape()) } });

const binary =
  (dtypes = numbers) =>
  (r) => {
    const dtype = r.pick(dtypes);
    const shape = r.shape();
    const [a, b] = r.shuffled([shape, r.partner(shape)]);
    return { inputs: { a: r.tensor(dtype, a), b: r.tensor(dtype, b) } };
  };

const axis = (r, rank) => r.int(-rank, rank - 1);
const axes = (r, rank) => r.shuffled([...Array(rank).keys()]).slice(0, r.int(0, rank));

const reduction =
  (dtypes, name = 'axis') =>
  (r) => {
    const x = r.tensor(r.pick(dtypes), r.shape(1));
    return { inputs: { x }, attrs: { [name]: axes(r, x.shape.length), keepDims: r.chance(0.5) } };
  };

const best = (r) => {
  const x = r.tensor(r.pick(numbers), r.shape(1));
  return { inputs: { x }, attrs: { axis: r.int(0, x.shape.length - 1) } };
};

const scan = (r) => {
  const x = r.tensor(r.pick(numbers), r.shape(1));
  const attrs = { axis: r.int(0, x.shape.length - 1), exclusive: r.chance(0.5), reverse: r.chance(0.5) };
  return { inputs: { x }, attrs };
};

const image = (r, channels = r.pick([1, 2, 3, 4, 5, 8, 9])) => [r.int(1, 2), r.int(1, 7), r.int(1, 7), channels];
const volume = (r) => [r.int(1, 2), r.int(1, 4), r.int(1, 5), r.int(1, 4), r.pick([1, 2, 3, 5])];
const padding = (r) =>
  r.pick(['same', 'valid', 'same', 'valid', 0, 1, [[0, 0], r.ints(2, 0, 2), r.ints(2, 0, 2), [0, 0]]]);
const rounding = (pad, r) => (typeof pad === 'string' ? undefined : r.pick(['floor', 'round', 'ceil']));
const steps = (r, count = 2) => (r.chance(0.6) ? Array(count).fill(1) : r.ints(count, 1, 3));
// finite: a zero of the padding times an infinite weight is NaN in a matrix product, and nothing where padding is skipped
const float = (r, shape) => r.tensor('float32', shape, false);

/** What tfjs computes of a window; nothing where the window does not fit. */
function fitting(compute) {
  const info = compute();
  return info.outShape.every((dim) => dim >= 0 && Number.isInteger(dim)) && info;
}

function pool(r, dimensions) {
  const shape = dimensions === 2 ? image(r) : volume(r);
  const filterSize = r.ints(dimensions, 1, 3);
  const strides = steps(r, dimensions);
  const pad = dimensions === 2 ? padding(r) : r.pick(['same', 'valid', 0, 1]);
  const dimRoundingMode = rounding(pad, r);
  const compute = dimensions === 2 ? backend_util.computePool2DInfo : backend_util.computePool3DInfo;
  const ones = Array(dimensions).fill(1);
  const info = fitting(() => compute(shape, filterSize, strides, ones, pad, dimRoundingMode));
  const attrs = { filterSize, strides, pad, dimRoundingMode };
  return (
    info && { shape, attrs: dimensions === 3 ? { ...attrs, dataFormat: 'NDHWC' } : attrs, outShape: info.outShape }
  );
}

const pooling = (dimensions) => (r) => {
  const call = pool(r, dimensions);
  return call && { inputs: { x: r.tensor(r.pick(numbers), call.shape) }, attrs: call.attrs };
};

const poolGradient = (dimensions, isMax) => (r) => {
  const call = pool(r, dimensions);
  if (!call || call.attrs.dimRoundingMode === 'ceil' || call.attrs.dimRoundingMode === 'round') {
    return undefined;
  }
  const input = float(r, call.shape);
  const inputs = { dy: float(r, call.outShape), input };
  return { inputs: isMax ? { ...inputs, output: float(r, call.outShape) } : inputs, attrs: call.attrs };
};

function convolution(r, { isDepthwise = false, isDilated = true, formats = ['NHWC', 'NHWC', 'NCHW'] } = {}) {
  const [batch, height, width, channels] = image(r);
  const filters = isDepthwise ? r.int(1, 3) : r.pick([1, 2, 4, 7, 8, 9, 17]);
  const filter = [r.int(1, 3), r.int(1, 3), channels, filters];
  const dataFormat = r.pick(formats);
  const shape = dataFormat === 'NHWC' ? [batch, height, width, channels] : [batch, channels, height, width];
  const strides = steps(r);
  const dilations = isDilated && strides.every((step) => step === 1) ? steps(r) : [1, 1];
  const chosen = padding(r);
  const pad = Array.isArray(chosen) && dataFormat === 'NCHW' ? [[0, 0], [0, 0], chosen[1], chosen[2]] : chosen;
  const dimRoundingMode = rounding(pad, r);
  const format = backend_util.convertConv2DDataFormat(dataFormat);
  const info = fitting(() =>
    backend_util.computeConv2DInfo(shape, filter, strides, dilations, pad, dimRoundingMode, isDepthwise, format),
  );
  return (
    info && { shape, filter, outShape: info.outShape, attrs: { strides, pad, dataFormat, dilations, dimRoundingMode } }
  );
}

const convolving = (options) => (r) => {
  const call = convolution(r, options);
  return call && { inputs: { x: float(r, call.shape), filter: float(r, call.filter) }, attrs: call.attrs };
};

const fused = (options) => (r) => {
  const call = convolution(r, { ...options, formats: ['NHWC'] });
  if (!call) {
    return undefined;
  }
  const activation = r.pick(['linear', 'relu', 'relu6', 'prelu', 'leakyrelu', 'sigmoid', 'elu']);
  const channels = call.outShape[3];
  const bias = r.chance(0.6) ? float(r, r.pick([[channels], [1]])) : undefined;
  const preluActivationWeights = activation === 'prelu' ? float(r, [1, 1, channels]) : undefined;
  const inputs = { x: float(r, call.shape), filter: float(r, call.filter), bias, preluActivationWeights };
  return { inputs, attrs: { ...call.attrs, activation, leakyreluAlpha: 0.25 } };
};

const inputGradient = (options) => (r) => {
  const call = convolution(r, { ...options, isDilated: false });
  if (!call) {
    return undefined;
  }
  const inputs = { dy: float(r, call.outShape), filter: float(r, call.filter) };
  return { inputs, attrs: { ...call.attrs, inputShape: call.shape } };
};

const filterGradient = (options) => (r) => {
  // cpu's gradients leave dilations out of account
  const call = convolution(r, { ...options, isDilated: false });
  if (!call) {
    return undefined;
  }
  const inputs = { x: float(r, call.shape), dy: float(r, call.outShape) };
  return { inputs, attrs: { ...call.attrs, filterShape: call.filter } };
};

function convolution3D(r, isDilated) {
  const shape = volume(r);
  const filter = [...r.ints(3, 1, 3), shape[4], r.pick([1, 2, 9])];
  const strides = steps(r, 3);
  const dilations = isDilated && strides.every((step) => step === 1) ? steps(r, 3) : [1, 1, 1];
  const pad = r.pick(['same', 'valid']);
  const info = fitting(() => backend_util.computeConv3DInfo(shape, filter, strides, dilations, pad));
  return info && { shape, filter, outShape: info.outShape, attrs: { strides, pad, dilations, dataFormat: 'NDHWC' } };
}

function dilation(r, withGradient) {
  const shape = image(r);
  const filter = [r.int(1, 3), r.int(1, 3), shape[3]];
  const strides = steps(r);
  const dilations = steps(r);
  const pad = r.pick(['same', 'valid']);
  const info = fitting(() => backend_util.computeDilation2DInfo(shape, filter, strides, pad, 'NHWC', dilations));
  if (!info) {
    return undefined;
  }
  const inputs = { x: float(r, shape), filter: float(r, filter) };
  const attrs = { strides, pad, dilations };
  return { inputs: withGradient ? { ...inputs, dy: float(r, info.outShape) } : inputs, attrs };
}

const resize = (r) => {
  const attrs = { size: r.ints(2, 1, 6), alignCorners: r.chance(0.5), halfPixelCenters: false };
  attrs.halfPixelCenters = !attrs.alignCorners && r.chance(0.5);
  return { inputs: { images: r.tensor(r.pick(numbers), image(r), false) }, attrs };
};

const resizeGradient = (r) => {
  // cpu's bilinear one mixes up height and width where they differ, the other one the images of a batch, and that
  // walks for ever from a single aligned pixel
  const [, side, , channels] = image(r);
  const dy = float(r, [1, r.int(1, 6), r.int(1, 6), channels]);
  const inputs = { images: float(r, [1, side, side, channels]), dy };
  return { inputs, attrs: { alignCorners: side > 1 && r.chance(0.5) } };
};

const suppression = (more) => (r) => {
  const count = r.int(0, 12);
  const corners = () => [r.next(), r.next(), r.next(), r.next()].map(Math.fround);
  const boxes = { dtype: 'float32', shape: [count, 4], values: Array.from({ length: count }, corners).flat() };
  // few scores, so that some are equal
  const scores = { dtype: 'float32', shape: [count], values: Array.from({ length: count }, () => r.int(0, 5) / 8) };
  const attrs = {
    maxOutputSize: r.int(0, 12),
    iouThreshold: r.pick([0, 0.3, 0.5, 1]),
    scoreThreshold: r.pick([0, 0.2, 0.5]),
  };
  return { inputs: { boxes, scores }, attrs: { ...attrs, ...more(r) } };
};

const scatterShape = (r) => {
  const shape = r.shape(1, 4).map((dim) => Math.max(dim, 1));
  const depth = r.int(1, shape.length);
  const outer = r.ints(r.int(1, 2), 1, 4);
  const values = Array.from({ length: sizeOf(outer) }, () => shape.slice(0, depth).map((dim) => r.int(0, dim - 1)));
  const indices = { dtype: 'int32', shape: [...outer, depth], values: values.flat() };
  if (r.chance(0.05) && indices.values.length > 0) {
    indices.values[0] = r.pick([-1, 99]);
  }
  return { shape, indices, updates: [...outer, ...shape.slice(depth)] };
};

const ascending = (r, count, most) => r.ints(count, 0, most).sort((a, b) => a - b);
const vector = (values, dtype = 'int32') => ({ dtype, shape: [values.length], values });

const splits = (r, rows, most) => vector([0, ...ascending(r, rows, most)]);

/** Those of one kind for one function, the rest for themselves. */
export const calls = {
  Add: binary(all),
  Multiply: binary(all),
  Sub: binary(all),
  Maximum: binary(),
  Minimum: binary(),
  SquaredDifference: binary(),
  RealDiv: binary(['float32']),
  Mod: binary(),
  Pow: binary(['float32']),
  FloorDiv: binary(),
  Atan2: binary(['float32']),
  BitwiseAnd: binary(['int32']),
  Equal: binary(reals),
  NotEqual: binary(reals),
  Less: binary(),
  LessEqual: binary(),
  Greater: binary(),
  GreaterEqual: binary(),
  LogicalAnd: binary(['bool']),
  LogicalOr: binary(['bool']),
  LogicalXor: binary(['bool']),

  ...Object.fromEntries(
    [
      'Abs',
      'Neg',
      'Sign',
      'Square',
      'Relu',
      'Relu6',
      'Floor',
      'Ceil',
      'Round',
      'Exp',
      'Expm1',
      'Log',
      'Log1p',
      'Sqrt',
      'Rsqrt',
      'Reciprocal',
      'Sin',
      'Cos',
      'Tan',
      'Asin',
      'Acos',
      'Atan',
      'Sinh',
      'Cosh',
      'Tanh',
      'Asinh',
      'Acosh',
      'Atanh',
      'Sigmoid',
      'Softplus',
      'Erf',
      'Elu',
      'Selu',
      'IsNan',
      'IsInf',
      'IsFinite',
    ].map((name) => [name, unary(['float32'])]),
  ),
  ...Object.fromEntries(
    ['Abs', 'Neg', 'Sign', 'Square', 'Relu', 'Relu6', 'Floor', 'Ceil', 'Round'].map((name) => [name, unary()]),
  ),
  LogicalNot: unary(['bool']),
  Identity: unary(all),
  ZerosLike: unary(all),
  OnesLike: unary(all),
  ComplexAbs: unary(['complex64']),
  Diag: (r) => ({ inputs: { x: r.tensor(r.pick(reals), r.shape(0, 3)) } }),
  ClipByValue: (r) => ({ ...unary(numbers)(r), attrs: { clipValueMin: r.int(-3, 0), clipValueMax: r.int(0, 3) } }),
  LeakyRelu: (r) => ({ ...unary(['float32'])(r), attrs: { alpha: r.pick([0.2, 0, 1.5, -1]) } }),
  Step: (r) => ({ ...unary(['float32'])(r), attrs: { alpha: r.pick([0, 0.5, -2]) } }),
  EluGrad: (r) => {
    const shape = r.shape();
    return { inputs: { dy: r.tensor('float32', shape), y: r.tensor('float32', shape) } };
  },
  Prelu: (r) => {
    const shape = r.shape();
    return { inputs: { x: r.tensor('float32', shape), alpha: r.tensor('float32', r.partner(shape)) } };
  },
  Cast: (r) => ({ inputs: { x: r.tensor(r.pick(all), r.shape(), false) }, attrs: { dtype: r.pick(all) } }),
  AddN: (r) => {
    const shape = r.shape();
    const dtype = r.pick(numbers);
    return { inputs: Array.from({ length: r.int(1, 4) }, () => r.tensor(dtype, shape)) };
  },
  Softmax: (r) => {
    const logits = float(r, r.shape(1));
    return { inputs: { logits }, attrs: { dim: logits.shape.length - 1 } };
  },

  Sum: reduction(reals),
  Prod: reduction(reals),
  Mean: reduction(numbers),
  Max: reduction(numbers, 'reductionIndices'),
  Min: reduction(numbers),
  Any: reduction(['bool']),
  All: reduction(['bool']),
  ArgMax: best,
  ArgMin: best,
  Cumsum: scan,
  Cumprod: scan,
  Bincount: (r) => {
    const x = r.indices([r.int(0, 12)], 6, false);
    const weights = r.chance(0.5) ? float(r, x.shape) : vector([], 'float32');
    return { inputs: { x, weights }, attrs: { size: r.int(1, 8) } };
  },
  DenseBincount: (r) => {
    const x = r.indices(r.chance(0.5) ? [r.int(0, 9)] : [r.int(1, 3), r.int(0, 5)], 6, false);
    const weights = r.chance(0.5) ? float(r, x.shape) : vector([], 'float32');
    return { inputs: { x, weights }, attrs: { size: r.int(1, 8), binaryOutput: r.chance(0.5) } };
  },
  UnsortedSegmentSum: (r) => {
    const x = r.tensor('float32', r.shape(1), false);
    const numSegments = r.int(1, 5);
    return { inputs: { x, segmentIds: vector(r.ints(x.shape[0], -1, numSegments)) }, attrs: { numSegments } };
  },

  Concat: (r) => {
    const shape = r.shape(1);
    const at = r.int(0, shape.length - 1);
    const dtype = r.pick(all);
    const piece = () =>
      r.tensor(
        dtype,
        shape.map((dim, i) => (i === at ? r.dim() : dim)),
      );
    return { inputs: Array.from({ length: r.int(1, 4) }, piece), attrs: { axis: at } };
  },
  Pack: (r) => {
    const shape = r.shape(0, 5);
    const dtype = r.pick(reals);
    return {
      inputs: Array.from({ length: r.int(1, 4) }, () => r.tensor(dtype, shape)),
      attrs: { axis: r.int(0, shape.length) },
    };
  },
  Unpack: (r) => {
    const value = r.tensor(r.pick(reals), r.shape(1));
    return { inputs: { value }, attrs: { axis: axis(r, value.shape.length) } };
  },
  SplitV: (r) => {
    const parts = r.ints(r.int(1, 3), 0, 3);
    const total = parts.reduce((sum, part) => sum + part, 0);
    const shape = r.shape(1, 4);
    const at = r.int(0, shape.length - 1);
    shape[at] = total;
    const isEven = r.chance(0.4) && total > 0;
    const given = isEven ? r.pick([1, total]) : r.chance(0.3) ? parts.map((part, i) => (i === 0 ? -1 : part)) : parts;
    return { inputs: { x: r.tensor(r.pick(reals), shape) }, attrs: { numOrSizeSplits: given, axis: at } };
  },
  ExpandDims: (r) => {
    const input = r.tensor(r.pick(all), r.shape(0, 5));
    return { inputs: { input }, attrs: { dim: r.int(-input.shape.length - 1, input.shape.length) } };
  },
  Reshape: (r) => {
    const x = r.tensor(r.pick(all), r.shape());
    return {
      inputs: { x },
      attrs: {
        shape: r.chance(0.5) && sizeOf(x.shape) > 0 ? [-1, ...r.shuffled(x.shape).slice(1)] : r.shuffled(x.shape),
      },
    };
  },
  Transpose: (r) => {
    const x = r.tensor(r.pick(reals), r.shape());
    return { inputs: { x }, attrs: { perm: r.shuffled([...x.shape.keys()]) } };
  },
  Reverse: (r) => {
    const x = r.tensor(r.pick(reals), r.shape(1));
    return { inputs: { x }, attrs: { dims: axes(r, x.shape.length) } };
  },
  Tile: (r) => {
    const x = r.tensor(r.pick(reals), r.shape(0, 4));
    return { inputs: { x }, attrs: { reps: r.ints(x.shape.length, 0, 3) } };
  },
  PadV2: (r) => {
    const x = r.tensor(r.pick(numbers), r.shape(0, 4));
    return { inputs: { x }, attrs: { paddings: x.shape.map(() => r.ints(2, 0, 2)), constantValue: r.int(-2, 2) } };
  },
  MirrorPad: (r) => {
    const x = r.tensor(
      r.pick(numbers),
      r.shape(1, 4).map((dim) => dim + 2),
    );
    return {
      inputs: { x },
      attrs: { paddings: x.shape.map(() => r.ints(2, 0, 1)), mode: r.pick(['reflect', 'symmetric']) },
    };
  },
  Slice: (r) => {
    const x = r.tensor(r.pick(reals), r.shape(1));
    const begin = x.shape.map((dim) => r.int(0, dim));
    return {
      inputs: { x },
      attrs: { begin, size: x.shape.map((dim, i) => (r.chance(0.2) ? -1 : r.int(0, dim - begin[i]))) },
    };
  },
  StridedSlice: (r) => {
    const x = r.tensor(
      r.pick(reals),
      r.shape(1, 4).map((dim) => Math.max(dim, 1)),
    );
    const rank = x.shape.length;
    const strides = x.shape.map(() => r.pick([1, 1, 2, -1, -2]));
    const attrs = {
      begin: x.shape.map((dim) => r.int(-dim, dim - 1)),
      end: x.shape.map((dim) => r.int(-dim - 1, dim + 1)),
      strides,
    };
    const mask = () => (r.chance(0.3) ? r.int(0, (1 << rank) - 1) : 0);
    return {
      inputs: { x },
      attrs: { ...attrs, beginMask: mask(), endMask: mask(), ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 },
    };
  },
  GatherV2: (r) => {
    const x = r.tensor(
      r.pick(reals),
      r.shape(1, 4).map((dim) => Math.max(dim, 1)),
    );
    const at = r.int(0, x.shape.length - 1);
    return { inputs: { x, indices: r.indices(r.shape(0, 2), x.shape[at]) }, attrs: { axis: at, batchDims: 0 } };
  },
  GatherNd: (r) => {
    const { shape, indices } = scatterShape(r);
    return { inputs: { params: r.tensor(r.pick(reals), shape), indices } };
  },
  ScatterNd: (r) => {
    const { shape, indices, updates } = scatterShape(r);
    return { inputs: { indices, updates: r.tensor(r.pick(numbers), updates, false) }, attrs: { shape } };
  },
  TensorScatterUpdate: (r) => {
    const { shape, indices, updates } = scatterShape(r);
    const dtype = r.pick(numbers);
    return { inputs: { tensor: r.tensor(dtype, shape), indices, updates: r.tensor(dtype, updates) } };
  },
  SparseToDense: (r) => {
    const { shape, indices } = scatterShape(r);
    const depth = indices.shape[indices.shape.length - 1];
    const rows = sizeOf(indices.shape.slice(0, -1));
    const sparseIndices = { ...indices, shape: [rows, depth] };
    const inputs = { sparseIndices, sparseValues: float(r, r.chance(0.3) ? [] : [rows]), defaultValue: float(r, []) };
    return { inputs, attrs: { outputShape: shape.slice(0, depth) } };
  },
  OneHot: (r) => {
    const attrs = { depth: r.int(1, 5), onValue: r.int(-2, 3), offValue: r.int(-1, 1), dtype: r.pick(numbers) };
    return { inputs: { indices: r.indices(r.shape(0, 3), attrs.depth, r.chance(0.5)) }, attrs };
  },
  Select: (r) => {
    const shape = r.shape();
    const dtype = r.pick(reals);
    // a vector of conditions for whole rows is wrong on cpu: it repeats the first elements
    return { inputs: { condition: r.tensor('bool', shape), t: r.tensor(dtype, shape), e: r.tensor(dtype, shape) } };
  },
  Fill: (r) => {
    const dtype = r.pick(numbers);
    return { inputs: {}, attrs: { shape: r.shape(), value: r.value(dtype, false), dtype } };
  },
  LinSpace: (r) => ({ inputs: {}, attrs: { start: r.int(-5, 5), stop: r.int(-5, 5), num: r.int(1, 9) } }),
  Range: (r) => ({
    inputs: {},
    attrs: { start: r.int(-5, 5), stop: r.int(-5, 5), step: r.pick([1, 2, -1, 0.5]), dtype: r.pick(numbers) },
  }),
  BroadcastArgs: (r) => {
    const shape = r.shape(1, 4);
    return { inputs: { s0: vector(shape), s1: vector(r.partner(shape)) } };
  },
  DepthToSpace: (r) => {
    const blockSize = r.int(2, 3);
    const [batch, height, width] = image(r);
    return {
      inputs: { x: r.tensor(r.pick(numbers), [batch, height, width, blockSize * blockSize * r.int(1, 2)]) },
      attrs: { blockSize, dataFormat: 'NHWC' },
    };
  },
  SpaceToBatchND: (r) => {
    const blockShape = r.ints(r.int(1, 2), 1, 3);
    const paddings = blockShape.map(() => r.ints(2, 0, 2));
    const inner = blockShape
      .map((block, i) => block * 3 - paddings[i][0] - paddings[i][1])
      .map((dim) => Math.max(dim, 0));
    const adjusted = paddings.map(([before], i) => [before, blockShape[i] * 5 - before - inner[i]]);
    return {
      inputs: { x: r.tensor(r.pick(numbers), [r.int(1, 2), ...inner, ...r.shape(0, 1)]) },
      attrs: { blockShape, paddings: adjusted },
    };
  },
  BatchToSpaceND: (r) => {
    const blockShape = r.ints(r.int(1, 2), 1, 3);
    const batch = sizeOf(blockShape) * r.int(1, 2);
    const inner = blockShape.map(() => r.int(1, 3));
    const crops = blockShape.map((block, i) => [r.int(0, 1), 0].map((crop) => Math.min(crop, block * inner[i] - 1)));
    return {
      inputs: { x: r.tensor(r.pick(numbers), [batch, ...inner, ...r.shape(0, 1)]) },
      attrs: { blockShape, crops },
    };
  },
  Unique: (r) => {
    const x = r.tensor(r.pick(reals), r.shape(1, 3));
    return {
      inputs: { x: { ...x, values: x.values.map((value) => Math.round(value)) } },
      attrs: { axis: r.int(0, x.shape.length - 1) },
    };
  },
  TopK: (r) => {
    const x = r.tensor(r.pick(numbers), r.shape(1), false);
    return { inputs: { x }, attrs: { k: r.int(0, x.shape[x.shape.length - 1]), sorted: true } };
  },
  SearchSorted: (r) => {
    const [batch, length, count] = [r.int(1, 3), r.int(0, 9), r.int(0, 5)];
    const lines = Array.from({ length: batch }, () => ascending(r, length, 6)).flat();
    const inputs = {
      sortedSequence: { dtype: 'int32', shape: [batch, length], values: lines },
      values: r.indices([batch, count], 7, false),
    };
    return { inputs, attrs: { side: r.pick(['left', 'right']) } };
  },

  MaxPool: pooling(2),
  AvgPool: pooling(2),
  MaxPool3D: pooling(3),
  AvgPool3D: pooling(3),
  MaxPoolGrad: poolGradient(2, true),
  AvgPoolGrad: poolGradient(2, false),
  AvgPool3DGrad: poolGradient(3, false),
  MaxPool3DGrad: (r) => {
    const call = poolGradient(3, true)(r);
    // cpu's misplaces gradients where a window's height and width differ
    return call && call.attrs.filterSize[1] === call.attrs.filterSize[2] ? call : undefined;
  },
  MaxPoolWithArgmax: (r) => {
    const call = pool(r, 2);
    if (!call || call.attrs.dimRoundingMode) {
      return undefined;
    }
    return { inputs: { x: float(r, call.shape) }, attrs: { ...call.attrs, includeBatchInIndex: r.chance(0.5) } };
  },
  Conv2D: convolving({}),
  DepthwiseConv2dNative: convolving({ isDepthwise: true, formats: ['NHWC'] }),
  FusedConv2D: fused({}),
  FusedDepthwiseConv2D: fused({ isDepthwise: true }),
  Conv2DBackpropInput: inputGradient({}),
  Conv2DBackpropFilter: filterGradient({}),
  DepthwiseConv2dNativeBackpropInput: inputGradient({ isDepthwise: true, formats: ['NHWC'] }),
  DepthwiseConv2dNativeBackpropFilter: filterGradient({ isDepthwise: true, formats: ['NHWC'] }),
  Conv3D: (r) => {
    const call = convolution3D(r, true);
    return call && { inputs: { x: float(r, call.shape), filter: float(r, call.filter) }, attrs: call.attrs };
  },
  Conv3DBackpropInputV2: (r) => {
    const call = convolution3D(r, false);
    return (
      call && {
        inputs: { dy: float(r, call.outShape), filter: float(r, call.filter) },
        attrs: { ...call.attrs, inputShape: call.shape },
      }
    );
  },
  Conv3DBackpropFilterV2: (r) => {
    const call = convolution3D(r, false);
    return (
      call && {
        inputs: { x: float(r, call.shape), dy: float(r, call.outShape) },
        attrs: { ...call.attrs, filterShape: call.filter },
      }
    );
  },
  Dilation2D: (r) => dilation(r, false),
  Dilation2DBackpropInput: (r) => dilation(r, true),
  Dilation2DBackpropFilter: (r) => dilation(r, true),
  LRN: (r) => ({
    inputs: { x: float(r, image(r)) },
    attrs: { depthRadius: r.int(0, 5), bias: 1, alpha: r.pick([1, 0.1]), beta: r.pick([0.5, 1, 0.75]) },
  }),
  LRNGrad: (r) => {
    const shape = image(r);
    const inputs = { x: float(r, shape), y: float(r, shape), dy: float(r, shape) };
    return { inputs, attrs: { depthRadius: r.int(0, 5), bias: 1, alpha: r.pick([1, 0.1]), beta: r.pick([0.5, 1]) } };
  },
  FusedBatchNorm: (r) => {
    const shape = image(r);
    const channel = () => float(r, [shape[3]]);
    const variance = {
      dtype: 'float32',
      shape: [shape[3]],
      values: Array.from({ length: shape[3] }, () => Math.fround(r.next() * 3)),
    };
    const inputs = {
      x: float(r, shape),
      mean: channel(),
      variance,
      offset: r.chance(0.5) ? channel() : undefined,
      scale: r.chance(0.5) ? channel() : undefined,
    };
    return { inputs, attrs: { varianceEpsilon: 0.001 } };
  },
  BatchMatMul: (r) => {
    const [m, k, n] = [r.dim(), r.dim(), r.dim()];
    const [transposeA, transposeB] = [r.chance(0.5), r.chance(0.5)];
    const batch = r.int(1, 3);
    const dtype = r.pick(['float32', 'float32', 'int32']);
    const a = r.tensor(dtype, [batch, ...(transposeA ? [k, m] : [m, k])], false);
    const b = r.tensor(dtype, [r.pick([batch, 1]), ...(transposeB ? [n, k] : [k, n])], false);
    return { inputs: { a, b }, attrs: { transposeA, transposeB } };
  },
  _FusedMatMul: (r) => {
    const call = calls.BatchMatMul(r);
    const { a, b } = call.inputs;
    a.dtype = b.dtype = 'float32';
    const n = b.shape[call.attrs.transposeB ? 1 : 2];
    const activation = r.pick(['linear', 'relu', 'relu6', 'prelu', 'leakyrelu', 'sigmoid', 'elu']);
    const bias = r.chance(0.6) ? float(r, [n]) : undefined;
    const preluActivationWeights = activation === 'prelu' ? float(r, [n]) : undefined;
    return {
      inputs: { a, b, bias, preluActivationWeights },
      attrs: { ...call.attrs, activation, leakyreluAlpha: 0.25 },
    };
  },
  Einsum: (r) => {
    const equation = r.pick([
      'ij,jk->ik',
      'ij->ji',
      'ij->',
      'bij,bjk->bik',
      'i,j->ij',
      'ij,ij->i',
      'bij,bkj->ikb',
      'abc->ca',
    ]);
    const dims = Object.fromEntries([...'abijkc'].map((label) => [label, r.int(1, 5)]));
    const shapes = equation
      .split('->')[0]
      .split(',')
      .map((term) => [...term].map((label) => dims[label]));
    return { inputs: shapes.map((shape) => r.tensor('float32', shape, false)), attrs: { equation } };
  },

  ResizeBilinear: resize,
  ResizeNearestNeighbor: resize,
  ResizeBilinearGrad: resizeGradient,
  ResizeNearestNeighborGrad: resizeGradient,
  CropAndResize: (r) => {
    const shape = image(r);
    const count = r.int(1, 4);
    const boxes = {
      dtype: 'float32',
      shape: [count, 4],
      values: Array.from({ length: count * 4 }, () => Math.fround(r.next() * 1.4 - 0.2)),
    };
    const attrs = {
      cropSize: r.ints(2, 1, 4),
      method: r.pick(['bilinear', 'nearest']),
      extrapolationValue: r.int(-1, 1),
    };
    return { inputs: { image: float(r, shape), boxes, boxInd: r.indices([count], shape[0], false) }, attrs };
  },
  FlipLeftRight: (r) => ({ inputs: { image: r.tensor(r.pick(numbers), image(r)) } }),
  RotateWithOffset: (r) => ({
    inputs: { image: r.tensor(r.pick(numbers), image(r, r.int(1, 4)), false) },
    attrs: {
      radians: (r.next() - 0.5) * 7,
      fillValue: r.pick([0, 3, [1, 2, 3]]),
      center: r.pick([0.5, 0.25, [0.3, 0.6]]),
    },
  }),
  Transform: (r) => {
    const shape = [1, ...image(r).slice(1)];
    const transforms = {
      dtype: 'float32',
      shape: [1, 8],
      values: Array.from({ length: 8 }, (_, i) => Math.fround((i < 6 ? 2 : 0.1) * (r.next() - 0.4))),
    };
    const attrs = {
      interpolation: r.pick(['nearest', 'bilinear']),
      fillMode: r.pick(['constant', 'reflect', 'wrap', 'nearest']),
      fillValue: r.int(0, 2),
    };
    return {
      inputs: { image: r.tensor('float32', shape, false), transforms },
      attrs: { ...attrs, outputShape: r.chance(0.5) ? r.ints(2, 1, 5) : undefined },
    };
  },
  NonMaxSuppressionV3: suppression(() => ({})),
  NonMaxSuppressionV4: suppression((r) => ({ padToMaxOutputSize: r.chance(0.5) })),
  NonMaxSuppressionV5: suppression((r) => ({ softNmsSigma: r.pick([0, 0.5]) })),
  FromPixels: (r) => {
    const [width, height] = r.ints(2, 1, 5);
    return {
      pixels: { width, height, data: Uint8Array.from(r.ints(width * height * 4, 0, 255)) },
      attrs: { numChannels: r.int(1, 4) },
    };
  },

  Complex: (r) => {
    const shape = r.shape();
    return { inputs: { real: r.tensor('float32', shape), imag: r.tensor('float32', shape) } };
  },
  Real: (r) => ({ inputs: { input: r.tensor('complex64', r.shape()) } }),
  Imag: (r) => ({ inputs: { input: r.tensor('complex64', r.shape()) } }),
  FFT: (r) => ({ inputs: { input: r.tensor('complex64', [r.int(1, 3), r.int(1, 40)], false) } }),
  IFFT: (r) => ({ inputs: { input: r.tensor('complex64', [r.int(1, 3), r.int(1, 40)], false) } }),

  Multinomial: (r) => {
    const logits = { dtype: 'float32', shape: [r.int(1, 3), r.int(2, 6)], values: [] };
    logits.values = Array.from({ length: sizeOf(logits.shape) }, () => r.int(-8, 8) / 4);
    return { inputs: { logits }, attrs: { numSamples: r.int(0, 9), seed: r.next(), normalized: false } };
  },
  SparseSegmentSum: (r) => sparseSegment(r),
  SparseSegmentMean: (r) => sparseSegment(r),
  SparseReshape: (r) => {
    const shape = r.ints(r.int(1, 3), 1, 4);
    const rows = Array.from({ length: r.int(0, 5) }, () => shape.map((dim) => r.int(0, dim - 1)));
    const inputIndices = { dtype: 'int32', shape: [rows.length, shape.length], values: rows.flat() };
    const newShape = r.pick([[-1], [sizeOf(shape)], r.shuffled(shape), [-1, shape[0]], [-1, -1], [7, -1]]);
    return { inputs: { inputIndices, inputShape: vector(shape), newShape: vector(newShape) } };
  },
  SparseFillEmptyRows: (r) => {
    const [rows, columns, count] = [r.int(0, 5), r.int(1, 4), r.int(0, 6)];
    const places = Array.from({ length: count }, () => [
      r.int(r.chance(0.05) ? -1 : 0, rows - (r.chance(0.05) ? 0 : 1)),
      r.int(0, columns - 1),
    ]);
    const indices = { dtype: 'int32', shape: [count, 2], values: places.flat() };
    return {
      inputs: { indices, values: float(r, [count]), denseShape: vector([rows, columns]), defaultValue: float(r, []) },
    };
  },
  RaggedRange: (r) => {
    const dtype = r.pick(numbers);
    const rows = r.int(0, 4);
    const input = (least, most) =>
      r.chance(0.3) ? { dtype, shape: [], values: [r.int(least, most)] } : vector(r.ints(rows, least, most), dtype);
    return { inputs: { starts: input(-5, 5), limits: input(-5, 5), deltas: input(r.chance(0.1) ? 0 : 1, 3) } };
  },
  RaggedGather: (r) => {
    const rows = r.int(1, 5);
    const paramsDenseValues = r.tensor(r.pick(numbers), [r.int(1, 6), ...r.shape(0, 1)]);
    const paramsNestedSplits = [splits(r, rows, paramsDenseValues.shape[0])];
    return {
      inputs: { paramsNestedSplits, paramsDenseValues, indices: r.indices(r.shape(1, 2), rows) },
      attrs: { outputRaggedRank: 1 },
    };
  },
  RaggedTensorToTensor: (r) => {
    const count = r.int(0, 7);
    const rows = r.int(1, 4);
    const ends = [0, ...ascending(r, rows - 1, count), count];
    const inputs = {
      shape: vector([r.pick([-1, r.int(0, 5)]), r.pick([-1, r.int(0, 5)])]),
      values: float(r, [count]),
      defaultValue: float(r, []),
    };
    return { inputs: { ...inputs, rowPartitionTensors: [vector(ends)] }, attrs: { rowPartitionTypes: ['ROW_SPLITS'] } };
  },

  StaticRegexReplace: (r) => ({
    inputs: { x: words(r, r.shape(0, 2)) },
    attrs: { pattern: r.pick(['a', 'b+', '[xy]']), rewrite: 'é', replaceGlobal: r.chance(0.5) },
  }),
  StringToHashBucketFast: (r) => ({ inputs: { input: words(r, r.shape(0, 2)) }, attrs: { numBuckets: r.int(1, 9) } }),
  StringSplit: (r) => ({
    inputs: {
      input: words(r, [r.int(0, 4)]),
      delimiter: { dtype: 'string', shape: [], values: [r.pick(['', 'a', 'ab'])] },
    },
    attrs: { skipEmpty: r.chance(0.5) },
  }),
  StringNGrams: (r) => {
    const count = r.int(0, 6);
    const dataSplits = vector([0, ...ascending(r, r.int(0, 3), count), count]);
    const attrs = {
      separator: '|',
      nGramWidths: r.ints(r.int(1, 2), 1, 4),
      leftPad: 'L',
      rightPad: 'RR',
      padWidth: r.int(-1, 2),
      preserveShortSequences: r.chance(0.5),
    };
    return { inputs: { data: words(r, [count]), dataSplits }, attrs };
  },
};

function sparseSegment(r) {
  const data = r.tensor(
    'float32',
    r.shape(1, 3).map((dim) => Math.max(dim, 1)),
    false,
  );
  const count = r.int(0, 6);
  const segmentIds = r.chance(0.9) ? ascending(r, count, 4) : r.ints(count, -1, 4);
  return { inputs: { data, indices: r.indices([count], data.shape[0]), segmentIds: vector(segmentIds) } };
}

function words(r, shape) {
  const word = () => Array.from({ length: r.int(0, 5) }, () => r.pick(['a', 'b', 'x', 'ß'])).join('');
  return { dtype: 'string', shape, values: Array.from({ length: sizeOf(shape) }, word) };
}
