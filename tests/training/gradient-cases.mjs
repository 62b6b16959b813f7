// A call of every kernel that tfjs differentiates: inputs, attributes, why its gradients are not compared with tfjs's where those are
// `wrong`, and why not with quotients of differences where they are `rough`. Values keep further away from where a function bends or
// jumps than a difference reaches.
import { shuffledBy } from './values.mjs';

/** Spread over ranges, in an order without a pattern. */
const within =
  (...ranges) =>
  (count, seed) =>
    shuffledBy(
      seed,
      Array.from({ length: count }, (_, i) => {
        const [low, high] = ranges[i % ranges.length];
        return low + ((high - low) * (i + 0.5)) / count;
      }),
    );
const away = within([-2, -0.25], [0.25, 2]);
const positive = within([0.6, 2.5]);
/** No two nearer than a fifth of one. */
const distinct = (count, seed) =>
  shuffledBy(
    seed,
    Array.from({ length: count }, (_, i) => (i - count / 2 + 0.5) * 0.3),
  );
const fractions = within([-1.8, -1.7], [-0.3, -0.2], [0.2, 0.3], [2.2, 2.3]);

const float = (shape, values = away) => ({ dtype: 'float32', shape, values });
const int = (...values) => ({ dtype: 'int32', shape: [values.length], values });
const bool = (shape, ...values) => ({ dtype: 'bool', shape, values });
const shaped = (shape, tensor) => ({ ...tensor, shape });

const of = (kernel, inputs, attrs = {}, { wrong, rough } = {}) => ({ kernel, inputs, attrs, wrong, rough });
const unary = (kernels, values, attrs) => kernels.map((kernel) => of(kernel, { x: float([2, 3], values) }, attrs));
const binary = (kernel, a = away, b = positive) =>
  [
    [
      [2, 3],
      [2, 3],
    ],
    [[2, 3], [3]],
    [
      [2, 1],
      [4, 1, 3],
    ],
  ].map(([left, right]) => of(kernel, { a: float(left, a), b: float(right, b) }));
const image = (shape = [2, 5, 4, 3]) => float(shape);
const window = { strides: [1, 1], pad: 'same', dataFormat: 'NHWC', dilations: [1, 1] };
const noBroadcast = 'tfjs does not sum what was broadcast';

export const cases = [
  ...unary(['Abs', 'Erf', 'Identity', 'IsFinite', 'IsInf', 'IsNan', 'Neg', 'OnesLike', 'Relu'], away),
  ...unary(['Sign', 'Square', 'Step', 'ZerosLike', 'Selu', 'Elu', 'Atan', 'Asinh', 'Cos', 'Cosh', 'Exp'], away),
  ...unary(['Expm1', 'Sigmoid', 'Sin', 'Sinh', 'Softplus', 'Tanh'], away),
  ...unary(['Acos', 'Asin', 'Atanh', 'Tan'], within([-0.6, 0.6])),
  ...unary(['Acosh'], within([1.4, 3])),
  ...unary(['Log', 'Log1p', 'Reciprocal', 'Rsqrt', 'Sqrt'], positive),
  ...unary(['Ceil', 'Floor', 'Round'], fractions),
  ...unary(['Relu6'], within([-2, -0.25], [0.25, 5.7], [6.3, 8])),
  ...unary(['LeakyRelu'], away, { alpha: 0.3 }),
  ...unary(['Cast'], away, { dtype: 'float32' }),
  ...unary(['ClipByValue'], within([-2, -1.2], [-0.8, 0.3], [0.7, 2]), { clipValueMin: -1, clipValueMax: 0.5 }),
  of('Prelu', { x: float([2, 3]), alpha: float([3]) }),
  ...['Add', 'Sub', 'Multiply', 'RealDiv', 'Atan2'].flatMap((kernel) => binary(kernel)),
  ...binary('Mod', within([2.4, 2.6], [-1.8, -1.2]), within([1.01, 1.05])),
  ...binary('Pow', positive),
  ...['Maximum', 'Minimum', 'SquaredDifference'].flatMap((kernel) =>
    binary(kernel, within([-2, -1], [1, 2]), within([-0.5, 0.5])).map((row, i) =>
      i === 0 ? row : { ...row, wrong: noBroadcast },
    ),
  ),
  of(
    'FloorDiv',
    { a: float([2, 3]), b: float([3], positive) },
    {},
    { rough: 'it is that of the quotient before it is rounded' },
  ),
  of(
    'GreaterEqual',
    { a: float([4]), b: float([4], within([-0.1, 0.1])) },
    {},
    { wrong: 'the gradient is not float32' },
  ),
  of('AddN', [float([2, 3]), float([2, 3]), float([2, 3])]),

  ...['Sum', 'Mean', 'Prod'].flatMap((kernel) => [
    of(kernel, { x: float([2, 3, 4]) }, { axis: [1], keepDims: false }),
    of(kernel, { x: float([2, 3]) }, { axis: [0, 1], keepDims: false }),
    of(kernel, { x: float([2, 3, 4]) }, { axis: [0, 2], keepDims: kernel !== 'Prod' }),
  ]),
  of(
    'Prod',
    { x: float([2, 3], (count, seed) => away(count, seed).map((value, i) => (i === 1 ? 0 : value))) },
    { axis: [1] },
  ),
  ...['Max', 'Min'].flatMap((kernel) =>
    [[1], [0, 2]].map((axes) =>
      of(
        kernel,
        { x: float([2, 3, 4], distinct) },
        { [kernel === 'Max' ? 'reductionIndices' : 'axis']: axes, keepDims: false },
      ),
    ),
  ),
  ...['ArgMax', 'ArgMin'].map((kernel) => of(kernel, { x: float([2, 3], distinct) }, { axis: [1] })),
  ...[
    [true, false],
    [false, true],
  ].map(([exclusive, reverse]) => of('Cumsum', { x: float([2, 4]) }, { axis: 1, exclusive, reverse })),
  of(
    'Cumsum',
    { x: float([3, 3]) },
    { axis: 0, exclusive: false, reverse: false },
    { wrong: 'tfjs transposes the gradient' },
  ),
  of('Softmax', { logits: float([3, 4]) }, { dim: 1 }),

  ...[
    [[2, 3, 4], [2, 4, 5], false, false],
    [[2, 4, 3], [2, 4, 5], true, false],
    [[2, 3, 4], [2, 5, 4], false, true],
    [[2, 4, 3], [2, 5, 4], true, true],
  ].map(([a, b, transposeA, transposeB]) =>
    of('BatchMatMul', { a: float(a), b: float(b) }, { transposeA, transposeB }),
  ),
  of(
    'BatchMatMul',
    { a: float([2, 1, 3, 4]), b: float([5, 4, 2]) },
    { transposeA: false, transposeB: false },
    { wrong: noBroadcast },
  ),

  of('Conv2D', { x: image(), filter: float([3, 3, 3, 2]) }, window),
  of('Conv2D', { x: image(), filter: float([2, 3, 3, 2]) }, { ...window, strides: [2, 2], pad: 'valid' }),
  of(
    'Conv2D',
    { x: image(), filter: float([3, 3, 3, 2]) },
    { ...window, strides: [2, 1], pad: 1, dimRoundingMode: 'floor' },
  ),
  of('Conv2D', { x: float([2, 3, 5, 4]), filter: float([3, 3, 3, 2]) }, { ...window, dataFormat: 'NCHW' }),
  of(
    'Conv2DBackpropInput',
    { dy: float([2, 3, 2, 2]), filter: float([3, 3, 3, 2]) },
    { strides: [2, 2], pad: 'same', dataFormat: 'NHWC', inputShape: [2, 5, 4, 3] },
  ),
  of('DepthwiseConv2dNative', { x: image(), filter: float([3, 3, 3, 2]) }, window),
  of(
    'DepthwiseConv2dNative',
    { x: image(), filter: float([2, 2, 3, 1]) },
    { ...window, strides: [2, 2], pad: 'valid' },
  ),
  of(
    'Conv3D',
    { x: float([1, 3, 4, 3, 2]), filter: float([2, 2, 2, 2, 3]) },
    { strides: [1, 2, 1], pad: 'same', dataFormat: 'NDHWC', dilations: [1, 1, 1] },
  ),
  ...['AvgPool', 'MaxPool'].flatMap((kernel) => {
    const padded =
      kernel === 'AvgPool' ? { rough: 'it divides by the whole window at edges too, as the kernel of cpu does' } : {};
    return [
      of(kernel, { x: float([2, 5, 4, 2], distinct) }, { filterSize: [2, 2], strides: [2, 2], pad: 'valid' }),
      of(kernel, { x: float([2, 5, 4, 2], distinct) }, { filterSize: [3, 3], strides: [1, 2], pad: 'same' }, padded),
      of(
        `${kernel}3D`,
        { x: float([1, 4, 4, 3, 2], distinct) },
        { filterSize: [2, 2, 2], strides: [1, 2, 1], pad: 'valid', dataFormat: 'NDHWC' },
      ),
    ];
  }),
  of(
    'Dilation2D',
    { x: float([1, 4, 4, 2], distinct), filter: float([2, 2, 2], within([0.01, 0.09])) },
    { strides: [1, 1], pad: 'same', dilations: [1, 1] },
  ),

  of(
    'FusedBatchNorm',
    { x: float([2, 3, 2, 3]), scale: float([3]), offset: float([3]), mean: float([3]), variance: float([3], positive) },
    { varianceEpsilon: 0.01 },
  ),
  of(
    'FusedBatchNorm',
    { x: float([2, 3, 2, 3]), mean: float([3]), variance: float([3], positive) },
    { varianceEpsilon: 0.001 },
    { wrong: 'tfjs needs a scale' },
  ),
  of(
    'FusedBatchNorm',
    { x: float([2, 3, 2, 3]), scale: float([3]), mean: float([3, 2, 3]), variance: float([3], positive) },
    { varianceEpsilon: 0.01 },
    { wrong: noBroadcast },
  ),
  of('LRN', { x: image([1, 2, 3, 6]) }, { depthRadius: 2, bias: 1, alpha: 0.3, beta: 0.5 }),

  of('Reshape', { x: float([2, 6]) }, { shape: [3, 4] }),
  of('ExpandDims', { input: float([2, 3]) }, { dim: 1 }),
  of('Transpose', { x: float([2, 3, 4]) }, { perm: [2, 0, 1] }),
  of('Reverse', { x: float([2, 3, 4]) }, { dims: [0, 2] }),
  of(
    'SpaceToBatchND',
    { x: float([1, 3, 4, 2]) },
    {
      blockShape: [2, 2],
      paddings: [
        [1, 0],
        [0, 0],
      ],
    },
  ),
  of(
    'BatchToSpaceND',
    { x: float([4, 2, 2, 1]) },
    {
      blockShape: [2, 2],
      crops: [
        [0, 1],
        [1, 0],
      ],
    },
  ),
  of('Select', { condition: bool([2, 3], 1, 0, 0, 1, 1, 0), t: float([2, 3]), e: float([2, 3]) }),
  of('Tile', { x: float([2, 3]) }, { reps: [3, 2] }),
  of('Tile', { x: float([2, 1, 3, 2]) }, { reps: [1, 4, 2, 2] }),
  of(
    'Tile',
    { x: float([2, 1, 1, 2, 1]) },
    { reps: [2, 1, 2, 1, 3] },
    { wrong: 'tfjs refuses more than four dimensions' },
  ),
  of('Concat', [float([2, 1, 2]), float([2, 3, 2]), float([2, 2, 2])], { axis: 1 }),
  of('Pack', [float([2, 3]), float([2, 3])], { axis: 1 }),
  of('SplitV', { x: float([2, 6]) }, { numOrSizeSplits: [2, 2, 2], axis: 1 }),
  of('Unpack', { value: float([3, 2, 2]) }, { axis: 1 }),
  of('Slice', { x: float([4, 5]) }, { begin: [1, 2], size: [2, -1] }),
  of(
    'PadV2',
    { x: float([2, 3]) },
    {
      paddings: [
        [1, 2],
        [0, 1],
      ],
      constantValue: 0.5,
    },
  ),
  ...['reflect', 'symmetric'].flatMap((mode) => [
    of(
      'MirrorPad',
      { x: float([3, 4]) },
      {
        paddings: [
          [0, 0],
          [0, 0],
        ],
        mode,
      },
    ),
    of(
      'MirrorPad',
      { x: float([3, 4]) },
      {
        paddings: [
          [1, 2],
          [0, 3],
        ],
        mode,
      },
      { wrong: 'tfjs leaves out what was mirrored' },
    ),
  ]),

  of('GatherV2', { x: float([4, 3]), indices: int(2, 0, 2, 3) }, { axis: 0, batchDims: 0 }),
  of('GatherV2', { x: float([2, 4, 3]), indices: shaped([2, 2], int(2, 0, 2, 3)) }, { axis: 1, batchDims: 0 }),
  of('GatherV2', { x: float([2, 4, 3]), indices: shaped([2, 2], int(1, 1, 2, 3)) }, { axis: 1, batchDims: 1 }),
  of(
    'GatherV2',
    { x: float([2, 2, 2, 3]), indices: shaped([2, 2, 2], int(1, 1, 2, 0, 0, 1, 2, 1)) },
    { axis: 3, batchDims: 2 },
    { wrong: 'tfjs knows but one dimension of a batch' },
  ),
  of('UnsortedSegmentSum', { x: float([4, 3]), segmentIds: int(1, -1, 0, 1) }, { numSegments: 3 }),
  of(
    'UnsortedSegmentSum',
    { x: float([4, 3]), segmentIds: int(1, 3, 0, 1) },
    { numSegments: 3 },
    { wrong: 'cpu reads beyond the segments' },
  ),
  of(
    'OneHot',
    { indices: int(1, 0, 2) },
    { depth: 3, onValue: 1, offValue: 0, dtype: 'float32' },
    { wrong: 'nothing is float32' },
  ),
  ...['ResizeBilinear', 'ResizeNearestNeighbor'].flatMap((kernel) => [
    ...[false, true].map((alignCorners) =>
      of(kernel, { images: image([1, 4, 4, 2]) }, { alignCorners, halfPixelCenters: false, size: [8, 7] }),
    ),
    of(
      kernel,
      { images: image([2, 3, 4, 2]) },
      { alignCorners: false, halfPixelCenters: false, size: [5, 3] },
      { wrong: 'cpu exchanges height and width, and takes the wrong images of a batch' },
    ),
  ]),
];
