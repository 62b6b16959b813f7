import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '../backend';

/** Recorded calls that the module has made one of. */
export interface Program {
  readonly backend: BackendWasm;
  readonly id: number;
  /** The ops as they were recorded. */
  readonly ops: string[];
  readonly outputs: TensorInfo[];
  /** Which of the recording's inputs it needs. */
  readonly inputs: number[];
  /** Bytes of memory for what is neither input, output nor weight, while it runs. */
  readonly arenaBytes: number;
  /** The most bytes that are in use at once: no arena could be smaller. */
  readonly leastBytes: number;
}
