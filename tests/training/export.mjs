// What training gives on tfjs's cpu backend, as data for the .NET tests: gradients of kernels, losses and networks, and losses step by
// step.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as layers from '@tensorflow/tfjs-layers';
import '../chained.mjs';
import { batchSize, draw, network } from './digits.mjs';
import { cases } from './gradient-cases.mjs';
import { lossCases } from './losses.mjs';
import { networks, optimizers, train } from './networks.mjs';
import { generator } from './values.mjs';

const folder = new URL('../../artifacts/training/', import.meta.url).pathname;
const digitEpochs = 1;
const values = (tensor) => Array.from(tensor.dataSync());
const sizeOf = (shape) => shape.reduce((product, dim) => product * dim, 1);

/** The inputs by name, or in a list, with their numbers. */
function filled(inputs, change) {
  const entries = Object.entries(inputs).map(([name, input], i) => [name, change(input, i)]);
  return Array.isArray(inputs) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

/** Several outputs become one: the first, and twice the second, and so on. */
const single = (outputs) =>
  Array.isArray(outputs) ? tf.addN(outputs.map((output, i) => tf.mul(output, i + 1))) : outputs;

function gradientCase({ inputs: described, ...row }) {
  const inputs = filled(described, (input, i) => {
    const count = sizeOf(input.shape);
    const numbers = typeof input.values === 'function' ? input.values(count, 17 + i) : input.values;
    return { ...input, values: numbers.map(Math.fround) };
  });
  if (row.wrong) {
    return { ...row, inputs };
  }
  return tf.tidy(() => {
    const tensors = filled(inputs, (input) => tf.tensor(input.values, input.shape, input.dtype));
    const sources = Object.values(tensors).filter(({ dtype }) => dtype === 'float32');
    const run = () => single(tf.engine().runKernel(row.kernel, tensors, row.attrs));
    const shape = run().shape;
    const next = generator(5);
    const dy = Array.from({ length: sizeOf(shape) }, () => Math.fround(next() * 2 - 1));
    const gradients = tf.grads(run)(sources, tf.tensor(dy, shape));
    return { ...row, inputs, dy, gradients: gradients.map(values) };
  });
}

async function digits() {
  const known = draw(1500, 1);
  const unseen = draw(200, 2);
  const model = network();
  const data = ({ images, digits: labels }) => ({ shape: images.shape, images: values(images), labels: [...labels] });
  const weights = model.getWeights().map((weight) => ({ shape: weight.shape, values: values(weight) }));
  const losses = [];
  const onBatchEnd = (_, { loss }) => losses.push(loss);
  await model.fit(known.images, known.labels, {
    epochs: digitEpochs,
    batchSize,
    shuffle: false,
    verbose: 0,
    callbacks: new layers.CustomCallback({ onBatchEnd }),
    yieldEvery: 'never',
  });
  return { batchSize, epochs: digitEpochs, known: data(known), unseen: data(unseen), weights, losses };
}

await tf.setBackend('cpu');
mkdirSync(folder, { recursive: true });
const write = (name, content) => writeFileSync(join(folder, `${name}.json`), JSON.stringify(content));
const each = (named, make) => Object.fromEntries(Object.entries(named).map(([name, value]) => [name, make(value)]));
write('gradients', cases.map(gradientCase));
write('losses', lossCases());
write(
  'networks',
  each(networks, (of) => train(of, optimizers.sgd, 3)),
);
write(
  'optimizers',
  each(optimizers, (how) => train(networks.dense, how, 30)),
);
write('digits', await digits());
