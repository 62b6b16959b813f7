// What each op of a model takes: every kernel of the running backend is registered anew with a clock around it.
import * as tf from '@tensorflow/tfjs-core';
import { flopsOf } from './flops.mjs';

const listed = (tensors) => (tensors == null ? [] : [tensors].flat());
const shapesOf = (tensors) =>
  Object.values(tensors)
    .flatMap(listed)
    .map(({ shape }) => shape);
const size = (shape) => shape.reduce((product, dim) => product * dim, 1);

/** A word for ops that do the same work: kernel, window and stride, and where they say something, the channels. */
function kindOf(name, inputs, attrs) {
  const isConvolution = /Conv2[dD]/.test(name);
  if (!isConvolution) {
    return name;
  }
  const [x, filter] = inputs;
  const [height, width, channels, outputs] = filter;
  const stride = [attrs.strides].flat()[0];
  const depthwise = /Depthwise/.test(name);
  const fused = /^Fused/.test(name) && (attrs.activation ?? 'linear') !== 'linear' ? ` ${attrs.activation}` : '';
  const plane = `${x[1]}x${x[2]}`;
  const shape = depthwise ? channels : `${channels}-${outputs}`;
  const word = depthwise ? 'depthwise' : /Input/.test(name) ? 'transposed' : 'conv';
  return { kind: `${word} ${height}x${width}/${stride}`, detail: `${plane}x${shape}${fused}` };
}

/** @returns for each op of `infer`, in their order: kind, detail, flops, bytes, and the median of its times in ms */
export function timeLayers(infer, runs) {
  const backendName = tf.getBackend();
  const kernels = tf.getKernelsForBackend(backendName);
  const times = [];
  let layers = [];
  const register = (kernel) => {
    tf.unregisterKernel(kernel.kernelName, backendName);
    tf.registerKernel(kernel);
  };
  for (const kernel of kernels) {
    const { kernelName, kernelFunc } = kernel;
    const timed = (call) => {
      const began = performance.now();
      const outputs = kernelFunc(call);
      const ms = performance.now() - began;
      layers.push({ kernelName, call, outputs, ms });
      return outputs;
    };
    register({ ...kernel, kernelFunc: timed });
  }
  try {
    for (let run = 0; run < runs; run++) {
      layers = [];
      tf.dispose(infer());
      times.push(layers.map(({ ms }) => ms));
    }
  } finally {
    kernels.forEach(register);
  }
  return layers.map(({ kernelName, call, outputs }, i) => {
    const inputShapes = shapesOf(call.inputs);
    const outputShapes = shapesOf(listed(outputs));
    const described = kindOf(kernelName, inputShapes, call.attrs ?? {});
    const { kind, detail } =
      typeof described === 'string' ? { kind: described, detail: `${inputShapes[0]}` } : described;
    const sorted = times.map((run) => run[i]).sort((a, b) => a - b);
    return {
      kind,
      detail,
      flops: flopsOf({ name: kernelName, inputShapes, outputShapes }),
      bytes: 4 * [...inputShapes, ...outputShapes].reduce((sum, shape) => sum + size(shape), 0),
      ms: sorted[sorted.length >> 1],
    };
  });
}
