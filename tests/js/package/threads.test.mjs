// Threads: what they compute is what one thread computes, whatever is going on, and they end when they should.
import { getThreadsCount, getVariant, setThreadsCount, setVariant } from '@lanewise/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { after, test } from 'node:test';
import { useVariant } from '../../backend.mjs';
import { relaxedFlag } from '../../../scripts/node-flags.mjs';

const cores = os.availableParallelism();
after(() => setThreadsCount(cores));

/** Ops large enough to be shared out (see Call.Parallel.cs), each with the seed of its inputs. */
const ops = {
  matMul: (x) => tf.matMul(x([190, 170], 1), x([170, 210], 2)),
  'matMul of few rows': (x) => tf.matMul(x([3, 900], 1), x([900, 700], 2)),
  'conv 1x1': (x) => tf.conv2d(x([1, 40, 41, 30], 1), x([1, 1, 30, 50], 2), 1, 'same'),
  'conv 3x3': (x) => tf.conv2d(x([2, 30, 31, 16], 1), x([3, 3, 16, 21], 2), 2, 'same'),
  'conv of small image': (x) => tf.conv2d(x([1, 4, 4, 120], 1), x([3, 3, 120, 200], 2), 1, 'same'),
  'conv of 3 channels': (x) => tf.conv2d(x([1, 90, 91, 3], 1), x([3, 3, 3, 19], 2), 2, 'same'),
  'transposed conv': (x) => tf.conv2dTranspose(x([1, 30, 30, 24], 1), x([3, 3, 12, 24], 2), [1, 60, 60, 12], 2, 'same'),
  depthwise: (x) => tf.depthwiseConv2d(x([2, 50, 51, 33], 1), x([3, 3, 33, 1], 2), 1, 'same'),
  'fused prelu': (x) =>
    tf.fused.conv2d({
      x: x([1, 50, 50, 20], 1),
      filter: x([1, 1, 20, 30], 2),
      strides: 1,
      pad: 'same',
      bias: x([30], 3),
      activation: 'prelu',
      preluActivationWeights: x([30], 4),
    }),
  sigmoid: (x) => tf.sigmoid(x([300, 301], 1)),
  add: (x) => tf.add(x([200, 301], 1), x([200, 301], 2)),
  broadcast: (x) => tf.mul(x([70, 80, 33], 1), x([80, 1], 2)),
  cast: (x) => tf.cast(x([300, 333], 1), 'int32'),
  softmax: (x) => tf.softmax(x([900, 65], 1)),
  resize: (x) => tf.image.resizeBilinear(x([1, 40, 40, 7], 1), [101, 99]),
  transpose: (x) => tf.transpose(x([90, 70, 30], 1), [2, 0, 1]),
  pad: (x) =>
    tf.pad(
      x([1, 80, 81, 24], 1),
      [
        [0, 0],
        [1, 2],
        [3, 0],
        [0, 0],
      ],
      2,
    ),
  concat: (x) => tf.concat([x([300, 80], 1), x([300, 333], 2), x([300, 7], 3)], 1),
  maxPool: (x) => tf.maxPool(x([2, 180, 91, 18], 1), 3, 2, 'same'),
};

const input = (shape, seed) => tf.randomUniform(shape, -1, 1, 'float32', seed);

/** Runs an op, and gives its bits. */
function bitsOf(name) {
  const result = tf.tidy(() => ops[name](input));
  const values = result.dataSync().slice();
  result.dispose();
  return new Int32Array(values.buffer);
}

/** As on a machine with so many cores. */
async function useThreads(variant, count) {
  const { availableParallelism } = os;
  os.availableParallelism = () => count;
  syncBuiltinESMExports();
  setThreadsCount(count);
  await useVariant(variant);
  assert.equal(getThreadsCount(), count);
  os.availableParallelism = availableParallelism;
  syncBuiltinESMExports();
}

for (const variant of ['simd', 'relaxed']) {
  test(`${variant}: threads compute the same bits as one, over and over, with the pool made anew in between`, async () => {
    await useVariant(variant);
    const expected = Object.fromEntries(Object.keys(ops).map((name) => [name, bitsOf(name)]));
    const names = Object.keys(ops);
    let state = 7;
    const next = (n) => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) % n;
    for (let round = 0; round < 8; round++) {
      await useThreads(`${variant}-threads`, 2 + (round % 3));
      bitsOf(names[0]);
      const { numTensors } = tf.memory();
      const before = tf.backend().memory().wasm;
      for (let i = 0; i < 250; i++) {
        const name = names[next(names.length)];
        const bits = bitsOf(name);
        const wrong = bits.findIndex((value, at) => value !== expected[name][at]);
        assert.equal(wrong, -1, `${name} in round ${round}: element ${wrong}`);
        if (i % 50 === 0) {
          // lets workers start, and sleep
          await new Promise((resolve) => setTimeout(resolve, next(20)));
        }
      }
      assert.equal(tf.memory().numTensors, numTensors);
      assert.equal(tf.backend().memory().wasm.used, before.used);
    }
  });
}

test('as many threads as asked for, at most as many as there are cores', async () => {
  for (const asked of [1, 2, 1000]) {
    setThreadsCount(asked);
    await useVariant('simd-threads');
    assert.equal(getThreadsCount(), Math.min(asked, cores));
  }
  await useVariant('simd');
  assert.equal(getThreadsCount(), 1);
  assert.throws(() => setThreadsCount(NaN), /setThreadsCount: NaN is no number of threads/);
});

test('one thread is asked for, and the module without shared memory runs', async () => {
  setThreadsCount(1);
  await useVariant(null);
  assert.doesNotMatch(getVariant(), /threads/);
  setThreadsCount(cores);
  await useVariant(null);
  assert.equal(/threads/.test(getVariant()), cores > 1);
  setVariant(null);
});

test('Node exits by itself while workers sleep', () => {
  const program = `
    import * as tf from '@tensorflow/tfjs-core';
    import { setVariant } from '@lanewise/tfjs-backend-wasm';
    setVariant('simd-threads');
    await tf.setBackend('wasm');
    const x = tf.ones([500, 500]);
    console.log(tf.matMul(x, x).dataSync()[0]);`;
  const { stdout, status, signal } = spawnSync(
    process.execPath,
    [...relaxedFlag, '--input-type=module', '-e', program],
    {
      encoding: 'utf8',
      timeout: 30_000,
    },
  );
  assert.deepEqual([stdout.trim(), status, signal], ['500', 0, null]);
});
