// Networks that train as on cpu: the same gradients for the same weights, and the same weights after steps of every optimizer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as layers from '@tensorflow/tfjs-layers';
import { useVariant, variants } from '../../backend.mjs';

const { layers: l } = layers;
const classes = () => l.dense({ units: 3 });
const dense = () => [l.flatten(), classes()];
// its usual initial weights need tfjs's chained ops; the weights are set anyway
const recurrentInitializer = 'glorotNormal';

/** Each a shape of one input and the layers between it and three classes. */
const networks = {
  dense: [[6], () => [l.dense({ units: 5, activation: 'tanh' }), classes()]],
  conv1d: [[8, 3], () => [l.conv1d({ filters: 4, kernelSize: 3, activation: 'relu' }), ...dense()]],
  conv2d: [
    [7, 6, 2],
    () => [
      l.conv2d({ filters: 4, kernelSize: 3, strides: 2, padding: 'same' }),
      l.maxPooling2d({ poolSize: 2 }),
      ...dense(),
    ],
  ],
  conv3d: [
    [4, 5, 4, 2],
    () => [
      l.conv3d({ filters: 3, kernelSize: 2, padding: 'same' }),
      l.averagePooling3d({ poolSize: 2, strides: 1 }),
      ...dense(),
    ],
  ],
  separable: [[6, 6, 3], () => [l.separableConv2d({ filters: 4, kernelSize: 3, padding: 'same' }), ...dense()]],
  depthwise: [
    [6, 6, 3],
    () => [l.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 }), l.averagePooling2d({ poolSize: 2 }), ...dense()],
  ],
  transposed: [
    [4, 4, 2],
    () => [l.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2, padding: 'same' }), ...dense()],
  ],
  embedding: [[5], () => [l.embedding({ inputDim: 7, outputDim: 4 }), ...dense()], 'indices'],
  batchNormalization: [[4, 3], () => [l.batchNormalization(), ...dense()]],
  layerNormalization: [[4, 3], () => [l.layerNormalization(), ...dense()]],
  lstm: [[5, 3], () => [l.lstm({ units: 4, recurrentInitializer }), classes()]],
  gru: [[5, 3], () => [l.gru({ units: 4, recurrentInitializer, resetAfter: false }), classes()]],
  simpleRNN: [[5, 3], () => [l.simpleRNN({ units: 4, recurrentInitializer }), classes()]],
  dropout: [[6], () => [l.dropout({ rate: 0.5, seed: 7 }), classes()]],
  prelu: [[6], () => [l.dense({ units: 5 }), l.prelu(), classes()]],
};

const optimizers = {
  sgd: () => tf.train.sgd(0.1),
  momentum: () => tf.train.momentum(0.1, 0.9),
  adagrad: () => tf.train.adagrad(0.1),
  adadelta: () => tf.train.adadelta(0.5),
  adam: () => tf.train.adam(0.05),
  adamax: () => tf.train.adamax(0.05),
  rmsprop: () => tf.train.rmsprop(0.05),
};

const samples = 9;
const wave = (length, step) => Float32Array.from({ length }, (_, i) => Math.sin(1 + i * step));

/** Trains for some steps on the current backend; gives the gradients of the first and the losses and weights after the last. */
function train([shape, between, kind], optimizer, steps) {
  const model = layers.sequential();
  const made = between();
  const input = l.inputLayer({ inputShape: shape });
  [input, ...made].forEach((layer) => model.add(layer));
  model.setWeights(
    model.getWeights().map((w, i) =>
      tf.tensor(
        wave(w.size, 0.7 + i).map((value) => value * 0.4),
        w.shape,
      ),
    ),
  );
  const size = samples * shape.reduce((product, dim) => product * dim, 1);
  const values = kind === 'indices' ? Float32Array.from({ length: size }, (_, i) => (i * 5) % 7) : wave(size, 1.3);
  const x = tf.tensor(values, [samples, ...shape]);
  const labels = tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1, 2, 2, 1, 0], 'int32'), 3);
  const loss = () => tf.losses.softmaxCrossEntropy(labels, model.apply(x, { training: true }));
  const variables = model.trainableWeights.map((weight) => weight.val);
  const { grads } = tf.variableGrads(loss, variables);
  const gradients = variables.map(({ name }) => Array.from(grads[name].dataSync()));
  const losses = [];
  const how = optimizer();
  for (let step = 0; step < steps; step++) {
    losses.push(how.minimize(loss, true, variables).dataSync()[0]);
  }
  const weights = variables.map((variable) => Array.from(variable.dataSync()));
  tf.disposeVariables();
  return { gradients, losses, weights };
}

function assertClose(actual, expected, tolerance, what) {
  const scale = Math.max(1e-3, ...expected.flat().map(Math.abs));
  assert.equal(actual.flat().length, expected.flat().length);
  actual.flat().forEach((value, i) => {
    const want = expected.flat()[i];
    assert.ok(Math.abs(value - want) <= tolerance * scale, `${what} ${i} is ${value}, on cpu ${want}`);
  });
}

async function onCpu(run) {
  await tf.setBackend('cpu');
  return run();
}

for (const variant of variants()) {
  for (const [name, network] of Object.entries(networks)) {
    test(`${name} trains as on cpu: ${variant}`, async () => {
      const expected = await onCpu(() => train(network, optimizers.sgd, 3));
      await useVariant(variant);
      const actual = train(network, optimizers.sgd, 3);
      assertClose(actual.gradients, expected.gradients, 2e-5, 'gradient');
      assertClose(actual.weights, expected.weights, 2e-5, 'weight');
    });
  }
  for (const [name, optimizer] of Object.entries(optimizers)) {
    test(`${name} learns as on cpu: ${variant}`, async () => {
      const expected = await onCpu(() => train(networks.dense, optimizer, 30));
      await useVariant(variant);
      const actual = train(networks.dense, optimizer, 30);
      assertClose(actual.losses, expected.losses, 1e-4, 'loss');
      assert.ok(actual.losses[29] < actual.losses[0], `the loss went from ${actual.losses[0]} to ${actual.losses[29]}`);
    });
  }
}
