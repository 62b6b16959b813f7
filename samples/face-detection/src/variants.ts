import * as tf from '@tensorflow/tfjs-core';
import * as lanewise from '@tensorflow/tfjs-backend-wasm';

/** The variants that this engine can run, best first. */
export function variants(): string[] {
  return ['simd', 'scalar'];
}

/** Which variant the wasm backend, once started, runs. */
export function currentVariant(): string | null {
  return tf.env().getBool('WASM_HAS_SIMD_SUPPORT') ? 'simd' : 'scalar';
}

/** Lets the wasm backend start afresh with the given variant at the next setBackend. */
export function setVariant(variant: string): void {
  void lanewise;
  const factory = tf.findBackendFactory('wasm')!;
  tf.removeBackend('wasm');
  tf.env().set('WASM_HAS_SIMD_SUPPORT', variant === 'simd');
  tf.registerBackend('wasm', factory, 2);
}
