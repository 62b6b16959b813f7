// compile(): what is replayed equals what runs eagerly, what cannot be recorded is told, and nothing is left behind.
import { compile } from '@lanewise/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as layers from '@tensorflow/tfjs-layers';
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { useVariant, variants } from '../../backend.mjs';
import '../../chained.mjs';

const input = (shape, seed) => tf.randomUniform(shape, -1, 1, 'float32', seed);
const { tensor, tidy } = tf;

/** A fresh backend, whose table of tensors has its usual size. Variables of tests before are gone. */
async function start(variant) {
  tf.disposeVariables();
  await useVariant(variant);
  tf.scalar(0).dispose();
}

/** What holds memory: tfjs's tensors and buffers, the module's tensors and bytes. */
function holdings() {
  const { numTensors, numDataBuffers, wasm } = tf.memory();
  return { numTensors, numDataBuffers, tensors: wasm.tensors, used: wasm.used };
}

/** Values of all tensors in a structure. */
const valuesOf = (result) =>
  result instanceof tf.Tensor
    ? { shape: result.shape, dtype: result.dtype, values: [...result.dataSync()] }
    : Array.isArray(result)
      ? result.map(valuesOf)
      : typeof result === 'object' && result !== null
        ? Object.fromEntries(Object.entries(result).map(([key, item]) => [key, valuesOf(item)]))
        : result;

/** The values that a call gives, which frees its result. */
function take(call) {
  const result = call();
  const values = valuesOf(result);
  tf.dispose(result);
  return values;
}

/** A function is recorded, and then replayed twice: the same as eagerly, bit by bit, and nothing is left over. */
function agrees(fn, ...makers) {
  const fast = compile(fn, { strict: true });
  // what is captured keeps what was packed from it
  const first = makers.map((make) => make(1));
  tidy(() => void fn(...first));
  tf.dispose(first);
  const before = holdings();
  for (let seed = 1; seed <= 3; seed++) {
    const args = makers.map((make) => make(seed));
    assert.deepEqual(
      take(() => fast(...args)),
      take(() => tidy(() => fn(...args))),
      `call ${seed}`,
    );
    tf.dispose(args);
  }
  assert.equal(fast.memory().length, 1);
  fast.dispose();
  assert.deepEqual(holdings(), before);
}

let warnings;
beforeEach(() => {
  warnings = mock.method(console, 'warn', () => {}).mock;
});
afterEach(() => mock.restoreAll());

const told = () => warnings.calls.map(({ arguments: [text] }) => text).filter((text) => /^compile/.test(text));

/** Calls run eagerly, with one warning; with `strict` they fail and leave nothing. */
async function refuses(fn, args, reason) {
  const before = holdings();
  const fast = compile(fn);
  for (let i = 0; i < 3; i++) {
    const [expected, actual] = [await fn(...args), await fast(...args)];
    assert.deepEqual(valuesOf(actual), valuesOf(expected));
    tf.dispose([expected, actual]);
  }
  assert.equal(told().length, 1);
  assert.match(told()[0], reason);
  assert.deepEqual(fast.memory(), []);
  assert.deepEqual(holdings(), before);
  const strict = compile(fn, { strict: true });
  for (let i = 0; i < 2; i++) {
    await assert.rejects(async () => tf.dispose(await strict(...args)), { message: reason });
  }
  assert.equal(told().length, 1);
  // what a promise gives that nobody gets stays
  if (!/asynchronous/.test(reason)) {
    assert.deepEqual(holdings(), before);
  }
}

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
    warnings.resetCalls();
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
    warnings.resetCalls();
    class Box {
      x = x;
    }
    await refuses((box) => box.x.add(1), [new Box()], /an argument is neither a tensor of numbers/);
    warnings.resetCalls();
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
