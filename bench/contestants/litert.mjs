// LiteRT.js, with its own file of each network that comes for both: see bench/networks.mjs.
import { loadAndCompile, loadLiteRt, Tensor } from '@litertjs/core';

let model;
let folder;
let numThreads;
let input;

export async function start(options) {
  folder = `${options.folder}litert/`;
  numThreads = options.threads;
  await loadLiteRt(folder, { threads: numThreads > 1 });
  return { threads: numThreads, detail: 'LiteRT.js' };
}

export async function load({ name, shape, values }) {
  model?.delete();
  input?.delete();
  const file = await fetch(`${folder}${name}.tflite`);
  model = await loadAndCompile(new Uint8Array(await file.arrayBuffer()), {
    accelerator: 'wasm',
    cpuOptions: { numThreads },
  });
  input = new Tensor(values, shape);
  return runOnce();
}

/** What a run gives, as lists of numbers. */
export async function outputs() {
  const results = await model.run(input);
  const values = results.map((output) => [...output.toTypedArray()]);
  results.forEach((output) => output.delete());
  return values;
}

async function runOnce() {
  const began = performance.now();
  const outputs = await model.run(input);
  // Reading the outputs is part of the work.
  outputs.forEach((output) => output.toTypedArray());
  const ms = performance.now() - began;
  outputs.forEach((output) => output.delete());
  return ms;
}

export async function block(runs) {
  const times = [];
  for (let i = 0; i < runs; i++) {
    times.push(await runOnce());
  }
  return times;
}
