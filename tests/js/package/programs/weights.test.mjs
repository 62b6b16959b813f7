// Weights that are given back, on every variant.
import { compile } from '@lanewise/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { variants } from '../../../backend.mjs';
import { holdings, input, start, take, told } from './harness.mjs';

// What kernels read packed: the filter of a convolution, into which a batch normalisation goes, and a matrix. Not the filter of a
// depthwise convolution, nor biases.
const build = () => {
  const model = layers.sequential();
  const conv = { kernelSize: 3, kernelInitializer: 'heNormal', padding: 'same' };
  model.add(layers.layers.conv2d({ ...conv, filters: 32, inputShape: [null, null, 16], useBias: false }));
  model.add(layers.layers.batchNormalization());
  model.add(layers.layers.activation({ activation: 'relu' }));
  model.add(layers.layers.depthwiseConv2d({ kernelSize: 3, padding: 'same' }));
  model.add(layers.layers.globalAveragePooling2d({}));
  model.add(layers.layers.dense({ units: 8 }));
  return model;
};
const filterBytes = 4 * 3 * 3 * 16 * 32;
const matrixBytes = 4 * 32 * 8;

for (const variant of variants()) {
  describe(`released weights, ${variant}`, () => {
    beforeEach(() => start(variant));

    test('are gone where they are packed, and replays go on', () => {
      const before = holdings();
      const model = build();
      const fast = compile(model, { strict: true });
      const shapes = [[1, 9, 9, 16], [2, 6, 5, 16]]; // prettier-ignore
      const inputs = shapes.map((shape, seed) => input(shape, seed + 1));
      const expected = inputs.map((x) => take(() => fast.predict(x)));
      const replayed = inputs.map((x) => take(() => fast.predict(x)));
      const [first] = fast.memory();
      const full = holdings();
      fast.releaseWeights();
      inputs.forEach((x, i) => assert.deepEqual(take(() => fast.predict(x)), replayed[i])); // prettier-ignore
      for (const { weightBytes, packedBytes } of fast.memory()) {
        // each program has the filter with the batch normalisation in it, both have the matrix
        assert.equal(weightBytes, first.weightBytes - filterBytes - matrixBytes);
        assert.equal(packedBytes, first.packedBytes);
        assert.ok(packedBytes >= filterBytes + matrixBytes);
      }
      // the model's filter and what was packed from it, each program's own, and the matrix
      assert.ok(holdings().used <= full.used - 4 * filterBytes - matrixBytes, `${holdings().used} of ${full.used}`);
      assert.equal(holdings().numTensors, inputs.length);

      const settled = holdings();
      for (let i = 0; i < 10_000; i++) {
        fast.predict(inputs[i % 2]).dispose();
      }
      assert.deepEqual(holdings(), settled);
      inputs.forEach((x, i) => assert.deepEqual(take(() => fast.predict(x)), replayed[i])); // prettier-ignore
      replayed.forEach(({ values }, i) =>
        values.forEach((value, k) => assert.ok(Math.abs(value - expected[i].values[k]) <= 1e-5)),
      );
      fast.dispose();
      tf.dispose(inputs);
      assert.deepEqual(holdings(), before);
    });
  });
}

describe('released weights', () => {
  beforeEach(() => start('simd'));

  test('are an error for what was not recorded', () => {
    const model = build();
    const fast = compile(model);
    assert.throws(() => fast.releaseWeights(), /^Error: compile: the model has no program yet .*: run it first/);
    const [x, other] = [input([1, 9, 9, 16], 1), input([1, 8, 9, 16], 2)];
    const expected = take(() => model.predict(x));
    fast.predict(x).dispose();
    fast.releaseWeights();
    const before = holdings();
    assert.throws(() => fast.predict(other), /^Error: compile: the weights of the model were released, so it runs only as it was recorded: not as .*\[1,8,9,16\]/); // prettier-ignore
    assert.throws(() => tf.grad((y) => fast.predict(y))(x), /weights of the model were released, .*: a gradient is being computed/); // prettier-ignore
    assert.equal(holdings().used, before.used);
    const { values } = take(() => fast.predict(x));
    values.forEach((value, k) => assert.ok(Math.abs(value - expected.values[k]) <= 1e-5));
    assert.deepEqual(told(), []);
    fast.dispose();
    assert.throws(() => fast.predict(x), /weights of the model were released/);
  });

  test('stay where somebody else has them', () => {
    const model = build();
    const kept = model.getWeights().map((weight) => weight.clone());
    const fast = compile(model, { strict: true });
    const x = input([1, 9, 9, 16], 1);
    fast.predict(x).dispose();
    const replayed = take(() => fast.predict(x));
    const values = kept.map((weight) => [...weight.dataSync()]);
    fast.releaseWeights();
    for (let i = 0; i < 2; i++) {
      assert.deepEqual(take(() => fast.predict(x)), replayed); // prettier-ignore
    }
    assert.deepEqual(kept.map((weight) => [...weight.dataSync()]), values); // prettier-ignore
    fast.dispose();
    assert.deepEqual(kept.map((weight) => [...weight.dataSync()]), values); // prettier-ignore
  });
});
