import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { Field, Kernel } from './manifest';

export type Input = TensorInfo | TensorInfo[] | undefined;

/** Kernel inputs as tfjs passes them: by name, some of them lists, or, where there is but a list, an array. */
export type Inputs = { [name: string]: Input } | TensorInfo[];

/** Every tensor with its name; those of a list with their number too. */
export function eachInput(inputs: Inputs, visit: (tensor: TensorInfo, name: string) => void): void {
  for (const name in inputs) {
    const input = (inputs as { [name: string]: Input })[name];
    if (Array.isArray(input)) {
      input.forEach((tensor, index) => visit(tensor, `${name}[${index}]`));
    } else if (input != null) {
      visit(input, name);
    }
  }
}

/**
 * Writes the request frame of a call. One encoder serves all calls; nothing is allocated here. Words beyond the end of
 * `words` are dropped by the typed array, so that a request that is too long ends with a `position` that tells.
 */
export class Encoder {
  position = 0;
  private words: Int32Array = new Int32Array(0);
  private readonly double = new Float64Array(1);
  private readonly halves = new Int32Array(this.double.buffer);

  /** @param idOf the module's id of a tensor @param dtypes the manifest's */
  constructor(
    private readonly idOf: (tensor: TensorInfo) => number,
    private readonly dtypes: string[],
  ) {}

  /** Writes at `start`; returns how many words the whole request has. */
  request(
    words: Int32Array,
    start: number,
    index: number,
    kernel: Kernel,
    inputs: Inputs,
    attrs: NamedAttrMap,
  ): number {
    this.words = words;
    this.position = start;
    this.word(index);
    const { fields } = kernel;
    let i = 0;
    try {
      for (; i < fields.length; i++) {
        this.field(fields[i], inputs, attrs);
      }
    } catch (error) {
      throw new Error(`${kernel.name}: ${fields[i].name} ${(error as Error).message}`);
    }
    return this.position - start;
  }

  private field(field: Field, inputs: Inputs, attrs: NamedAttrMap): void {
    switch (field.type) {
      case 'tensor':
      case 'tensor?':
        return this.tensor((inputs as { [name: string]: TensorInfo | undefined })[field.name]);
      case 'tensors':
        return this.tensors((Array.isArray(inputs) ? inputs : inputs[field.name]) as TensorInfo[]);
      default:
        return this.attribute(field, attrs[field.name]);
    }
  }

  private attribute(field: Field, value: unknown): void {
    switch (field.type) {
      case 'int':
        return this.word(value == null ? (field.default ?? 0) : (value as number));
      case 'bool':
        return this.word(value == null ? (field.default ?? 0) : value ? 1 : 0);
      case 'double':
        return this.real(value == null ? (field.default ?? 0) : Number(value));
      case 'enum':
        return this.word(value == null ? (field.default ?? 0) : ordinal(field.values!, value));
      case 'dtype':
        return this.word(value == null ? (field.default ?? 0) : this.dtypes.indexOf(value as string));
      case 'ints':
        return this.ints(value);
      case 'intOrInts':
        this.word(typeof value === 'number' ? 1 : 0);
        return this.ints(value);
      case 'text':
        return this.text(value == null ? '' : String(value));
      case 'doubles':
        return this.doubles(value as number | number[] | null | undefined);
      case 'choice': {
        const isWord = typeof value === 'string';
        this.word(isWord ? ordinal(field.values!, value) : -1);
        return this.ints(isWord ? null : value);
      }
      default:
        throw new Error(`the manifest has a field of type ${field.type}, which this release does not know`);
    }
  }

  private word(value: number): void {
    this.words[this.position++] = value;
  }

  private real(value: number): void {
    this.double[0] = value;
    this.word(this.halves[0]);
    this.word(this.halves[1]);
  }

  private tensor(tensor: TensorInfo | null | undefined): void {
    if (tensor == null) {
      return this.word(0);
    }
    const { shape } = tensor;
    this.word(this.idOf(tensor));
    this.word(shape.length);
    for (let i = 0; i < shape.length; i++) {
      this.word(shape[i]);
    }
  }

  private tensors(list: TensorInfo[]): void {
    this.word(list.length);
    for (let i = 0; i < list.length; i++) {
      this.tensor(list[i]);
    }
  }

  /** The count goes before the numbers, but is known after them. */
  private ints(value: unknown): void {
    const count = this.position++;
    if (value == null) {
      this.words[count] = -1;
    } else {
      this.flatten(value as ArrayLike<unknown> | number);
      this.words[count] = this.position - count - 1;
    }
  }

  private flatten(value: ArrayLike<unknown> | number | boolean): void {
    if (typeof value === 'object') {
      for (let i = 0; i < value.length; i++) {
        this.flatten(value[i] as number);
      }
    } else {
      this.word(whole(Number(value)));
    }
  }

  private text(value: string): void {
    this.word(value.length);
    for (let i = 0; i < value.length; i++) {
      this.word(value.charCodeAt(i));
    }
  }

  private doubles(value: number | ArrayLike<number> | null | undefined): void {
    if (value == null) {
      this.word(-1);
    } else if (typeof value === 'number') {
      this.word(1);
      this.real(value);
    } else {
      this.word(value.length);
      for (let i = 0; i < value.length; i++) {
        this.real(value[i]);
      }
    }
  }
}

/** Of a number beyond 32 bits, such as an end that means "to the last", the nearest that there is. */
function whole(value: number): number {
  if ((value | 0) === value) {
    return value;
  }
  if (Number.isNaN(value) || (Number.isFinite(value) && !Number.isInteger(value))) {
    throw new Error(`must be whole numbers, but has ${value}`);
  }
  return value < 0 ? -0x80000000 : 0x7fffffff;
}

/** tfjs writes such words in several cases: 'same', 'NHWC', 'leakyrelu'. Not found is −1, which the module refuses. */
function ordinal(values: string[], value: unknown): number {
  for (let i = 0; i < values.length; i++) {
    if (values[i] === value) {
      return i;
    }
  }
  const word = String(value).toLowerCase();
  for (let i = 0; i < values.length; i++) {
    if (values[i].toLowerCase() === word) {
      return i;
    }
  }
  return -1;
}
