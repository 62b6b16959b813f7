// Kernels that begin in JavaScript, because they take or make what no module can hold: strings and pictures.
import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '../backend';
import type { Inputs } from '../encoder';
import { ngrams } from './ngrams';
import { draw, fromPixels } from './pixels';
import { hashToBucket, regexReplace, split } from './text';

export type HostKernel = (backend: BackendWasm, inputs: Inputs, attrs: NamedAttrMap) => TensorInfo | TensorInfo[];

export const hostKernels: { [name: string]: HostKernel } = {
  Draw: draw,
  FromPixels: fromPixels,
  StaticRegexReplace: regexReplace,
  StringNGrams: ngrams,
  StringSplit: split,
  StringToHashBucketFast: hashToBucket,
};
