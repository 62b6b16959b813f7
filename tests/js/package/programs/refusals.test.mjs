// What compile() cannot record.
import { compile } from '@lanewise/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { agrees, forgetWarnings, holdings, input, refuses, start, take, tensor, tidy, told } from './harness.mjs';

describe('what cannot be recorded runs eagerly, with one warning', () => {
  beforeEach(() => start('simd'));

  test('data that are read in between', async () => {
    const x = tensor([1, 2]);
    const w = tensor([4]);
    const fn = (x) => (tidy(() => x.sum().dataSync()[0]) > 0 ? tidy(() => x.mul(w)) : x.neg());
    await refuses(
      fn,
      [x],
      /fn is not replayed: data are read that depend on the inputs \(after op 0, Sum float32\[\]\)/,
    );
    // what does not depend on arguments may be read
    agrees(
      (x) => (w.dataSync()[0] > 3 ? x.mul(tf.square(w).dataSync()[0]) : x),
      (seed) => input([2], seed),
    );
    w.dispose();
  });

  test('strings', async () => {
    const s = tensor(['a', 'b']);
    await refuses((s) => tf.reshape(s, [2, 1]), [s], /an argument is neither a tensor of numbers/);
    forgetWarnings();
    const x = tensor([1, 2]);
    await refuses((x) => tidy(() => tf.concat([s, s])), [x], /Concat works on strings|it gives strings/);
  });

  test('another backend', async () => {
    const fast = compile((x) => x.add(1));
    await tf.setBackend('cpu');
    const x = tensor([1]);
    for (let i = 0; i < 2; i++) {
      assert.deepEqual(take(() => fast(x)).values, [2]);
    }
    assert.match(told()[0], /^compile: the function is not replayed: the backend is cpu$/);
    assert.equal(told().length, 1);
    assert.throws(() => compile((x) => x, { strict: true })(x), /the backend is cpu/);
    await tf.setBackend('wasm');
    assert.deepEqual(take(() => fast(x)).values, [2]);
    assert.equal(fast.memory().length, 1);
    fast.dispose();
  });

  test('random numbers without a seed', async () => {
    const fast = compile((x) => x.mul(0).add(tf.randomUniform([4])));
    const x = tf.ones([4]);
    const [a, b, c] = [0, 1, 2].map(() => take(() => tidy(() => fast(x))).values);
    assert.notDeepEqual(a, b);
    assert.notDeepEqual(b, c);
    assert.equal(told().length, 1);
    assert.match(told()[0], /a random number is drawn/);
    const { random } = Math;
    assert.throws(() => compile(() => tf.dropout(x, 0.5), { strict: true })(), /a random number is drawn/);
    assert.equal(Math.random, random);
    agrees(
      (x) => x.add(tf.randomUniform([4], 0, 1, 'float32', 7)),
      (seed) => input([4], seed),
    );
  });

  test('promises', async () => {
    const x = tensor([1, -2, 3]);
    const fn = async (x) => {
      const y = x.abs();
      await null;
      const z = y.add(1);
      y.dispose();
      return z;
    };
    await refuses(fn, [x], /fn is not replayed: it is asynchronous/);
    const read = compile(async (x) => (await x.data())[1]);
    for (let i = 0; i < 2; i++) {
      assert.equal(await read(x), -2);
    }
    assert.match(told()[1], /data are read that depend on the inputs \(before the first op\)/);
    assert.equal(told().length, 2);
  });

  test('gradients around the call', () => {
    const fast = compile((x) => x.square().sum());
    const gradient = tf.grad(fast);
    const x = tensor([1, 2]);
    for (let i = 0; i < 2; i++) {
      assert.deepEqual(take(() => gradient(x)).values, [2, 4]);
    }
    assert.equal(told().length, 1);
    assert.match(told()[0], /a gradient is being computed: compile the function that computes it/);
    agrees(
      tf.grad((x) => x.square().sum()),
      (seed) => input([3], seed),
    );
    agrees(
      tf.valueAndGrads((x, y) => tf.matMul(x, y).relu().mean()),
      (seed) => [input([3, 2], seed), input([2, 4], seed)],
    );
    fast.dispose();
  });

  test('objects in which tensors could hide', async () => {
    const x = tensor([1, 2]);
    const before = holdings();
    const results = (fast) => [1, 2].map(() => take(() => fast(x).get('y')).values);
    assert.deepEqual(results(compile((x) => new Map([['y', tf.keep(x.add(1))]]))), [[2, 3], [2, 3]]); // prettier-ignore
    assert.match(told()[0], /its result is neither a tensor nor a list or plain object/);
    assert.deepEqual(holdings(), before);
    forgetWarnings();
    class Box {
      x = x;
    }
    await refuses((box) => box.x.add(1), [new Box()], /an argument is neither a tensor of numbers/);
    forgetWarnings();
    await refuses((f) => f(x), [(x) => x.add(1)], /an argument is neither a tensor of numbers/);
  });

  test('outputs whose size depends on values, as soon as it is another one', () => {
    const fn = (boxes, scores) => tf.gather(scores.mul(2), tf.image.nonMaxSuppression(boxes, scores, 10, 0.5));
    const boxes = tensor([0, 0, 1, 1, 0, 0, 1, 1.1, 2, 2, 3, 3], [3, 4]);
    const apart = tensor([0, 0, 1, 1, 5, 5, 6, 6, 2, 2, 3, 3], [3, 4]);
    const scores = tensor([0.9, 0.8, 0.7]);
    const fast = compile((...args) => tidy(() => fn(...args)));
    const strict = compile(fn, { strict: true });
    const before = holdings();
    for (const sample of [boxes, boxes, apart, boxes, apart]) {
      assert.deepEqual(
        take(() => fast(sample, scores)),
        take(() => tidy(() => fn(sample, scores))),
      );
    }
    assert.equal(told().length, 1);
    assert.match(
      told()[0],
      /is not replayed: NonMaxSuppressionV3: gives 3 elements in a replay where it gave 2 when it was recorded$/,
    );
    assert.deepEqual(fast.memory(), []);
    assert.deepEqual(holdings(), before);
    strict(boxes, scores).dispose();
    assert.throws(() => strict(apart, scores), /gives 3 elements in a replay/);
    assert.deepEqual(holdings(), before);
  });

  test('memory that runs out is an error, and nothing is lost', () => {
    const fast = compile((x) => tf.tile(x, [1, 2048]).relu().slice([5, 0], [1, 2]).neg(), { strict: true });
    const x = tf.ones([2048, 1]);
    fast(x).dispose();
    // all but pieces of 1 MB, none of it touched
    const { exports, context } = tf.backend().instance;
    const ballast = [];
    for (let elements = 2 ** 28; elements >= 2 ** 18; elements /= 2) {
      for (let id; (id = exports.allocate(context, 0, elements)) !== 0;) {
        ballast.push(id);
      }
    }
    const before = holdings();
    for (let i = 0; i < 3; i++) {
      assert.throws(() => fast(x), {
        message: /^replay: out of memory: \d+ bytes were asked for, \d+ are free in one piece$/,
      });
      assert.deepEqual(take(() => x.sum()).values, [2048]);
      assert.deepEqual(holdings(), before);
    }
    ballast.forEach((id) => exports.release(context, id));
    assert.deepEqual(take(() => fast(x)).values, [-1, -1]);
    fast.dispose();
  });
});
