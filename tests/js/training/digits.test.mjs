// An example like MNIST: drawn digits, learnt by a small convolutional network with `fit`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { useVariant, variants } from '../../backend.mjs';
import { batchSize, draw, network } from '../../training/digits.mjs';

for (const variant of variants()) {
  test(`digits are learnt: ${variant}`, async () => {
    await useVariant(variant);
    const model = network();
    const known = draw(1500, 1);
    const unseen = draw(200, 2);
    const { history } = await model.fit(known.images, known.labels, {
      epochs: 15,
      batchSize,
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
