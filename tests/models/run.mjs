// Runs the real models on every variant and compares their outputs with those of tfjs's cpu backend.
//   npm run models -- [--official] [model ...]
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { useVariant, variants } from '../backend.mjs';
import { chooseModels } from './catalogue.mjs';
import { largestError } from './compare.mjs';
import { inputOf } from './input.mjs';

const tolerance = 1e-4;

const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: { official: { type: 'boolean', default: false } },
});

async function runModel(model, artifacts, values, repeats) {
  const handler = { load: async () => ({ ...artifacts }) };
  const network = await (model.layers ? loadLayersModel(handler) : loadGraphModel(handler));
  const input = tf.tidy(() => {
    const image = tf.tensor(values, [1, ...model.input], model.dtype ?? 'float32');
    return model.channelsFirst ? tf.transpose(image, [0, 3, 1, 2]) : image;
  });
  const others = model.others?.((value) => tf.scalar(value)) ?? {};
  const inputs = model.others ? { [network.inputs[0].name]: input, ...others } : input;
  const times = [];
  let outputs;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const began = performance.now();
    const results = [
      await (model.layers
        ? network.predict(input)
        : model.dynamic
          ? network.executeAsync(inputs)
          : network.execute(inputs)),
    ].flat();
    const data = await Promise.all(results.map((result) => result.data()));
    times.push(performance.now() - began);
    outputs = results.map(({ shape, dtype }, index) => ({ shape, dtype, values: data[index] }));
    tf.dispose(results);
  }
  tf.dispose([input, others]);
  network.dispose();
  times.sort((a, b) => a - b);
  return { outputs, ms: times[times.length >> 1] };
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
  await tf.setBackend('cpu');
  const reference = await runModel(model, artifacts, values, 1);
  for (const variant of variants(options)) {
    try {
      await useVariant(variant, options);
      const { outputs, ms } = await runModel(model, artifacts, values, 3);
      const { error, where, good } = largestError(reference.outputs, outputs, model.tolerance ?? (() => tolerance));
      good ? passed++ : failed++;
      const verdict = good ? 'ok' : 'FAILED';
      print(model.name, variant, error.toExponential(1), where, ms.toFixed(1), reference.ms.toFixed(0), verdict);
    } catch (error) {
      failed++;
      print(model.name, variant, '-', '-', '-', reference.ms.toFixed(0), 'FAILED');
      console.log(`    ${error.message}`);
    }
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
