// Random graphs of ops, eager and compiled, on each variant: the same results, nothing left over, each fusion seen to fire.
//   npm run programs -- [--graphs 2000] [--seed 1] [--variant simd] [--show]
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { compile } from '@lanewise/tfjs-backend-wasm';
import { useVariant, variants } from '../backend.mjs';
import { difference } from './compare.mjs';
import { Graph } from './graph.mjs';
import { Tally } from './tally.mjs';

const { values: options } = parseArgs({
  options: {
    graphs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    variant: { type: 'string' },
    show: { type: 'boolean', default: false },
  },
});

/** Calls of a compiled graph: the recording, and the replays, which find what an earlier one has left in memory. */
const calls = 3;

/** So many failures are told. */
const mostTold = 10;

const held = () => {
  const { numTensors, wasm } = tf.memory();
  return `${numTensors} tensors of tfjs, ${wasm.tensors} of the module, ${wasm.used} bytes`;
};

function take(results) {
  const taken = results.map(({ shape, dtype, ...tensor }, index) => ({
    shape,
    dtype,
    values: results[index].dataSync().slice(),
  }));
  tf.dispose(results);
  return taken;
}

/** What is wrong with a graph once it is compiled, or undefined. `notes` gets what explains the program. */
function check(graph, seed, without, notes = {}) {
  const before = held();
  const fast = compile((...inputs) => graph.call(inputs), { strict: true, without });
  let problem;
  for (let call = 0; call < calls && !problem; call++) {
    const inputs = graph.makeInputs(seed * calls + call);
    const expected = take(tf.tidy(() => graph.call(inputs).map((output) => tf.clone(output))));
    const actual = take(fast(...inputs));
    tf.dispose(inputs);
    problem = difference(expected, actual, graph.exact);
    problem &&= `call ${call}: ${problem}`;
  }
  notes.plan = fast.explain();
  notes.memory = fast.memory()[0];
  fast.dispose();
  const after = held();
  return problem ?? (after === before ? undefined : `left over: ${after}, not ${before}`);
}

/** As `check`; an error is what is wrong. */
function attempt(...args) {
  try {
    return check(...args);
  } catch (error) {
    return error.stack;
  }
}

/** A graph with all fusions, and with one switched off. */
function run(seed, variant, tally) {
  const isLarge = /threads/.test(variant) && seed % 8 === 0;
  const graph = new Graph(seed, isLarge);
  const { fusions } = tally;
  const off = fusions[seed % fusions.length];
  const [full, partly] = [{}, {}];
  let problem = attempt(graph, seed, [], full);
  if (problem) {
    const guilty = fusions.filter((fusion) => !attempt(graph, seed, [fusion]));
    problem += guilty.length > 0 ? `; not without ${guilty.join(' or ')}` : '';
  } else {
    problem = attempt(graph, seed, [off], partly);
    problem &&= `without ${off}: ${problem}`;
    problem || tally.note(full, partly, off);
  }
  if ((problem && failed < mostTold) || options.show) {
    console.log([graph, full.plan].filter(Boolean).join('\n'));
  }
  graph.dispose();
  return problem;
}

let passed = 0;
let failed = 0;
const tally = new Tally();
const chosen = options.variant ? [options.variant] : variants();
const total = Number(options.graphs);
const first = Number(options.seed);
for (const [index, variant] of chosen.entries()) {
  await useVariant(variant);
  tally.begin(tf.backend().manifest);
  for (let seed = first + index; seed < first + total; seed += chosen.length) {
    let problem;
    try {
      problem = run(seed, variant, tally);
    } catch (error) {
      problem = error.stack;
    }
    if (!problem) {
      passed++;
      continue;
    }
    failed++;
    if (failed <= mostTold) {
      console.log(`FAILED ${problem}\n    npm run programs -- --graphs 1 --seed ${seed} --variant ${variant}\n`);
    }
  }
}
for (const { name, count } of tally.counts()) {
  console.log(`${String(count).padStart(8)} ${name}`);
}
// a few graphs need not show everything
const isThorough = total >= 2000 && !options.variant;
for (const { name } of tally.counts().filter(({ count }) => isThorough && count === 0)) {
  failed++;
  console.log(`FAILED never seen: ${name}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
