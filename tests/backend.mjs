// Starts one variant of the wasm backend in Node; all tests that do so share this file.
import * as tf from '@tensorflow/tfjs-core';
import { variants as shipped } from '../scripts/variants.mjs';

/** The variants under test: Lanewise's, or, to see how the tests themselves stand, those of the official package. */
export const variants = ({ official = false } = {}) => (official ? ['scalar', 'simd'] : shipped);

/** Makes `variant` of the wasm backend the current tfjs backend. All tensors of an earlier variant are gone. */
export async function useVariant(variant, { official = false } = {}) {
  const backend = await import(official ? '@tensorflow/tfjs-backend-wasm' : '@lanewise/tfjs-backend-wasm');
  const factory = tf.findBackendFactory('wasm');
  tf.removeBackend('wasm');
  if (official) {
    tf.env().set('WASM_HAS_SIMD_SUPPORT', variant === 'simd');
  } else {
    backend.setVariant(variant);
  }
  tf.registerBackend('wasm', factory, 2);
  if (!(await tf.setBackend('wasm'))) {
    throw new Error(`the ${variant} variant did not start`);
  }
}
