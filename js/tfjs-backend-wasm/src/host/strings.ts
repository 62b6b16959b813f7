// Strings never enter the module. A kernel that only moves or compares elements runs on int32 codes instead, the ranks
// of the distinct strings, and results that are codes become strings again: shapes, axes and bounds stay the module's
// business.
import { util, type NamedAttrMap, type TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '../backend';
import type { Input, Inputs } from '../encoder';
import { describe } from '../errors';

/** What a kernel does to the elements of its string inputs: which of its outputs are made of them. */
const abilities: { [kernel: string]: 'moves' | 'movesFirst' | 'compares' } = {
  BatchToSpaceND: 'moves',
  BroadcastTo: 'moves',
  Concat: 'moves',
  DepthToSpace: 'moves',
  Equal: 'compares',
  ExpandDims: 'moves',
  Fill: 'moves',
  GatherNd: 'moves',
  GatherV2: 'moves',
  Greater: 'compares',
  GreaterEqual: 'compares',
  Identity: 'moves',
  Less: 'compares',
  LessEqual: 'compares',
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
  Unique: 'movesFirst',
  Unpack: 'moves',
};

/** The distinct strings of some lists in order. A string is a list of bytes, compared as text of one char a byte. */
class Codebook {
  readonly strings: Uint8Array[];
  private readonly codes: Map<string, number>;

  constructor(lists: Uint8Array[][]) {
    const distinct = new Map<string, Uint8Array>();
    lists.forEach((list) => list.forEach((bytes) => distinct.set(keyOf(bytes), bytes)));
    const keys = [...distinct.keys()].sort(byCodeUnit);
    this.strings = keys.map((key) => distinct.get(key)!);
    this.codes = new Map(keys.map((key, code) => [key, code]));
  }

  code = (bytes: Uint8Array): number => this.codes.get(keyOf(bytes))!;
}

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function keyOf(bytes: Uint8Array): string {
  let key = '';
  for (let i = 0; i < bytes.length; i++) {
    key += String.fromCharCode(bytes[i]);
  }
  return key;
}

/** Runs a kernel some of whose inputs are strings, or that makes strings. */
export function runOnStrings(backend: BackendWasm, kernel: string, inputs: Inputs, attrs: NamedAttrMap): TensorInfo[] {
  const ability = Object.prototype.hasOwnProperty.call(abilities, kernel) ? abilities[kernel] : undefined;
  if (ability === undefined) {
    throw new Error(`${kernel}: string tensors are not supported (${describe(inputs)})`);
  }
  const read = ({ dataId }: TensorInfo): Uint8Array[] => backend.readSync(dataId) as Uint8Array[];
  const isString = (input: Input): input is TensorInfo => !Array.isArray(input) && input?.dtype === 'string';
  // Fill has its string as an attribute.
  const value = typeof attrs.value === 'string' ? util.encodeString(attrs.value) : null;
  const book = new Codebook([...Object.values(inputs).filter(isString).map(read), value === null ? [] : [value]]);
  const codedAttrs = { ...attrs };
  if (value !== null) {
    codedAttrs.value = book.code(value);
  }
  if (attrs.dtype === 'string') {
    codedAttrs.dtype = 'int32';
  }
  const sources = new Map<object, TensorInfo>();
  const temporary: TensorInfo[] = [];
  const coded: Inputs = Array.isArray(inputs) ? [] : {};
  for (const [name, tensor] of Object.entries(inputs)) {
    let stand = tensor;
    if (isString(tensor)) {
      const codes = Int32Array.from(read(tensor), book.code);
      stand = backend.makeOutput(tensor.shape, 'int32', undefined, codes);
      temporary.push(stand);
      sources.set(stand.dataId, tensor);
    }
    (coded as { [name: string]: Input })[name] = stand;
  }
  try {
    const outputs = backend.runKernel(kernel, coded, codedAttrs);
    const moved = ability === 'compares' ? 0 : ability === 'moves' ? outputs.length : 1;
    return outputs.map((output, index) => (index < moved ? decode(backend, book, sources, output) : output));
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
