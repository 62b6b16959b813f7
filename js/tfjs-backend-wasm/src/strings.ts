// Strings never enter the module. A kernel that only moves elements runs on int32 codes instead, one per distinct
// string, and its int32 results are read as strings again: shapes, axes and bounds stay the module's business.
import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from './backend';
import type { Inputs } from './encoder';
import { describe } from './errors';

/** What a kernel does to the elements of its string inputs. */
const abilities: { [kernel: string]: 'moves' | 'compares' } = {
  BatchToSpaceND: 'moves',
  BroadcastTo: 'moves',
  Concat: 'moves',
  DepthToSpace: 'moves',
  Equal: 'compares',
  ExpandDims: 'moves',
  GatherNd: 'moves',
  GatherV2: 'moves',
  Identity: 'moves',
  MirrorPad: 'moves',
  NotEqual: 'compares',
  Pack: 'moves',
  Reshape: 'moves',
  Reverse: 'moves',
  Select: 'moves',
  Slice: 'moves',
  SparseToDense: 'moves',
  SplitV: 'moves',
  StridedSlice: 'moves',
  TensorScatterUpdate: 'moves',
  Tile: 'moves',
  Transpose: 'moves',
  Unpack: 'moves',
};

/** Distinct strings in the order of their first use. A string is a list of bytes, compared as text of one char a byte. */
class Codebook {
  readonly strings: Uint8Array[] = [];
  private readonly codes = new Map<string, number>();

  code(bytes: Uint8Array): number {
    let key = '';
    for (let i = 0; i < bytes.length; i++) {
      key += String.fromCharCode(bytes[i]);
    }
    const known = this.codes.get(key);
    if (known !== undefined) {
      return known;
    }
    this.codes.set(key, this.strings.length);
    return this.strings.push(bytes) - 1;
  }
}

/** Runs a kernel some of whose inputs are strings. */
export function runOnStrings(backend: BackendWasm, kernel: string, inputs: Inputs, attrs: NamedAttrMap): TensorInfo[] {
  const ability = Object.prototype.hasOwnProperty.call(abilities, kernel) ? abilities[kernel] : undefined;
  if (ability === undefined) {
    throw new Error(`${kernel}: string tensors are not supported (${describe(inputs)})`);
  }
  const book = new Codebook();
  const sources = new Map<object, TensorInfo>();
  const temporary: TensorInfo[] = [];
  const coded: Inputs = Array.isArray(inputs) ? [] : {};
  for (const [name, tensor] of Object.entries(inputs)) {
    let stand = tensor;
    if (tensor?.dtype === 'string') {
      const strings = backend.readSync(tensor.dataId) as Uint8Array[];
      const codes = Int32Array.from(strings, (bytes) => book.code(bytes));
      stand = backend.makeOutput(tensor.shape, 'int32', undefined, codes);
      temporary.push(stand);
      sources.set(stand.dataId, tensor);
    }
    (coded as { [name: string]: TensorInfo | undefined })[name] = stand;
  }
  try {
    const outputs = backend.runKernel(kernel, coded, attrs);
    return ability === 'moves' ? outputs.map((output) => decode(backend, book, sources, output)) : outputs;
  } finally {
    temporary.forEach(({ dataId }) => backend.disposeData(dataId, true));
  }
}

function decode(
  backend: BackendWasm,
  book: Codebook,
  sources: Map<object, TensorInfo>,
  output: TensorInfo,
): TensorInfo {
  const source = sources.get(output.dataId);
  if (source !== undefined) {
    backend.incRef(source.dataId);
    return { dataId: source.dataId, shape: output.shape, dtype: 'string' };
  }
  const codes = backend.readSync(output.dataId) as Int32Array;
  const strings = Array.from(codes, (code) => book.strings[code]);
  backend.disposeData(output.dataId, true);
  return backend.makeOutput(output.shape, 'string', undefined, strings);
}
