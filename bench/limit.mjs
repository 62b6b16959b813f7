/** How many GFLOPS the machine can reach here on one thread with 128-bit vectors: the best of many runs of a hand-written loop. */
export async function measureLimit(bytes) {
  const { instance } = await WebAssembly.instantiate(bytes);
  const { memory, gemm6x8u4: run } = instance.exports;
  const depth = 256;
  const [a, panel, bias, c] = [256, 65536, 131072, 196608];
  const ints = new Int32Array(memory.buffer);
  for (let row = 0; row < 6; row++) {
    ints[row] = a + row * depth * 4;
  }
  new Float32Array(memory.buffer).fill(0.5, 64);
  let best = 0;
  for (let round = 0; round < 300; round++) {
    const began = performance.now();
    for (let i = 0; i < 2000; i++) {
      run(0, depth, panel, bias, c, 8);
    }
    best = Math.max(best, (2 * 6 * 8 * depth * 2000) / (performance.now() - began) / 1e6);
  }
  return best;
}
