// What the tests of compile() share. Who imports it has warnings caught.
import { compile } from '@lanewise/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
// registers tfjs's gradients
import '@tensorflow/tfjs-layers';
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock } from 'node:test';
import { useVariant } from '../../../backend.mjs';
import '../../../chained.mjs';

export const input = (shape, seed) => tf.randomUniform(shape, -1, 1, 'float32', seed);
export const { tensor, tidy } = tf;

/** A fresh backend, whose table of tensors has its usual size. Variables of tests before are gone. */
export async function start(variant) {
  tf.disposeVariables();
  await useVariant(variant);
  tf.scalar(0).dispose();
}

/** What holds memory: tfjs's tensors and buffers, the module's tensors and bytes. */
export function holdings() {
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
export function take(call) {
  const result = call();
  const values = valuesOf(result);
  tf.dispose(result);
  return values;
}

/** A function is recorded, and then replayed twice: the same as eagerly, bit by bit, and nothing is left over. */
export function agrees(fn, ...makers) {
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

/** The warnings of compile in this test so far, or since they were forgotten. */
export const told = () => warnings.calls.map(({ arguments: [text] }) => text).filter((text) => /^compile/.test(text));

/** Calls run eagerly, with one warning; with `strict` they fail and leave nothing. */
export async function refuses(fn, args, reason) {
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

export const forgetWarnings = () => warnings.resetCalls();
