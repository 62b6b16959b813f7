// An example like MNIST: digits drawn by segments, shifted and noisy, and a small convolutional network.
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { generator } from './values.mjs';

/** Height and width of an image. */
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

export function draw(count, seed) {
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

export const batchSize = 30;

/** Compiled, with initial weights that are the same in every run. */
export function network() {
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
  return model;
}
