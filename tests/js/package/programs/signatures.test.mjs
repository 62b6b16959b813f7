// One program for each signature: how many there are, when they go, what explain tells of them.
import { compile } from '@lanewise/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { useVariant } from '../../../backend.mjs';
import { holdings, input, start, take, tensor, tidy, told } from './harness.mjs';

describe('programs', () => {
  beforeEach(() => start('simd'));

  test('one for each combination of shapes, dtypes and other arguments', () => {
    const fast = compile((x, n) => tf.tile(x, [n]).add(tensor(1, [], x.dtype)), { strict: true });
    const samples = [
      [tensor([1, 2]), 1],
      [tensor([1, 2, 3]), 1],
      [tensor([1, 2]), 2],
      [tensor([1, 2], [2], 'int32'), 2],
    ];
    for (let round = 0; round < 3; round++) {
      for (const [x, n] of samples) {
        const { values, dtype } = take(() => fast(x, n));
        assert.deepEqual([values, dtype], [Array(n).fill([...x.dataSync()]).flat().map((value) => value + 1), x.dtype]); // prettier-ignore
      }
      assert.equal(fast.memory().length, 4);
    }
    fast.dispose();
  });

  test('arguments that look alike are told apart', () => {
    const fast = compile((...args) => JSON.stringify(args) + Object.is(args[0], -0), { strict: true });
    const calls = [[['a,b']], [['a', 'b']], [1], ['1'], [0], [-0], [{ a: 1 }], [[['a', 1]]], [null], [true], ['true']];
    for (let round = 0; round < 2; round++) {
      calls.forEach((args) => assert.equal(fast(...args), JSON.stringify(args) + Object.is(args[0], -0)));
    }
    fast.dispose();
  });

  test('no more than asked for: the one that was not used for the longest time goes', () => {
    let runs = 0;
    const fast = compile((x) => (runs++, x.add(1)), { maxPrograms: 2 });
    const [a, b, c] = [1, 2, 3].map((n) => tf.ones([n]));
    const call = (x) => fast(x).dispose();
    const before = holdings();
    [a, b, a, c].forEach(call); // b goes
    assert.equal(runs, 3);
    assert.equal(fast.memory().length, 2);
    [a, c].forEach(call);
    assert.equal(runs, 3);
    call(b);
    assert.equal(runs, 4);
    assert.equal(fast.memory().length, 2);
    fast.dispose();
    assert.deepEqual(holdings(), before);
    assert.deepEqual(fast.memory(), []);
    call(a);
    assert.equal(runs, 5);
    fast.dispose();
  });

  test('run within one another', () => {
    const inner = compile((x) => x.mul(2).add(1), { strict: true });
    const outer = compile((x) => inner(inner(x)).square(), { strict: true });
    const x = tensor([1, 2]);
    for (let i = 0; i < 3; i++) {
      assert.deepEqual(take(() => outer(x)).values, [49, 121]);
      assert.deepEqual(take(() => inner(x)).values, [3, 5]);
    }
    inner.dispose();
    outer.dispose();
  });

  test('results belong to the scope around the call', () => {
    const fast = compile((x) => [x.add(1), x.mul(2)]);
    const x = tensor([1]);
    const before = holdings();
    for (let i = 0; i < 3; i++) {
      const kept = tidy(() => fast(x)[0]);
      assert.deepEqual([...kept.dataSync()], [2]);
      kept.dispose();
    }
    fast.dispose();
    assert.deepEqual(holdings(), before);
  });

  test('an error while recording is passed on, and the next call records', () => {
    let fails = true;
    const fast = compile(
      (x) => {
        const y = x.add(1);
        if (fails) {
          throw new Error('no');
        }
        return y;
      },
      { strict: true },
    );
    const x = tensor([1]);
    const before = holdings();
    assert.throws(() => fast(x), /^Error: no$/);
    assert.deepEqual(holdings(), before);
    fails = false;
    for (let i = 0; i < 2; i++) {
      assert.deepEqual(take(() => fast(x)).values, [2]);
    }
    assert.equal(fast.memory().length, 1);
    fast.dispose();
  });

  test('a backend that was removed and started again records anew', async () => {
    const fast = compile((x) => x.add(1), { strict: true });
    for (let round = 0; round < 3; round++) {
      await useVariant(round === 1 ? 'scalar' : 'simd');
      const x = tensor([round]);
      for (let i = 0; i < 2; i++) {
        assert.deepEqual(take(() => fast(x)).values, [round + 1]);
      }
      assert.equal(fast.memory().length, 1);
    }
    fast.dispose();
  });

  test('explain tells what became of each op; fusions can be switched off', () => {
    const w = input([1, 1, 8, 8], 1);
    const s = input([8], 2);
    const fn = (x) => {
      const y = tf.conv2d(x, w, 1, 'valid').mul(s);
      const z = tf.minimum(tf.maximum(y, 0), 6);
      x.square();
      return z.add(tf.scalar(2).sqrt());
    };
    const x = input([1, 4, 4, 8], 3);
    const lines = (options) => {
      const fast = compile(fn, options);
      const result = fast(x);
      const text = fast.explain();
      fast.dispose();
      result.dispose();
      return text.split('\n');
    };
    const [conv, mul, max, min, square, sqrt, add, ...others] = lines();
    assert.deepEqual(others, []);
    assert.match(conv, /^0 Conv2D float32\[1,4,4,8\]: runs/);
    assert.match(mul, /^1 Multiply .*: went into the weights of op 0, Conv2D/);
    assert.match(max, /^2 Maximum .*: follows in the pass of op 0/);
    assert.match(min, /^3 Minimum .*: follows in the pass of op 0/);
    assert.match(square, /^4 Square .*: is not needed/);
    assert.match(sqrt, /^5 Sqrt float32\[\]: was computed when the program was built/);
    assert.match(add, /^6 Add(V2)? .*: follows in the pass of op 0/);
    const plain = lines({ without: ['scale', 'chain'] });
    assert.match(plain[1], /^1 Multiply .*: runs by itself: it was switched off/);
    assert.match(plain[6], /^6 Add(V2)? .*: runs by itself/);
    assert.throws(
      () => lines({ without: ['speed'] }),
      /^Error: compile: there is no fusion 'speed'; there are .*chain/,
    );
    assert.deepEqual(
      take(() => compile(fn)(x)),
      take(() => tidy(() => fn(x))),
    );
    assert.throws(() => compile(7), /^Error: compile: takes a model or a function/);
  });
});
