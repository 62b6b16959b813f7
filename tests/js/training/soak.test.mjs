// Ten thousand iterations leave everything where it was; tensors move between backends; backends do not disturb each other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as layers from '@tensorflow/tfjs-layers';
import { useVariant, variants } from '../../backend.mjs';

const iterations = 10_000;

function smallModel() {
  const model = layers.sequential();
  model.add(layers.layers.conv2d({ inputShape: [5, 5, 2], filters: 3, kernelSize: 3, activation: 'relu' }));
  model.add(layers.layers.flatten());
  model.add(layers.layers.dense({ units: 2 }));
  return model;
}

const state = () => {
  const { numTensors, wasm } = tf.memory();
  return { numTensors, used: wasm.used, tensors: wasm.tensors, heap: wasm.heap, packed: wasm.packed };
};

function repeat(step) {
  for (let i = 0; i < 50; i++) {
    step();
  }
  const before = state();
  for (let i = 0; i < iterations; i++) {
    step();
  }
  const { used, ...rest } = before;
  const { used: usedNow, ...restNow } = state();
  assert.deepEqual(restNow, rest);
  // a block may be some bytes longer than asked for, where too little would be left to be a block
  assert.ok(Math.abs(usedNow - used) <= 16 * rest.tensors, `${used} bytes were in use, and now ${usedNow}`);
}

for (const variant of variants()) {
  test(`a model leaves nothing behind: ${variant}`, async () => {
    await useVariant(variant);
    const model = smallModel();
    const x = tf.ones([1, 5, 5, 2]);
    repeat(() => tf.tidy(() => void model.predict(x).dataSync()));
    tf.disposeVariables();
  });

  test(`a training step leaves nothing behind: ${variant}`, async () => {
    await useVariant(variant);
    const weight = tf.variable(tf.ones([6, 3]));
    const x = tf.ones([4, 6]);
    const optimizer = tf.train.adam(1e-4);
    repeat(() => void optimizer.minimize(() => tf.mean(tf.square(tf.matMul(x, weight))), false, [weight]));
    optimizer.dispose();
    weight.dispose();
  });

  test(`tensors move between cpu and wasm: ${variant}`, async () => {
    await useVariant(variant);
    const values = { float32: [1.5, NaN, -0], int32: [2147483647, -1, 0], bool: [1, 0, 1], string: ['a', 'ß', ''] };
    for (const [dtype, given] of Object.entries(values)) {
      await tf.setBackend('wasm');
      const tensor = tf.tensor(given, [3], dtype);
      await tf.setBackend('cpu');
      const there = tf.slice(tensor, [1], [2]);
      await tf.setBackend('wasm');
      const back = tf.concat([tf.slice(tensor, [0], [1]), there]);
      assert.equal(back.dtype, dtype);
      assert.deepEqual([...back.dataSync()], dtype === 'string' ? given : [...tf.tensor(given, [3], dtype).dataSync()]);
      tf.dispose([tensor, there, back]);
    }
    const complex = tf.complex([1, 2], [3, 4]);
    assert.deepEqual([...tf.mul(complex, complex).dataSync()], [-8, 6, -12, 16]);
  });

  test(`the backend starts again after it was removed: ${variant}`, async () => {
    await useVariant(variant);
    assert.deepEqual([...tf.add([1, 2], [3, 4]).dataSync()], [4, 6]);
    await useVariant(variant);
    assert.deepEqual([...tf.add([5, 6], [3, 4]).dataSync()], [8, 10]);
  });
}

test('backends in several threads do not disturb each other', async () => {
  const program = `
    const { parentPort, workerData } = require('node:worker_threads');
    (async () => {
      const tf = await import('@tensorflow/tfjs-core');
      await import('@lanewise/tfjs-backend-wasm');
      await tf.setBackend('wasm');
      let sum = 0;
      for (let i = 0; i < 2000; i++) {
        sum += tf.tidy(() => tf.sum(tf.matMul(tf.fill([8, 8], workerData), tf.eye(8))).dataSync()[0]);
      }
      parentPort.postMessage(sum);
    })();`;
  const sums = await Promise.all(
    [1, 2, 3, 4].map(
      (workerData) =>
        new Promise((resolve, reject) => {
          const worker = new Worker(program, { eval: true, workerData });
          worker.once('message', resolve).once('error', reject);
        }),
    ),
  );
  assert.deepEqual(
    sums,
    [1, 2, 3, 4].map((value) => value * 64 * 2000),
  );
});
