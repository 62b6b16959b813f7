// Tensors as data: numbers as the bytes of their typed array in base64, strings as they are.
import * as tf from '@tensorflow/tfjs-core';

const arrays = { float32: Float32Array, complex64: Float32Array, int32: Int32Array, bool: Uint8Array };

export function describe(tensor) {
  const { dtype, shape } = tensor;
  const values = tensor.dataSync();
  if (dtype === 'string') {
    return { dtype, shape, strings: Array.from(values) };
  }
  // cpu keeps some results in an array of another type
  return { dtype, shape, data: Buffer.from(arrays[dtype].from(values).buffer).toString('base64') };
}

/** Of the fuzz test's description, in which complex numbers are pairs. */
export function tensorOf({ dtype, shape, values }) {
  if (dtype !== 'complex64') {
    return tf.tensor(values, shape, dtype);
  }
  const part = (index) =>
    tf.tensor(
      values.filter((_, i) => i % 2 === index),
      shape,
      'float32',
    );
  return tf.complex(part(0), part(1));
}
