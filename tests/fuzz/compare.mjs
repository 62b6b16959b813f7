// Whether two results agree.

/** Sums of many products, and functions of sums: float32 rounding alone moves them. */
const loose = { FFT: 2e-5, IFFT: 2e-5, LRN: 1e-4, LRNGrad: 1e-3, Pow: 2e-5, Prod: 1e-4, Cumprod: 1e-4, Tan: 1e-4 };
const usual = 2e-5;

/** Kernels that only move elements, compare or count: every bit is told. */
const exact = new Set([
  'Identity',
  'Reshape',
  'Transpose',
  'Slice',
  'StridedSlice',
  'Concat',
  'Pack',
  'Unpack',
  'SplitV',
  'GatherV2',
  'GatherNd',
  'Reverse',
  'Tile',
  'ExpandDims',
  'Select',
  'Diag',
  'FlipLeftRight',
  'Real',
  'Imag',
  'Complex',
]);

/** How far two float32 results may be apart, in parts of the larger of the result and what was added up. */
export const toleranceOf = (kernel) => (exact.has(kernel) ? 0 : (loose[kernel] ?? usual));

/** @returns what differs, or undefined */
export function difference({ kernel, inputs }, expected, actual) {
  if (expected.length !== actual.length) {
    return `${actual.length} outputs instead of ${expected.length}`;
  }
  // the size of what was added up decides how much of a sum may be lost
  const scale = largest(Object.values(inputs ?? {}).flat());
  for (let i = 0; i < expected.length; i++) {
    const [e, a] = [expected[i], actual[i]];
    if (e.dtype !== a.dtype) {
      return `output ${i} is ${a.dtype} instead of ${e.dtype}`;
    }
    if (e.shape.join() !== a.shape.join() || e.values.length !== a.values.length) {
      return `output ${i} is [${a.shape}] instead of [${e.shape}]`;
    }
    const isFloat = e.dtype === 'float32' || e.dtype === 'complex64';
    const tolerance = isFloat ? toleranceOf(kernel) : 0;
    for (let j = 0; j < e.values.length; j++) {
      if (!same(e.values[j], a.values[j], tolerance, scale)) {
        return `output ${i} has ${a.values[j]} at ${j} instead of ${e.values[j]}`;
      }
    }
  }
  return undefined;
}

function largest(tensors) {
  let most = 1;
  for (const tensor of tensors) {
    for (const value of tensor?.values ?? []) {
      if (Number.isFinite(value) && Math.abs(value) > most && Math.abs(value) < 1e4) {
        most = Math.abs(value);
      }
    }
  }
  return most;
}

function same(e, a, tolerance, scale) {
  if (typeof e !== 'number') {
    return e === a || Buffer.from(e).equals(Buffer.from(a));
  }
  if (e === a || (Number.isNaN(e) && Number.isNaN(a))) {
    return true;
  }
  return tolerance > 0 && Math.abs(e - a) <= tolerance * Math.max(Math.abs(e), scale * scale);
}
