// Where cpu and this backend disagree and cpu is wrong, each with its reason.
import { sizeOf } from './random.mjs';

const valuesOf = ({ inputs }) =>
  Object.values(inputs)
    .flat()
    .flatMap((input) => input?.values ?? []);
const isInt = ({ inputs }) =>
  Object.values(inputs)
    .flat()
    .some((input) => input?.dtype === 'int32');
const hasBeyond = (limit) => (call) => valuesOf(call).some((value) => Math.abs(value) > limit);

const rules = [
  {
    reason: 'products of int32 are computed in doubles on cpu, which lose their low bits',
    kernels: ['SquaredDifference', 'Square', 'Multiply', 'Prod', 'Cumprod', 'BatchMatMul'],
    when: (call) => isInt(call) && hasBeyond(65535)(call),
  },
  {
    reason: 'int32 goes through float32 on cpu',
    kernels: ['Abs', 'DepthToSpace', 'ResizeNearestNeighbor'],
    when: (call) => isInt(call) && hasBeyond(1 << 24)(call),
  },
  {
    reason: 'sums and products of parts beyond the range of float32 are infinite here, not in the doubles of cpu',
    kernels: ['Sum', 'Mean', 'Prod', 'Cumsum', 'Cumprod', 'UnsortedSegmentSum', 'AddN', 'AvgPool', 'AvgPool3D'],
    when: hasBeyond(1e38),
  },
  {
    reason: 'floats beyond int32 are cut off here, and wrap around on cpu',
    kernels: ['Cast', 'Concat'],
    when: hasBeyond(2147483647),
  },
  {
    reason: "cpu's approximation of erf is never quite 1, so that as int32 it is 0",
    kernels: ['Erf'],
    when: isInt,
  },
  {
    reason: 'no value is at once above the lower and below the upper bound',
    kernels: ['ClipByValue'],
    when: ({ attrs }) => attrs.clipValueMin > attrs.clipValueMax,
  },
  {
    reason: 'functions of floats take int32 as float32 here, as doubles on cpu',
    kernels: [
      'Mean',
      'Elu',
      'Selu',
      'Tan',
      'Sin',
      'Cos',
      'Softplus',
      'LeakyRelu',
      'Prelu',
      'Reciprocal',
      'Log',
      'Sqrt',
    ],
    when: (call) => isInt(call) && hasBeyond(1 << 24)(call),
  },
  {
    reason: 'bools are 0 or 1 here, any byte on cpu',
    kernels: ['PadV2', 'ScatterNd', 'Concat'],
    when: ({ inputs }) => Object.values(inputs).some(({ dtype }) => dtype === 'bool'),
  },
  {
    reason: 'cpu makes float32 sums of int32',
    kernels: ['UnsortedSegmentSum'],
    when: ({ inputs }) => inputs.x.dtype !== 'float32',
  },
  {
    reason: 'cpu repeats the first elements for a vector of conditions',
    kernels: ['Select'],
    when: ({ inputs }) => inputs.condition.shape.length === 1,
  },
  {
    reason: "cpu's gradients leave dilations out of account",
    kernels: ['DepthwiseConv2dNativeBackpropInput', 'DepthwiseConv2dNativeBackpropFilter', 'Conv3DBackpropInputV2'],
    when: ({ isDistorted }) => isDistorted === 'dilations',
  },
  {
    reason: "cpu's gradient is misplaced where a window's height and width differ",
    kernels: ['MaxPool3DGrad'],
    when: ({ attrs }) => attrs.filterSize[1] !== attrs.filterSize[2],
  },
  {
    reason: "cpu's gradient mixes up height and width where they differ",
    kernels: ['ResizeBilinearGrad'],
    when: ({ inputs }) => inputs.images.shape[1] !== inputs.images.shape[2],
  },
  {
    reason: "cpu's gradient mixes the images of a batch",
    kernels: ['ResizeNearestNeighborGrad'],
    when: ({ inputs }) => inputs.images.shape[0] > 1,
  },
  {
    reason: 'cpu transforms only the first image of a batch',
    kernels: ['Transform'],
    when: ({ inputs }) => inputs.image.shape[0] > 1,
  },
  {
    reason: 'cpu keeps positions in the dtype of x, those of bools in bytes',
    kernels: ['MaxPoolWithArgmax'],
    when: ({ inputs }) => inputs.x.dtype === 'bool',
  },
  {
    reason: 'cpu gives strings that are no strings where there are no splits',
    kernels: ['StringNGrams'],
    when: ({ inputs }) => inputs.dataSplits.values.length === 0,
  },
  {
    reason: 'shapes broadcast here, cpu reads past the end of the smaller one',
    kernels: ['EluGrad'],
    when: ({ inputs }) => inputs.dy.shape.join() !== inputs.y.shape.join(),
  },
  {
    reason: 'a slice without elements fails on cpu',
    kernels: ['StridedSlice'],
    when: (_, expected, { outputs }) => expected.error && sizeOf(outputs[0].shape) === 0,
  },
  {
    reason: 'cpu reads past the end of a complex64 tensor of lower rank',
    kernels: ['Add', 'Sub', 'Multiply'],
    when: ({ inputs: { a, b } }) => [a.dtype, b.dtype].includes('complex64') && a.shape.length !== b.shape.length,
  },
  {
    reason: 'cpu crashes on complex64 tensors without elements',
    kernels: ['Concat'],
    when: (_, { error }) => error instanceof TypeError,
  },
];

/** @returns whether the disagreement is known */
export const known = (call, expected, actual) =>
  rules.some(({ kernels, when }) => kernels.includes(call.kernel) && when(call, expected, actual));
