// What every contestant does, whichever backend it has: load a model, run it, tell the times.
import * as tf from '@tensorflow/tfjs-core';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { loadLayersModel } from '@tensorflow/tfjs-layers';

let current;

export async function startBackend() {
  if (!(await tf.setBackend('wasm'))) {
    throw new Error('the wasm backend did not start');
  }
}

/** Makes a model the one to be run; `values` is its input. */
export async function load({ layers, artifacts, shape, dtype, values }) {
  current?.input.dispose();
  current?.network.dispose();
  const handler = { load: async () => artifacts };
  const network = await (layers ? loadLayersModel(handler) : loadGraphModel(handler));
  current = { network, layers, input: tf.tensor(values, shape, dtype) };
}

function runOnce() {
  const { network, layers, input } = current;
  const began = performance.now();
  const outputs = [layers ? network.predict(input) : network.execute(input)].flat();
  // Reading the outputs is part of the work, and makes sure that it is done.
  outputs.forEach((output) => output.dataSync());
  const ms = performance.now() - began;
  tf.dispose(outputs);
  return ms;
}

/** The times of so many runs, one after the other, in ms. */
export const block = (runs) => Array.from({ length: runs }, runOnce);
