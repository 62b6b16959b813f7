// Compiled LayersModels.
import { compile } from '@lanewise/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { holdings, input, start, take, tensor, tidy } from './harness.mjs';

describe('models', () => {
  beforeEach(() => start('simd'));

  const build = () => {
    const model = layers.sequential();
    const conv = { kernelSize: 3, kernelInitializer: 'heNormal', padding: 'same' };
    model.add(layers.layers.conv2d({ ...conv, filters: 8, inputShape: [9, 9, 3], useBias: false }));
    model.add(layers.layers.batchNormalization());
    model.add(layers.layers.activation({ activation: 'relu' }));
    model.add(layers.layers.depthwiseConv2d({ kernelSize: 3, padding: 'same', activation: 'relu6' }));
    model.add(layers.layers.globalAveragePooling2d({}));
    model.add(layers.layers.dense({ units: 4, activation: 'softmax' }));
    // any values but those that change nothing
    model.setWeights(
      model.getWeights().map((weight, i) =>
        tidy(() =>
          input(weight.shape, i + 1)
            .abs()
            .add(0.1),
        ),
      ),
    );
    return model;
  };

  const close = (actual, expected) => {
    assert.deepEqual(actual.shape, expected.shape);
    actual.values.forEach((value, i) => assert.ok(Math.abs(value - expected.values[i]) <= 1e-5, `${value} at ${i}`));
  };

  test('a LayersModel with batch normalisation, whose weights change afterwards', () => {
    const model = build();
    const fast = compile(model, { strict: true });
    assert.equal(fast.inputs, model.inputs);
    assert.equal(fast.outputs, model.outputs);
    const x = input([2, 9, 9, 3], 7);
    const check = () => {
      for (let i = 0; i < 3; i++) {
        close(
          take(() => fast.predict(x)),
          take(() => model.predict(x)),
        );
      }
      assert.equal(fast.memory().length, 1);
    };
    check();
    assert.match(fast.explain(), /FusedBatchNorm .*went into the weights|Multiply .*went into the weights/);
    const changed = model.getWeights().map((weight) => tidy(() => weight.mul(0.5).add(0.25)));
    model.setWeights(changed);
    tf.dispose(changed);
    check();
    const before = holdings();
    check();
    assert.deepEqual(holdings(), before);
    fast.dispose();
    model.dispose();
  });

  test('a LayersModel that is trained in between', async () => {
    const model = build();
    model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
    const fast = compile(model, { strict: true });
    const x = input([4, 9, 9, 3], 7);
    const y = tf.oneHot(tensor([0, 1, 2, 3], [4], 'int32'), 4);
    for (let round = 0; round < 3; round++) {
      close(
        take(() => fast.predict(x)),
        take(() => model.predict(x)),
      );
      await model.trainOnBatch(x, y);
    }
    fast.dispose();
  });
});
