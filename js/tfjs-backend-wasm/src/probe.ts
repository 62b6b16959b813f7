// Tiny modules that only an engine with the feature accepts: one function () -> v128 each, built from the same parts.

const header = [0, 97, 115, 109, 1, 0, 0, 0];

/** A module whose only function returns a v128 that `code` leaves. */
function returnsVector(code: number[]): Uint8Array<ArrayBuffer> {
  const body = [0, ...code, 11];
  return new Uint8Array([
    ...header,
    ...[1, 5, 1, 96, 0, 1, 123], // type section: () -> v128
    ...[3, 2, 1, 0], // function section
    ...[10, body.length + 2, 1, body.length, ...body], // code section
  ]);
}

const i32Const0 = [65, 0];
const i8x16Splat = [253, 15];
const vector = [...i32Const0, ...i8x16Splat];
const f32x4RelaxedMadd = [253, 0x85, 0x02];

function validates(bytes: Uint8Array<ArrayBuffer>): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(bytes);
}

export const hasSimd = (): boolean => validates(returnsVector(vector));

export const hasRelaxedSimd = (): boolean =>
  validates(returnsVector([...vector, ...vector, ...vector, ...f32x4RelaxedMadd]));

/** Atomics, and a shared memory that may go to a worker. */
export function hasThreads(): boolean {
  if (typeof SharedArrayBuffer === 'undefined') {
    return false;
  }
  const sharedMemory = [5, 4, 1, 3, 1, 1];
  const atomicLoad = [0, 65, 0, 254, 16, 2, 0, 26, 11];
  return validates(
    new Uint8Array([
      ...header,
      ...[1, 4, 1, 96, 0, 0],
      ...[3, 2, 1, 0],
      ...sharedMemory,
      ...[10, atomicLoad.length + 2, 1, atomicLoad.length, ...atomicLoad],
    ]),
  );
}
