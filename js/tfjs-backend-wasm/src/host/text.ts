// String kernels. A string is its bytes in UTF-8.
import { util, type NamedAttrMap, type TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '../backend';
import type { Inputs } from '../encoder';
import { describe } from '../errors';

/** The strings of an input, or an error that names it. */
export function stringsOf(
  backend: BackendWasm,
  kernel: string,
  inputs: Inputs,
  name: string,
  rank?: number,
): Uint8Array[] {
  const tensor = (inputs as { [name: string]: TensorInfo })[name];
  if (tensor.dtype !== 'string') {
    throw new Error(`${kernel}: ${name} must be of datatype string (${describe(inputs)})`);
  }
  if (rank !== undefined && tensor.shape.length !== rank) {
    throw new Error(
      `${kernel}: ${name} must have rank ${rank}, but has rank ${tensor.shape.length} (${describe(inputs)})`,
    );
  }
  return backend.readSync(tensor.dataId) as Uint8Array[];
}

/** x with the first match of a pattern, or all of them, replaced. */
export function regexReplace(backend: BackendWasm, inputs: Inputs, attrs: NamedAttrMap): TensorInfo {
  const strings = stringsOf(backend, 'StaticRegexReplace', inputs, 'x');
  const pattern = new RegExp(attrs.pattern as string, attrs.replaceGlobal ? 'g' : '');
  const rewritten = strings.map((bytes) =>
    util.encodeString(util.decodeString(bytes).replace(pattern, attrs.rewrite as string)),
  );
  return backend.makeOutput((inputs as { x: TensorInfo }).x.shape, 'string', undefined, rewritten);
}

/** FarmHash's Fingerprint64 of each string, modulo the number of buckets. */
export function hashToBucket(backend: BackendWasm, inputs: Inputs, attrs: NamedAttrMap): TensorInfo {
  const strings = stringsOf(backend, 'StringToHashBucketFast', inputs, 'input');
  const buckets = attrs.numBuckets as number;
  if (!(buckets >= 1)) {
    throw new Error(`StringToHashBucketFast: Number of buckets must be at least 1, but is ${buckets}`);
  }
  const hashes = Int32Array.from(strings, (bytes) => util.fingerPrint64(bytes).modulo(buckets).getLowBitsUnsigned());
  return backend.makeOutput((inputs as { input: TensorInfo }).input.shape, 'int32', undefined, hashes);
}

/**
 * The tokens of each string as a sparse matrix: indices [tokens, 2], values [tokens], shape [2]. Every byte of the delimiter
 * is one; without any each byte is a token.
 */
export function split(backend: BackendWasm, inputs: Inputs, attrs: NamedAttrMap): TensorInfo[] {
  const strings = stringsOf(backend, 'StringSplit', inputs, 'input', 1);
  const [delimiters] = stringsOf(backend, 'StringSplit', inputs, 'delimiter', 0);
  const indices: number[] = [];
  const values: Uint8Array[] = [];
  let columns = 0;
  strings.forEach((bytes, row) => {
    const tokens = tokensOf(bytes, delimiters).filter((token) => !attrs.skipEmpty || token.length > 0);
    tokens.forEach((token, column) => {
      indices.push(row, column);
      values.push(token);
    });
    columns = Math.max(columns, tokens.length);
  });
  return [
    backend.makeOutput([values.length, 2], 'int32', undefined, Int32Array.from(indices)),
    backend.makeOutput([values.length], 'string', undefined, values),
    backend.makeOutput([2], 'int32', undefined, Int32Array.of(strings.length, columns)),
  ];
}

function tokensOf(bytes: Uint8Array, delimiters: Uint8Array): Uint8Array[] {
  const tokens: Uint8Array[] = [];
  if (bytes.length === 0) {
    return tokens;
  }
  if (delimiters.length === 0) {
    return Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));
  }
  let start = 0;
  for (let i = 0; i <= bytes.length; i++) {
    if (i === bytes.length || delimiters.includes(bytes[i])) {
      tokens.push(bytes.subarray(start, i));
      start = i + 1;
    }
  }
  return tokens;
}
