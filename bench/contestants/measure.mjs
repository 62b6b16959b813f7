// What every contestant does, whichever backend it has: load a model, run it, tell the times.
import * as tf from '@tensorflow/tfjs-core';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { flopsOf } from './flops.mjs';
import { timeLayers } from './layers.mjs';

let current;

export async function startBackend(name = 'wasm') {
  if (!(await tf.setBackend(name))) {
    throw new Error(`the ${name} backend did not start`);
  }
  await tf.ready();
}

/**
 * Makes a model the one to be run; `values` is its input. Returns the time of the first run, in ms.
 * @param prepare what to make of the model, if it is not run as it is
 */
export async function load({ layers, artifacts, shape, dtype, values }, prepare = (network) => network) {
  if (current) {
    const { input, prepared, network } = current;
    new Set([input, prepared, network]).forEach((old) => old.dispose());
  }
  const handler = { load: async () => artifacts };
  const network = await (layers ? loadLayersModel(handler) : loadGraphModel(handler));
  current = { network, prepared: prepare(network), layers, input: tf.tensor(values, shape, dtype) };
  return runOnce();
}

function infer(model = current.prepared) {
  const { layers, input } = current;
  return [layers ? model.predict(input) : model.execute(input)].flat();
}

function runInParts() {
  const began = performance.now();
  const outputs = infer();
  const called = performance.now();
  outputs.forEach((output) => output.dataSync());
  const read = performance.now();
  tf.dispose(outputs);
  return { call: called - began, read: read - called };
}

/** Reading the outputs is part of the work, and makes sure that it is done. */
function runOnce() {
  const { call, read } = runInParts();
  return call + read;
}

/** The times of so many runs, one after the other, in ms. */
export const block = (runs) => Array.from({ length: runs }, runOnce);

/** What a run gives, as lists of numbers. */
export function outputs() {
  const results = infer();
  const values = results.map((result) => [...result.dataSync()]);
  tf.dispose(results);
  return values;
}

/** The same in two parts: the call, and reading its outputs. */
export const blockInParts = (runs) => Array.from({ length: runs }, runInParts);

/** Float operations of one run; compiled, its ops would not be seen. */
export async function flops() {
  const { kernels } = await tf.profile(() => tf.dispose(infer(current.network)));
  return kernels.reduce((sum, kernel) => sum + flopsOf(kernel), 0);
}

/** The ops of a run, each with the median of its times. */
export const layers = (runs) => timeLayers(() => infer(), runs);
