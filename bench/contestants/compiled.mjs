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
    [buildMs] = clock.stop();
  }
}

/**
 * @param block runs the model so many times and gives the times of the parts, in ms
 * @returns for each run `scriptMs`, what of the call was not spent in the module, and `readMs`, which the outputs took to read
 */
export function plan(block, runs) {
  const clock = clockExport('replay');
  const times = block(runs);
  const inside = clock.stop();
  const [{ arenaBytes, leastBytes }] = compiled.memory();
  return {
    buildMs,
    scriptMs: times.map(({ call }, run) => call - inside[run]),
    readMs: times.map(({ read }) => read),
    arenaBytes,
    leastBytes,
  };
}

/** Notes what each call of an export of the running module takes, in ms, until it is stopped. */
function clockExport(name) {
  const { instance } = engine().backend;
  const { exports } = instance;
  const times = [];
  instance.exports = {
    ...exports,
    [name](context) {
      const began = performance.now();
      const status = exports[name](context);
      times.push(performance.now() - began);
      return status;
    },
  };
  return {
    stop() {
      instance.exports = exports;
      return times;
    },
  };
}
