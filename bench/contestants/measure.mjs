// What every contestant does, whichever backend it has: load a model, run it, tell the times.
import * as tf from '@tensorflow/tfjs-core';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { loadLayersModel } from '@tensorflow/tfjs-layers';

let current;

export async function startBackend(name = 'wasm') {
  if (!(await tf.setBackend(name))) {
    throw new Error(`the ${name} backend did not start`);
  }
  await tf.ready();
}

/** Makes a model the one to be run; `values` is its input. Returns the time of the first run, in ms. */
export async function load({ layers, artifacts, shape, dtype, values }) {
  current?.input.dispose();
  current?.network.dispose();
  const handler = { load: async () => artifacts };
  const network = await (layers ? loadLayersModel(handler) : loadGraphModel(handler));
  current = { network, layers, input: tf.tensor(values, shape, dtype) };
  return runOnce();
}

function infer() {
  const { network, layers, input } = current;
  return [layers ? network.predict(input) : network.execute(input)].flat();
}

function runOnce() {
  const began = performance.now();
  const outputs = infer();
  // Reading the outputs is part of the work, and makes sure that it is done.
  outputs.forEach((output) => output.dataSync());
  const ms = performance.now() - began;
  tf.dispose(outputs);
  return ms;
}

/** The times of so many runs, one after the other, in ms. */
export const block = (runs) => Array.from({ length: runs }, runOnce);

const product = (shape) => shape.reduce((size, dim) => size * dim, 1);

/** Float operations of one run: two for each multiply-add of its convolutions and matrix products. */
export async function flops() {
  const { kernels } = await tf.profile(() => tf.dispose(infer()));
  return kernels.reduce((sum, { name, inputShapes, outputShapes }) => {
    const [first, second] = inputShapes;
    if (/MatMul/.test(name)) {
      return sum + 2 * product(first) * outputShapes[0].at(-1);
    }
    if (name === 'Conv2DBackpropInput') {
      return sum + 2 * product(first) * product(second.slice(0, 3));
    }
    if (/^(Fused)?Depthwise/.test(name)) {
      return sum + 2 * product(outputShapes[0]) * second[0] * second[1];
    }
    return /^(Fused)?Conv2D$/.test(name) ? sum + 2 * product(outputShapes[0]) * product(second.slice(0, 3)) : sum;
  }, 0);
}
