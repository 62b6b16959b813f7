import { util, type NamedAttrMap, type TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '../backend';
import type { Inputs } from '../encoder';
import { describe } from '../errors';
import { stringsOf } from './text';

interface Attributes {
  separator: string;
  nGramWidths: number[];
  leftPad: string;
  rightPad: string;
  /** Negative: as wide as it may be. */
  padWidth: number;
  preserveShortSequences: boolean;
}

/** Runs of neighbouring strings of each row of a ragged vector, joined, with padding at both ends of a row. */
export function ngrams(backend: BackendWasm, inputs: Inputs, attrs: NamedAttrMap): TensorInfo[] {
  const data = stringsOf(backend, 'StringNGrams', inputs, 'data');
  const { dataSplits } = inputs as { dataSplits: TensorInfo };
  const splits = backend.readSync(dataSplits.dataId) as Int32Array;
  checkSplits(splits, data.length);
  const { separator, nGramWidths, leftPad, rightPad, padWidth, preserveShortSequences } =
    attrs as unknown as Attributes;
  const narrow = nGramWidths.find((width) => !(width >= 1));
  if (narrow !== undefined) {
    throw new Error(`StringNGrams: nGramWidths must be at least 1, but has ${narrow} (${describe(inputs)})`);
  }
  const parts = {
    left: util.encodeString(leftPad),
    right: util.encodeString(rightPad),
    between: util.encodeString(separator),
  };
  const joined: Uint8Array[] = [];
  const joinedSplits = new Int32Array(splits.length);
  for (let row = 1; row < splits.length; row++) {
    const tokens = data.slice(splits[row - 1], splits[row]);
    const before = joined.length;
    // a vector without strings has no n-grams, not even of padding
    for (const width of data.length > 0 ? nGramWidths : []) {
      // padding is never so wide that an n-gram would have nothing else
      const pad = Math.min(padWidth < 0 ? width - 1 : padWidth, width - 1);
      const padded = [...Array(pad).fill(parts.left), ...tokens, ...Array(pad).fill(parts.right)];
      for (let start = 0; start + width <= padded.length; start++) {
        joined.push(join(padded.slice(start, start + width), parts.between));
      }
    }
    if (preserveShortSequences && tokens.length > 0 && joined.length === before) {
      const padded = [...Array(padWidth).fill(parts.left), ...tokens, ...Array(padWidth).fill(parts.right)];
      joined.push(join(padded, parts.between));
    }
    joinedSplits[row] = joined.length;
  }
  return [
    backend.makeOutput([joined.length], 'string', undefined, joined),
    backend.makeOutput(dataSplits.shape, 'int32', undefined, joinedSplits),
  ];
}

function checkSplits(splits: Int32Array, length: number): void {
  if (splits.length === 0) {
    return;
  }
  if (splits[0] !== 0) {
    throw new Error(`First split value must be 0, got ${splits[0]}`);
  }
  for (let i = 1; i < splits.length; i++) {
    if (splits[i] < splits[i - 1] || splits[i] > length) {
      throw new Error(`Invalid split value ${splits[i]}, must be in [${splits[i - 1]}, ${length}]`);
    }
  }
  if (splits[splits.length - 1] !== length) {
    throw new Error(`Last split value must be data size. Expected ${length}, got ${splits[splits.length - 1]}`);
  }
}

function join(tokens: Uint8Array[], between: Uint8Array): Uint8Array {
  const joined = new Uint8Array(
    tokens.reduce((sum, token) => sum + token.length, 0) + Math.max(tokens.length - 1, 0) * between.length,
  );
  let at = 0;
  tokens.forEach((token, index) => {
    if (index > 0) {
      joined.set(between, at);
      at += between.length;
    }
    joined.set(token, at);
    at += token.length;
  });
  return joined;
}
