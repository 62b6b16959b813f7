// An example like MNIST: digits drawn by segments, shifted and noisy, learnt by a small convolutional network with `fit`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { useVariant, variants } from '../../backend.mjs';

const side = 12;
/** Rows and columns of the seven segments, from the top clockwise, the middle last; and which of them each digit has. */
const segments = [
  [0, 0, 1, 5],
  [0, 4, 5, 1],
  [4, 4, 5, 1],
  [8, 0, 1, 5],
  [4, 0, 5, 1],
  [0, 0, 5, 1],
  [4, 0, 1, 5],
];
const digits = ['012345', '12', '01346', '01236', '1256', '02356', '023456', '012', '0123456', '012356'];

/** Mulberry32, so that every variant learns from the same digits. */
function generator(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function draw(count, seed) {
  const next = generator(seed);
  const pixels = Float32Array.from({ length: count * side * side }, () => next() * 0.4);
  const labels = Int32Array.from({ length: count }, (_, i) => i % 10);
  labels.forEach((digit, i) => {
    const [down, right] = [Math.floor(next() * 4), Math.floor(next() * 7)];
    for (const segment of digits[digit]) {
      const [top, left, height, width] = segments[segment];
      for (let y = top; y < top + height; y++) {
        for (let x = left; x < left + width; x++) {
          pixels[(i * side + y + down) * side + x + right] = 0.7 + 0.3 * next();
        }
      }
    }
  });
  return {
    images: tf.tensor4d(pixels, [count, side, side, 1]),
    labels: tf.oneHot(tf.tensor1d(labels, 'int32'), 10),
    digits: labels,
  };
}

for (const variant of variants()) {
  test(`digits are learnt: ${variant}`, async () => {
    await useVariant(variant);
    const { layers: l } = layers;
    const initial = (seed) => layers.initializers.glorotUniform({ seed });
    const model = layers.sequential();
    model.add(
      l.conv2d({
        inputShape: [side, side, 1],
        filters: 8,
        kernelSize: 5,
        activation: 'relu',
        kernelInitializer: initial(1),
      }),
    );
    model.add(l.maxPooling2d({ poolSize: 2 }));
    model.add(l.conv2d({ filters: 16, kernelSize: 3, activation: 'relu', kernelInitializer: initial(2) }));
    model.add(l.flatten());
    model.add(l.dense({ units: 10, activation: 'softmax', kernelInitializer: initial(3) }));
    model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy' });
    const known = draw(1500, 1);
    const unseen = draw(200, 2);
    const { history } = await model.fit(known.images, known.labels, {
      epochs: 15,
      batchSize: 30,
      shuffle: false,
      verbose: 0,
    });
    assert.ok(history.loss.at(-1) < history.loss[0] / 4, `losses ${history.loss}`);
    const found = tf.argMax(model.predict(unseen.images), 1).dataSync();
    const right = unseen.digits.filter((digit, i) => digit === found[i]).length;
    assert.ok(right >= 190, `${right} of 200 digits are right`);
    tf.disposeVariables();
  });
}
