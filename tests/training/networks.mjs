// Networks of many kinds and how they are trained, the same in every test.
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';

const { layers: l } = layers;
const classes = () => l.dense({ units: 3 });
const dense = () => [l.flatten(), classes()];
// its usual initial weights need tfjs's chained ops; the weights are set anyway
const recurrentInitializer = 'glorotNormal';

/** Each a shape of one input and the layers between it and three classes. */
export const networks = {
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

export const optimizers = {
  sgd: () => tf.train.sgd(0.1),
  momentum: () => tf.train.momentum(0.1, 0.9),
  adagrad: () => tf.train.adagrad(0.1),
  adadelta: () => tf.train.adadelta(0.5),
  adam: () => tf.train.adam(0.05),
  adamax: () => tf.train.adamax(0.05),
  rmsprop: () => tf.train.rmsprop(0.05),
  nesterov: () => tf.train.momentum(0.1, 0.9, true),
  adamaxWithDecay: () => tf.train.adamax(0.05, 0.8, 0.99, 1e-5, 0.1),
  rmspropCentered: () => tf.train.rmsprop(0.02, 0.8, 0.5, 1e-9, true),
};

const samples = 9;
const wave = (length, step) => Float32Array.from({ length }, (_, i) => Math.sin(1 + i * step));

const tensors = (list) => list.map((tensor) => ({ shape: tensor.shape, values: Array.from(tensor.dataSync()) }));

/** Trains for some steps on the current backend: what it begins with, the gradients of the first step, the losses, the weights at last. */
export function train([shape, between, kind], optimizer, steps) {
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
  const [initial, inputs] = [tensors(variables), tensors([x, labels])];
  const { grads } = tf.variableGrads(loss, variables);
  const gradients = variables.map(({ name }) => Array.from(grads[name].dataSync()));
  const losses = [];
  const how = optimizer();
  for (let step = 0; step < steps; step++) {
    losses.push(how.minimize(loss, true, variables).dataSync()[0]);
  }
  const weights = variables.map((variable) => Array.from(variable.dataSync()));
  tf.disposeVariables();
  return { inputs, initial, gradients, losses, weights };
}
