import type { TensorInfo } from '@tensorflow/tfjs-core';

/** What the backend notes while the module writes down calls. */
export class Recording {
  /** The ops so far, with the shapes of their outputs, for explanations. */
  readonly ops: string[] = [];
  /** The data that ops have read. */
  readonly read = new Set<object>();
  /** Why no program can be made of it: the first reason. */
  refusal: string | null = null;

  noteOp(name: string, outputs: TensorInfo[]): void {
    this.ops.push(`${name} ${outputs.map(({ dtype, shape }) => `${dtype}[${shape.join(',')}]`).join(', ')}`);
  }

  refuse(reason: string): void {
    const last = this.ops.length === 0 ? 'before the first op' : `after op ${this.ops.length - 1}, ${this.ops.at(-1)}`;
    this.refusal ??= `${reason} (${last})`;
  }
}
