// Replays on every variant: what they give is what eager calls give, and they leave nothing behind.
import { compile } from '@lanewise/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { variants } from '../../../backend.mjs';
import { agrees, holdings, input, start, take, tensor } from './harness.mjs';

for (const variant of variants()) {
  describe(variant, () => {
    beforeEach(() => start(variant));

    test('a function gives what it gives eagerly', () => {
      const w = input([3, 3, 4, 40], 11);
      const fn = (x) => {
        const y = tf.conv2d(x, w, 1, 'same');
        const [a, b] = tf.split(tf.relu(y), 2, 3);
        return tf.concat([tf.sigmoid(a), tf.maxPool(b, 3, 1, 'same')], 3);
      };
      agrees(fn, (seed) => input([2, 30, 31, 4], seed));
      agrees(
        (x, y) => tf.matMul(tf.transpose(x), y.add(1)),
        (seed) => input([170, 130], seed),
        (seed) => input([170, 90], seed),
      );
      w.dispose();
    });

    test('errors inside a replay leave everything usable', () => {
      const fast = compile((x, at) => tf.gather(tf.relu(x.mul(2)), at));
      const x = tensor([1, -2, 3]);
      const at = (...values) => tensor(values, [values.length], 'int32');
      const [good, bad] = [at(2, 0), at(0, 7)];
      fast(x, good).dispose();
      const before = holdings();
      for (let i = 0; i < 3; i++) {
        assert.throws(() => fast(x, bad), /^Error: GatherV2: the index value 7 is not in \[0, 2\]/);
        assert.deepEqual(holdings(), before);
        assert.deepEqual(take(() => fast(x, good)).values, [6, 2]);
      }
      assert.deepEqual([...x.dataSync()], [1, -2, 3]);
      assert.equal(fast.memory().length, 1);
      fast.dispose();
    });

    test('10,000 replays leave nothing behind', () => {
      const weights = tf.variable(input([16, 16], 1));
      const fast = compile((x, y) => {
        const z = tf.relu(tf.matMul(x, weights)).add(y);
        return { z, parts: tf.split(z.square(), 2), same: x, one: tf.scalar(1) };
      });
      const [x, y] = [input([4, 16], 2), input([4, 16], 3)];
      const expected = take(() => fast(x, y));
      tf.dispose(fast(x, y));
      const before = { ...holdings(), heap: tf.memory().wasm.heap };
      for (let i = 0; i < 10_000; i++) {
        tf.dispose(fast(x, y));
      }
      assert.deepEqual({ ...holdings(), heap: tf.memory().wasm.heap }, before);
      assert.deepEqual(
        take(() => fast(x, y)),
        expected,
      );
      weights.dispose();
      fast.dispose();
    });
  });
}
