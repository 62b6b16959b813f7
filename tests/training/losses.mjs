// The losses with every reduction and several weights: their values, and their gradients by the predictions.
import * as tf from '@tensorflow/tfjs-core';

const losses = {
  absoluteDifference: (labels, predictions, ...rest) => tf.losses.absoluteDifference(labels, predictions, ...rest),
  cosineDistance: (labels, predictions, ...rest) => tf.losses.cosineDistance(labels, predictions, 1, ...rest),
  hingeLoss: (labels, predictions, ...rest) => tf.losses.hingeLoss(labels, predictions, ...rest),
  huberLoss: (labels, predictions, w, reduction) => tf.losses.huberLoss(labels, predictions, w, 0.4, reduction),
  logLoss: (labels, predictions, w, reduction) => tf.losses.logLoss(labels, predictions, w, 1e-3, reduction),
  meanSquaredError: (labels, predictions, ...rest) => tf.losses.meanSquaredError(labels, predictions, ...rest),
  sigmoidCrossEntropy: (labels, logits, w, reduction) =>
    tf.losses.sigmoidCrossEntropy(labels, logits, w, 0.2, reduction),
  softmaxCrossEntropy: (labels, logits, w, reduction) =>
    tf.losses.softmaxCrossEntropy(labels, logits, w, 0.1, reduction),
};
const weights = {
  none: undefined,
  one: [[], [0.7]],
  each: [
    [3, 1],
    [2, 0, 0.5],
  ],
};
const labels = [0, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0];
const predictions = [0.1, 0.7, 0.35, 0.2, 0.9, 0.3, 0.6, 0.45, 0.55, 0.15, 0.8, 0.25];
const described = (shape, values) => ({ shape, values: values.map(Math.fround) });
const values = (tensor) => Array.from(tensor.dataSync());

/** By the names of loss, reduction and weights. */
export function lossCases() {
  const rows = {};
  for (const [name, loss] of Object.entries(losses)) {
    for (const reduction of ['NONE', 'MEAN', 'SUM', 'SUM_BY_NONZERO_WEIGHTS']) {
      for (const [kind, given] of Object.entries(weights)) {
        // of the softmax there is one loss a line
        const shape = kind === 'each' && name === 'softmaxCrossEntropy' ? [3] : given?.[0];
        const w = given && tf.tensor(given[1], shape);
        const of = (p) => loss(tf.tensor(labels, [3, 4]), p, w, tf.Reduction[reduction]);
        const { value, grad } = tf.valueAndGrad(of)(tf.tensor(predictions, [3, 4]));
        rows[`${name} ${reduction} ${kind}`] = {
          labels: described([3, 4], labels),
          predictions: described([3, 4], predictions),
          weights: given && described(shape, given[1]),
          value: values(value),
          gradient: values(grad),
        };
      }
    }
  }
  return rows;
}
