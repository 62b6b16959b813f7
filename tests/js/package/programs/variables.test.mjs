// Variables that a compiled function reads and assigns, and training steps.
import { compile } from '@lanewise/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { holdings, input, start, take, tensor, tidy, told } from './harness.mjs';

describe('variables', () => {
  beforeEach(() => start('simd'));

  test('are read as they are at each call, and assigned', () => {
    const v = tf.variable(tensor([1, 2]));
    const count = tf.variable(tf.scalar(0, 'int32'));
    const fast = compile(
      (x) => {
        count.assign(count.add(tf.scalar(1, 'int32')));
        return [x.mul(v), v.assign(v.add(x)) ?? v, count.square()];
      },
      { strict: true },
    );
    const x = tensor([10, 20]);
    let expected = [1, 2];
    for (let i = 1; i < 6; i++) {
      const [product, same, squared] = fast(x);
      assert.equal(same, v);
      assert.deepEqual([...product.dataSync()], [expected[0] * 10, expected[1] * 20]);
      expected = [expected[0] + 10, expected[1] + 20];
      assert.deepEqual([...v.dataSync()], expected);
      assert.deepEqual([[...squared.dataSync()], [...count.dataSync()]], [[i * i], [i]]);
      tf.dispose([product, squared]);
      if (i === 3) {
        v.assign(tensor([-1, 7]));
        expected = [-1, 7];
      }
    }
    assert.equal(fast.memory().length, 1);
    fast.dispose();
  });

  test('that share data with each other or with a tensor are told apart later', () => {
    const w = tensor([2]);
    const [a, b] = [tf.variable(w), tf.variable(w)];
    const fast = compile((x) => tf.stack([x.mul(w), x.mul(a), x.mul(b)]), { strict: true });
    const x = tensor([10]);
    assert.deepEqual(take(() => fast(x)).values, [20, 20, 20]);
    a.assign(tensor([3]));
    assert.deepEqual(take(() => fast(x)).values, [20, 30, 20]);
    b.assign(a);
    assert.deepEqual(take(() => fast(x)).values, [20, 30, 30]);
    fast.dispose();
  });

  test('that are gone: others do not matter, a new one in its place is read', () => {
    let v = tf.variable(tensor([2]));
    const other = tf.variable(tensor([9]));
    const fast = compile((x) => x.mul(v), { strict: true });
    const x = tensor([10]);
    assert.deepEqual(take(() => fast(x)).values, [20]);
    other.dispose();
    assert.deepEqual(take(() => fast(x)).values, [20]);
    v.dispose();
    v = tf.variable(tensor([3]));
    for (let i = 0; i < 2; i++) {
      assert.deepEqual(take(() => fast(x)).values, [30]);
    }
    fast.dispose();
  });

  for (const [name, optimizer] of Object.entries({
    sgd: () => tf.train.sgd(0.1),
    momentum: () => tf.train.momentum(0.05, 0.9),
    adam: () => tf.train.adam(0.02),
    rmsprop: () => tf.train.rmsprop(0.01),
  })) {
    test(`100 training steps with ${name} are those of eager`, () => {
      const train = (isCompiled) => {
        const before = holdings();
        const weights = [tf.variable(input([6, 5], 1)), tf.variable(tf.zeros([5])), tf.variable(input([5, 1], 2))];
        const steps = optimizer();
        const predict = (x) => tf.matMul(tf.tanh(tf.matMul(x, weights[0]).add(weights[1])), weights[2]);
        const step = (x, y) => steps.minimize(() => tf.losses.meanSquaredError(y, predict(x)), true, weights);
        const run = isCompiled ? compile(step, { strict: true }) : step;
        const losses = [];
        let settled;
        for (let i = 0; i < 100; i++) {
          const x = input([16, 6], 10 + i);
          const y = tidy(() => x.sum(1, true).square());
          losses.push(...take(() => run(x, y)).values);
          tf.dispose([x, y]);
          settled = i < 10 ? holdings() : settled;
        }
        // blocks of memory may be a little larger than what lies in them
        assert.deepEqual({ ...holdings(), used: 0 }, { ...settled, used: 0 });
        const values = weights.map((weight) => [...weight.dataSync()]);
        if (isCompiled) {
          assert.equal(run.memory().length, 1);
          run.dispose();
        }
        steps.dispose();
        tf.dispose(weights);
        return { losses, values, left: holdings().tensors - before.tensors };
      };
      const [eager, fast] = [train(false), train(true)];
      const far = (a, b) => Math.max(...a.map((value, i) => Math.abs(value - b[i])));
      assert.ok(eager.losses[99] < eager.losses[0] / 2);
      assert.ok(far(eager.losses, fast.losses) <= 1e-4 * eager.losses[0], `losses ${far(eager.losses, fast.losses)}`);
      eager.values.forEach((values, i) => assert.ok(far(values, fast.values[i]) <= 1e-4));
      // an optimizer keeps a constant or two
      assert.equal(fast.left, eager.left);
    });
  }
});
