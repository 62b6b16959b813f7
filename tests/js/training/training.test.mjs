// Networks that train as on cpu: the same gradients for the same weights, and the same weights after steps of every optimizer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { useVariant, variants } from '../../backend.mjs';
import { networks, optimizers, train } from '../../training/networks.mjs';

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
