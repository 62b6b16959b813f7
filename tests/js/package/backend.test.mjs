// The backend's contract with tfjs-core, on every variant.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { BackendWasm, getThreadsCount, getVariant, setVariant, version_wasm } from '@lanewise/tfjs-backend-wasm';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { useVariant, variants } from '../../backend.mjs';

// tfjs warns of each backend that is registered again.
console.warn = () => {};

for (const variant of variants()) {
  describe(variant, () => {
    test('starts, again and again', async () => {
      await useVariant(variant);
      assert.equal(getVariant(), variant);
      assert.ok(tf.backend() instanceof BackendWasm);
      await useVariant(variant);
      assert.ok(await tf.setBackend('wasm'));
      assert.deepEqual([...tf.add([1, 2], 1).dataSync()], [2, 3]);
    });

    test('tensors of all dtypes move to cpu and back', async () => {
      await useVariant(variant);
      const samples = [
        tf.tensor([1.5, -2, NaN, Infinity], [2, 2]),
        tf.tensor([1, -2, 2147483647], [3], 'int32'),
        tf.tensor([true, false, true], [3], 'bool'),
        tf.tensor(['a', 'ß', ''], [3]),
        tf.tensor([], [0, 2]),
        tf.scalar(4),
      ];
      const values = samples.map((tensor) => [...tensor.dataSync()]);
      for (const backend of ['cpu', 'wasm', 'cpu', 'wasm']) {
        await tf.setBackend(backend);
        samples.forEach((tensor, i) => {
          const copy = tf.reshape(tensor, [tensor.size]);
          assert.deepEqual([...copy.dataSync()], values[i], `${tensor.dtype} on ${backend}`);
          assert.equal(copy.dtype, tensor.dtype);
        });
      }
      assert.deepEqual([...tf.add(samples[0], 1).dataSync()], [2.5, -1, NaN, Infinity]);
    });

    test('strings move, repeat and compare', async () => {
      await useVariant(variant);
      const s = tf.tensor(['b', 'a', 'c', 'a'], [2, 2]);
      assert.deepEqual(tf.slice(s, [0, 1], [2, 1]).dataSync(), ['a', 'a']);
      assert.deepEqual(tf.concat([s, s], 1).arraySync(), [['b', 'a', 'b', 'a'], ['c', 'a', 'c', 'a']]); // prettier-ignore
      assert.deepEqual([...tf.equal(s, 'a').dataSync()], [0, 1, 0, 1]);
      assert.deepEqual([...tf.less(s, 'b').dataSync()], [0, 1, 0, 1]);
      assert.deepEqual(tf.fill([2], 'z').dataSync(), ['z', 'z']);
      assert.throws(() => tf.engine().runKernel('Exp', { x: s }), /^Error: Exp: string tensors are not supported/);
    });

    test('memory that runs out is an error with what was asked for and what is free, and nothing is lost', async () => {
      await useVariant(variant);
      const x = tf.tensor([1, 2, 3]);
      const before = tf.memory().wasm;
      const free = String.raw`\d+ are free in one piece`;
      assert.throws(
        () => tf.tile(x, [2 ** 29]),
        new RegExp(`^Error: Tile: out of memory: 2147483647 bytes were asked for, ${free}`),
      );
      // nobody can hold so many values, but their number is all that counts before they are copied
      const values = { length: 2 ** 30 };
      assert.throws(
        () => tf.backend().write(values, [2 ** 30], 'float32'),
        new RegExp(`^Error: write: out of memory: float32\\[1073741824\\] takes 4294967296 bytes, ${free}`),
      );
      assert.equal(tf.memory().wasm.used, before.used);
      assert.deepEqual([...tf.add(x, 1).dataSync()], [2, 3, 4]);
    });

    test('as many values are written as the shape has elements', async () => {
      await useVariant(variant);
      const before = tf.memory().wasm;
      for (const count of [1, 3]) {
        assert.throws(
          () => tf.backend().write(new Float32Array(count), [2], 'float32'),
          new RegExp(`^Error: write: float32\\[2\\] takes 2 values, but ${count} were given`),
        );
      }
      assert.deepEqual(tf.memory().wasm, before);
    });

    test('an error names what is wrong, and leaves everything intact', async () => {
      await useVariant(variant);
      const x = tf.ones([1, 4, 4, 3]);
      const filter = tf.ones([3, 3, 3]);
      const before = tf.memory().wasm;
      const attrs = { strides: [1, 1], pad: 'same', dataFormat: 'NHWC', dilations: [1, 1] };
      assert.throws(() => tf.engine().runKernel('Conv2D', { x, filter }, attrs), {
        message: 'Conv2D: filter must have rank 4, but has rank 3 (x: float32[1,4,4,3], filter: float32[3,3,3])',
      });
      assert.deepEqual(tf.memory().wasm, before);
      assert.equal(tf.sum(x).dataSync()[0], 48);
    });

    test('clone and reshape share data; dispose gives memory back', async () => {
      await useVariant(variant);
      const before = tf.memory();
      const x = tf.ones([100, 100]);
      const after = tf.memory();
      const y = tf.reshape(x, [10000]);
      const z = tf.clone(y);
      assert.equal(tf.memory().numDataBuffers, after.numDataBuffers);
      assert.equal(tf.memory().wasm.tensors, before.wasm.tensors + 1);
      x.dispose();
      y.dispose();
      assert.equal(tf.sum(z).dataSync()[0], 10000);
      z.dispose();
      tf.disposeVariables();
      assert.ok(after.wasm.used >= before.wasm.used + 40000);
    });

    test('1000 ops leave nothing behind', async () => {
      await useVariant(variant);
      const x = tf.ones([64, 64]);
      const step = () =>
        tf.tidy(() => {
          tf.matMul(tf.relu(tf.add(x, 1)), x).dataSync();
          tf.unstack(tf.tensor(['a', 'b']));
        });
      step();
      const before = tf.memory();
      for (let i = 0; i < 1000; i++) {
        step();
      }
      const { wasm, ...numbers } = tf.memory();
      assert.equal(wasm.tensors, before.wasm.tensors);
      assert.equal(numbers.numTensors, before.numTensors);
      assert.equal(wasm.used, before.wasm.used);
      assert.equal(wasm.heap, before.wasm.heap);
    });

    test('memory that grows moves no tensor', async () => {
      await useVariant(variant);
      const { numBytes } = tf.memory();
      const x = tf.range(0, 1000);
      const big = tf.zeros([32, 1024, 1024]);
      assert.equal(tf.memory().numBytes - numBytes, 4000 + big.size * 4);
      assert.equal(x.dataSync()[999], 999);
      const backend = tf.backend();
      assert.equal(backend.typedArrayFromHeap(x)[5], 5);
      assert.equal(backend.getMemoryOffset(x.dataId) % 16, 0);
      assert.deepEqual([...backend.readSync(x.dataId, 2, 4)], [2, 3]);
    });
  });
}

test('exports', () => {
  assert.match(version_wasm, /^\d+\.\d+\.\d+/);
  assert.ok(getThreadsCount() >= 1);
  assert.throws(() => setVariant('fast'), /must be one of scalar, simd, relaxed/);
});

test('a variant that the engine cannot run is refused by name, not blamed on the file', async () => {
  const factory = tf.findBackendFactory('wasm');
  const { validate } = WebAssembly;
  WebAssembly.validate = () => false;
  try {
    setVariant('relaxed');
    await assert.rejects(factory(), { message: "setVariant: this engine cannot run 'relaxed', only scalar" });
  } finally {
    WebAssembly.validate = validate;
  }
});

test('the flag decides when no variant is forced, and a user may set it', async () => {
  await useVariant(null);
  assert.notEqual(getVariant(), 'scalar');
  tf.env().set('WASM_HAS_SIMD_SUPPORT', false);
  await useVariant(null);
  assert.equal(getVariant(), 'scalar');
});
