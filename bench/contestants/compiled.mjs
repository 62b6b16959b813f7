// What a compiled model has beside its time: how much of a call is JavaScript, how long its program took to build, its memory.
import { engine } from '@tensorflow/tfjs-core';
import { compile } from '@lanewise/tfjs-backend-wasm';

let compiled;
let buildMs;

/** Loads a model and compiles it; one that cannot be recorded is an error. Returns what `load` does. */
export async function loadCompiled(load, model) {
  const clock = clockExport('compile');
  try {
    return await load(model, (network) => (compiled = compile(network, { strict: true })));
  } finally {
    buildMs = clock.stop();
  }
}

/** @param block runs the model so many times and gives their times, in ms */
export function plan(block, runs) {
  const clock = clockExport('replay');
  const ms = block(runs).reduce((sum, time) => sum + time, 0);
  const scriptMs = (ms - clock.stop()) / runs;
  const [{ arenaBytes, leastBytes }] = compiled.memory();
  return { buildMs, scriptMs, arenaBytes, leastBytes };
}

/** Adds up what calls of an export of the running module take, until it is stopped. */
function clockExport(name) {
  const { instance } = engine().backend;
  const { exports } = instance;
  let ms = 0;
  instance.exports = {
    ...exports,
    [name](context) {
      const began = performance.now();
      const status = exports[name](context);
      ms += performance.now() - began;
      return status;
    },
  };
  return {
    stop() {
      instance.exports = exports;
      return ms;
    },
  };
}
