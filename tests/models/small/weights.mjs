// Weights as the converter stores them: one behind the other, quantized or not, cut into files.
const arrays = { float32: Float32Array, complex64: Float32Array, int32: Int32Array, bool: Uint8Array };

/** A string stands behind the number of its bytes. */
function bytesOfStrings(values) {
  return Buffer.concat(
    values.flatMap((value) => {
      const text = Buffer.from(value);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(text.length);
      return [length, text];
    }),
  );
}

/** Numbers that tfjs and others must multiply, or decode, again. */
function quantized(values, { dtype, scale, min }) {
  if (dtype === 'float16') {
    // the values are the bits already
    return Buffer.from(Uint16Array.from(values).buffer);
  }
  const type = dtype === 'uint8' ? Uint8Array : Uint16Array;
  return Buffer.from(type.from(values, (value) => Math.round((value - min) / scale)).buffer);
}

function bytesOf({ dtype, values, quantization }) {
  return quantization
    ? quantized(values, quantization)
    : dtype === 'string'
      ? bytesOfStrings(values)
      : Buffer.from(arrays[dtype].from(values).buffer);
}

/** The manifest's entries, and all bytes. */
export function encode(weights) {
  const specs = weights.map(({ name, dtype, shape, quantization }) => ({
    name,
    shape,
    dtype,
    ...(quantization && { quantization }),
  }));
  return { specs, data: Buffer.concat(weights.map(bytesOf)) };
}

/** Cuts bytes into files of so many, regardless of where a weight ends. */
export function shards(data, size) {
  const count = Math.max(1, Math.ceil(data.length / size));
  return Array.from({ length: count }, (_, i) => ({
    path: `group1-shard${i + 1}of${count}.bin`,
    bytes: data.subarray(i * size, (i + 1) * size),
  }));
}
