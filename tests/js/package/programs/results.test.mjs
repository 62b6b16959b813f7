// Arguments and results of compiled functions: structures, dtypes, shared data.
import { compile } from '@lanewise/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { agrees, holdings, input, start, take, tensor, tidy } from './harness.mjs';

describe('results and arguments', () => {
  beforeEach(() => start('simd'));

  test('keep their structure', () => {
    agrees(
      ({ a, list: [b, factor] }, name) => ({
        [name]: [a.mul(factor), { b: b.neg() }],
        n: 7,
        none: null,
        s: 'x',
        f: [],
      }),
      (seed) => ({ a: input([3], seed), list: [input([2, 2], seed), 2.5] }),
      () => 'sum',
    );
    agrees(
      () => undefined,
      (seed) => input([1], seed),
    );
    agrees(
      (x) => new Float32Array(3),
      (seed) => input([1], seed),
    );
  });

  test('all dtypes, scalars and empty tensors', () => {
    for (const dtype of ['float32', 'int32', 'bool']) {
      agrees(
        (x) => [tf.cast(x, 'int32').add(1), x.equal(0), tf.reshape(x, [3, 2]), tf.tile(x, [2, 1])],
        (seed) => tensor([0, seed, 1, 0, 3, 4], [2, 3], dtype),
      );
    }
    agrees(
      (x) => [x.exp(), x.sum(), tf.concat([x, x])],
      () => tensor([], [0, 3]),
    );
    agrees(
      (x) => x.exp().add(x.square()),
      (seed) => tf.scalar(seed),
    );
    agrees(
      (x) => [tf.real(tf.spectral.fft(x)), tf.imag(x.mul(x))],
      (seed) => tidy(() => tf.complex(input([8], seed), input([8], seed + 9))),
    );
  });

  test('may share data with each other, with an argument and with what was there', () => {
    const outside = input([6], 5);
    const fn = (x) => {
      const y = x.mul(2);
      return [y, tf.reshape(y, [2, 3]), y, x.clone(), tf.reshape(x, [3, 2]), tf.reshape(outside, [6, 1]), outside];
    };
    agrees(
      (x) => fn(x).slice(0, 6),
      (seed) => input([6], seed),
    );
    const fast = compile(fn);
    const x = input([6], 1);
    tf.dispose(fast(x).filter((result) => result !== outside));
    const results = fast(x);
    fast.dispose();
    x.dispose();
    // each by itself, in any order
    for (const result of results.reverse()) {
      result.sum().dispose();
      result.dispose();
    }
    assert.equal(outside.sum().dataSync().length, 1);
    outside.dispose();
  });

  test('constants among the results outlive the program', () => {
    const before = holdings();
    const fast = compile((x) => [x.add(1), tf.range(0, 5), tf.scalar(3).square()]);
    const x = input([2], 1);
    tf.dispose(fast(x));
    const [sum, range, nine] = fast(x);
    fast.dispose();
    const more = tf.fill([64], 7);
    assert.deepEqual([...range.dataSync()], [0, 1, 2, 3, 4]);
    assert.deepEqual([...nine.dataSync()], [9]);
    tf.dispose([sum, range, nine, more, x]);
    assert.deepEqual(holdings(), before);
  });

  test('the same tensor twice, views of one tensor, and an argument that is captured, too', () => {
    const x = input([4], 3);
    const fn = (a, b) => [a.sub(b), a.mul(x), tf.concat([a, b, a])];
    agrees(
      fn,
      () => x.clone(),
      (seed) => input([4], seed),
    );
    const fast = compile(fn, { strict: true });
    const y = input([4], 4);
    const view = tf.reshape(x, [4]);
    for (const args of [
      [x, x],
      [x, y],
      [view, x],
      [y, y],
    ]) {
      // prettier-ignore
      assert.deepEqual(
        take(() => fast(...args)),
        take(() => fn(...args)),
      );
    }
    assert.equal(fast.memory().length, 1);
    fast.dispose();
  });

  test('constants that are made inside, an argument that is not needed', () => {
    agrees(
      (x) =>
        tf
          .oneHot(tensor([0, 2], [2], 'int32'), 3)
          .add(tf.ones([2, 3]))
          .mul(tf.linspace(0, 1, 3)),
      (seed) => input([2], seed),
    );
    agrees(
      (x, y) => tidy(() => [x.add(tf.tensor([1, 2])), y.mul(2)][0]),
      (seed) => input([2], seed),
      (seed) => input([5], seed),
    );
  });

  test('a disposed argument is an error', () => {
    const fast = compile((x) => x.add(1));
    const x = input([2], 1);
    fast(x).dispose();
    x.dispose();
    assert.throws(() => fast(x), /disposed/);
    fast.dispose();
  });

  test('tensors of another backend move here', async () => {
    const fast = compile((x, y) => x.add(y), { strict: true });
    await tf.setBackend('cpu');
    const [x, y] = [tensor([1, 2]), tensor([3, 4])];
    await tf.setBackend('wasm');
    for (let i = 0; i < 3; i++) {
      assert.deepEqual(take(() => fast(x, y)).values, [4, 6]);
    }
    tf.dispose([x, y]);
    fast.dispose();
  });
});
