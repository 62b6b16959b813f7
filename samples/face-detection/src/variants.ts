import * as tf from '@tensorflow/tfjs-core';
import * as lanewise from '@lanewise/tfjs-backend-wasm';

export type Variant = lanewise.Variant;

/** Which variant the wasm backend, once started, runs. */
export const currentVariant = lanewise.getVariant;

/** The variants that this engine can run, best first. */
export const supportedVariants = lanewise.getSupportedVariants;

/** Lets the wasm backend start afresh with the given variant at the next setBackend. */
export function setVariant(variant: Variant): void {
  const factory = tf.findBackendFactory('wasm');
  tf.removeBackend('wasm');
  lanewise.setVariant(variant);
  tf.registerBackend('wasm', factory, 2);
}
