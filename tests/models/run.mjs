// Runs the real models on every variant and compares their outputs with those of tfjs's cpu backend; on some, compiled with
// those of eager.
//   npm run models -- [--official] [model ...]
import { parseArgs } from 'node:util';
import { useVariant, variants } from '../backend.mjs';
import { chooseModels } from './catalogue.mjs';
import { largestError } from './compare.mjs';
import { compareCompiled } from './compiled.mjs';
import { inputOf } from './input.mjs';
import { referenceOf } from './reference.mjs';
import { openModel } from './session.mjs';

const tolerance = 1e-4;

const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: { official: { type: 'boolean', default: false } },
});

/** Compiled models are as well run on these. */
const compiledOn = ['simd', 'relaxed-threads'];

async function runModel(model, artifacts, values, repeats) {
  const session = await openModel(model, artifacts, values);
  const times = [];
  let outputs;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const began = performance.now();
    outputs = await session.run();
    times.push(performance.now() - began);
  }
  session.dispose();
  const [first] = times;
  times.sort((a, b) => a - b);
  return { outputs, first, ms: times[times.length >> 1] };
}

const columns = [20, 10, 12, 24, 10, 10];
const print = (...cells) =>
  console.log(
    cells.map((cell, index) => (index < 2 ? cell.padEnd(columns[index]) : cell.padStart(columns[index]))).join(' '),
  );

let passed = 0;
let failed = 0;
print('model', 'variant', 'error/range', 'where', 'ms', 'cpu ms', 'verdict');
for (const model of chooseModels(positionals)) {
  const artifacts = await model.load(model);
  const values = await inputOf(model);
  const reference = await referenceOf(model);
  for (const variant of variants(options)) {
    try {
      await useVariant(variant, options);
      const eager = await runModel(model, artifacts, values, 3);
      const { outputs, ms } = eager;
      const { error, where, good } = largestError(reference.outputs, outputs, model.tolerance ?? (() => tolerance));
      good ? passed++ : failed++;
      const verdict = good ? 'ok' : 'FAILED';
      print(model.name, variant, error.toExponential(1), where, ms.toFixed(1), reference.ms.toFixed(0), verdict);
      if (compiledOn.includes(variant) && !options.official) {
        const { text, good } = await compareCompiled(model, artifacts, values, eager, reference);
        good ? passed++ : failed++;
        console.log(`    compiled: ${text}${good ? '' : ' FAILED'}`);
      }
    } catch (error) {
      failed++;
      print(model.name, variant, '-', '-', '-', reference.ms.toFixed(0), 'FAILED');
      console.log(`    ${error.message}`);
    }
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
