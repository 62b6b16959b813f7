// Times the compiled micro-kernels beside the hand-written ones, in one process, in alternating rounds.
//   node run.mjs FOLDER: with simd.wasm, relaxed.wasm (C#) and hand-simd.wasm, hand-relaxed.wasm
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unrolls } from './hand.mjs';

const required = 0.95;
const depth = 256;
const rounds = 151;
const calls = 1000;
const folder = process.argv[2];

async function load(name, rows, kernel) {
  const module = await WebAssembly.compile(await readFile(join(folder, `${name}.wasm`)));
  const { exports } = await WebAssembly.instantiate(module);
  exports.memory.grow(16);
  const base = exports.memory.buffer.byteLength - 16 * 65536;
  const [a, panel, bias, c] = [base + 256, base + 65536, base + 131072, base + 196608];
  const ints = new Int32Array(exports.memory.buffer);
  const floats = new Float32Array(exports.memory.buffer);
  for (let row = 0; row < rows; row++) {
    ints[base / 4 + row] = a + row * depth * 4;
  }
  for (let i = 0; i < rows * depth; i++) {
    floats[a / 4 + i] = Math.sin(i);
  }
  for (let i = 0; i < 8 * depth; i++) {
    floats[panel / 4 + i] = Math.cos(i);
  }
  const run = exports[kernel];
  return {
    kernel,
    rates: [],
    result: () => floats.slice(c / 4, c / 4 + rows * 8),
    round() {
      const began = performance.now();
      for (let i = 0; i < calls; i++) {
        run(base, depth, panel, bias, c, 8);
      }
      return (2 * rows * 8 * depth * calls) / (performance.now() - began) / 1e6;
    },
  };
}

const median = (values) => [...values].sort((x, y) => x - y)[values.length >> 1];

let failed = 0;
console.log(`Node ${process.versions.node}, depth ${depth}, medians of ${rounds} alternating rounds`);
for (const [rows, variant] of [
  [4, 'simd'],
  [6, 'relaxed'],
]) {
  const compiled = await load(variant, rows, `gemm${rows}x8`);
  const hand = await Promise.all(unrolls.map((unroll) => load(`hand-${variant}`, rows, `gemm${rows}x8u${unroll}`)));
  const contestants = [compiled, ...hand];
  for (const contestant of contestants) {
    for (let i = 0; i < 5; i++) {
      contestant.round();
    }
    const worst = Math.max(...contestant.result().map((x, i) => Math.abs(x - compiled.result()[i])));
    if (!(worst < 1e-3)) {
      throw new Error(`${contestant.kernel} computes something else than the C#: it is off by ${worst}`);
    }
  }
  for (let round = 0; round < rounds; round++) {
    process.stderr.write(`\r${rows}x8 ${variant}: round ${round + 1} of ${rounds}`);
    for (const contestant of contestants) {
      contestant.rates.push(contestant.round());
    }
  }
  process.stderr.write('\n');
  const best = hand.reduce((x, y) => (median(x.rates) >= median(y.rates) ? x : y));
  const ratio = median(compiled.rates.map((rate, round) => rate / best.rates[round]));
  failed += ratio < required ? 1 : 0;
  const each = hand.map((one, i) => `by ${unrolls[i]}: ${median(one.rates).toFixed(1)}`).join(', ');
  console.log(`${rows}x8 ${variant}: C# ${median(compiled.rates).toFixed(1)} GFLOPS; by hand, k unrolled ${each}`);
  console.log(
    `  ratio to the best of them ${ratio.toFixed(3)}, at least ${required} wanted: ${ratio < required ? 'FAILED' : 'ok'}`,
  );
}
process.exit(failed === 0 ? 0 : 1);
