// LiteRT.js, with its own file of the one network that both have: BlazeFace for short range.
import { loadAndCompile, loadLiteRt, Tensor } from '@litertjs/core';

let model;
let folder;
let input;

export async function start(options) {
  folder = `${options.folder}litert/`;
  await loadLiteRt(folder, { threads: options.threads > 1 });
  return { threads: options.threads, detail: 'LiteRT.js' };
}

export async function load({ shape, values }) {
  const file = await fetch(`${folder}face_detection_short_range.tflite`);
  model = await loadAndCompile(new Uint8Array(await file.arrayBuffer()), { accelerator: 'wasm' });
  input = new Tensor(values, shape);
  return runOnce();
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
