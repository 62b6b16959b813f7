// A real model compiled, beside what it gives eagerly.
import * as tf from '@tensorflow/tfjs-core';
import { compile } from '@lanewise/tfjs-backend-wasm';
import { largestError } from './compare.mjs';
import { openModel } from './session.mjs';

const tolerance = 1e-4;

/** What compiled and eager may differ by, in parts of the range, unless a fusion changes roundings. */
const ownTolerance = () => 1e-5;

const replays = 5;
const mostArena = 1.3;

/**
 * Outputs must equal eager's, or, where fusions change roundings, those of cpu as eager's do. A model that needs values in
 * between must be refused.
 * @param eager outputs, and the time of the first call in ms
 * @param reference outputs of cpu
 */
export async function compareCompiled(model, artifacts, values, eager, reference) {
  const session = await openModel(model, artifacts, values);
  try {
    const fast = compile(session.network, { strict: true });
    return model.dynamic ? refused(session, fast) : await compare(session, fast, model, eager, reference);
  } finally {
    session.dispose();
  }
}

function refused({ inputs }, fast) {
  try {
    tf.dispose(fast.execute(inputs));
    return { text: 'must be refused, but runs', good: false };
  } catch (error) {
    return { text: `refused: ${error.message.slice(0, 90)}`, good: /dynamic op/.test(error.message) };
  }
}

async function compare(session, fast, model, eager, reference) {
  const optimiser = timeOf(tf.backend(), 'finish');
  const began = performance.now();
  await session.run(fast);
  const first = performance.now() - began;
  const tensors = tf.memory().wasm.tensors;
  const times = [];
  let outputs;
  for (let replay = 0; replay < replays; replay++) {
    const start = performance.now();
    outputs = await session.run(fast);
    times.push(performance.now() - start);
  }
  const left = tf.memory().wasm.tensors - tensors;
  const [{ arenaBytes, leastBytes }] = fast.memory();
  fast.dispose();
  const own = largestError(eager.outputs, outputs, ownTolerance);
  const toCpu = largestError(reference.outputs, outputs, model.tolerance ?? (() => tolerance));
  const ratio = leastBytes === 0 ? 1 : arenaBytes / leastBytes;
  times.sort((a, b) => a - b);
  const text = [
    `${times[times.length >> 1].toFixed(1)} ms, eager ${eager.ms.toFixed(1)}`,
    `first call ${first.toFixed(0)} ms, eager ${eager.first.toFixed(0)}`,
    `optimiser ${optimiser().toFixed(1)} ms`,
    `arena ${megabytes(arenaBytes)}, at least ${megabytes(leastBytes)}, ${ratio.toFixed(2)} times`,
    `from eager ${own.error.toExponential(1)}, from cpu ${toCpu.error.toExponential(1)}`,
  ].join('; ');
  return { text, good: (own.good || toCpu.good) && ratio <= mostArena && left === 0 };
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;

/** Measures a method of an object from now on; gives a function that tells the time it took, in ms, and ends that. */
function timeOf(target, method) {
  const original = target[method];
  let total = 0;
  target[method] = function (...args) {
    const began = performance.now();
    try {
      return original.apply(this, args);
    } finally {
      total += performance.now() - began;
    }
  };
  return () => {
    target[method] = original;
    return total;
  };
}
