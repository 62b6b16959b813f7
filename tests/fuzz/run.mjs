// Calls every kernel with seeded random arguments, on cpu and on each variant: the same result or an error on both, no trap,
// nothing written outside a tensor, every live tensor as it was, nothing left over.
//   npm run fuzz -- [--calls 60000] [--seed 1] [--kernel Name] [--variant simd] [--all]
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { useVariant, variants } from '../backend.mjs';
import { calls } from './calls.mjs';
import { difference } from './compare.mjs';
import { distort } from './distort.mjs';
import { Random, sizeOf } from './random.mjs';
import { known } from './known.mjs';

const { values: options } = parseArgs({
  options: {
    calls: { type: 'string', default: '60000' },
    seed: { type: 'string', default: '1' },
    kernel: { type: 'string' },
    variant: { type: 'string' },
    all: { type: 'boolean', default: false },
  },
});

// cpu has none of these
const withoutOracle = ['Draw', 'FromPixels', 'LogicalXor'];

// tfjs warns of what the calls do on purpose
console.warn = () => {};

function makeTensor({ dtype, shape, values }) {
  if (dtype !== 'complex64') {
    return tf.tensor(values, shape, dtype);
  }
  const part = (index) =>
    tf.tensor(
      values.filter((_, i) => i % 2 === index),
      shape,
      'float32',
    );
  return tf.tidy(() => tf.complex(part(0), part(1)));
}

const mapInputs = (inputs, f) =>
  Array.isArray(inputs)
    ? inputs.map(f)
    : Object.fromEntries(
        Object.entries(inputs).map(([name, input]) => [name, Array.isArray(input) ? input.map(f) : input && f(input)]),
      );

const bytesOf = (values) =>
  ArrayBuffer.isView(values)
    ? Buffer.from(values.buffer, values.byteOffset, values.byteLength)
    : Buffer.from(values.join('\0'));

/** The outputs of a call on the current backend, or its error. */
function perform({ kernel, inputs, attrs = {} }) {
  const tensors = mapInputs(inputs, makeTensor);
  const before = Object.values(tensors).flat().filter(Boolean);
  const contents = before.map((tensor) => Buffer.from(bytesOf(tensor.dataSync())));
  let result;
  try {
    const outputs = [tf.engine().runKernel(kernel, tensors, { ...attrs })].flat();
    result = {
      outputs: outputs.map((output) => ({
        dtype: output.dtype,
        shape: output.shape,
        values: Array.from(output.dataSync()),
      })),
    };
    outputs.forEach((output) => output.dispose());
  } catch (error) {
    result = { error };
  }
  const changed = before.findIndex(
    (tensor, i) => !tensor.isDisposed && !bytesOf(tensor.dataSync()).equals(contents[i]),
  );
  if (changed >= 0) {
    result.damage = `input ${changed} was changed`;
  }
  before.forEach((tensor) => tensor.dispose());
  return result;
}

/** A batch of calls; the guards lie among the calls' tensors. */
function performAll(batch, isGuarded) {
  // with room between them, so that calls use it
  const all = isGuarded ? Array.from({ length: 24 }, (_, i) => tf.fill([1 + i * 3], i - 7.5)) : [];
  const guards = all.filter((_, i) => i % 2 === 0);
  all.filter((_, i) => i % 2 === 1).forEach((tensor) => tensor.dispose());
  const values = guards.map((guard) => guard.dataSync()[0]);
  const intact = () => guards.every((guard, i) => guard.dataSync().every((value) => value === values[i]));
  const results = batch.map((call) => {
    const before = isGuarded ? tf.memory().wasm : undefined;
    const result = perform(call);
    if (isGuarded) {
      const { used, tensors } = tf.memory().wasm;
      if (!intact()) {
        result.damage ??= 'a tensor beside was changed';
      } else if (used !== before.used || tensors !== before.tensors) {
        result.damage ??= `left ${used - before.used} bytes, ${tensors - before.tensors} tensors`;
      }
    }
    return result;
  });
  guards.forEach((guard) => guard.dispose());
  return results;
}

function verdict(call, expected, actual) {
  if (
    actual.error instanceof WebAssembly.RuntimeError ||
    actual.error instanceof RangeError ||
    actual.error instanceof TypeError
  ) {
    return `trap: ${actual.error.stack.split('\n').slice(0, 3).join(' ')}`;
  }
  if (actual.damage) {
    return actual.damage;
  }
  if (expected.error && actual.error) {
    return undefined;
  }
  // cpu reads past the end of a list that is too short
  if (call.isShort || expected.outputs?.some(isMalformed)) {
    return undefined;
  }
  if (actual.error) {
    // A distorted call may be refused: cpu checks little and computes on.
    return call.isDistorted ? undefined : `cpu computes, but: ${actual.error.message}`;
  }
  if (expected.error) {
    return call.isDistorted ? undefined : `cpu fails (${expected.error.message.slice(0, 120)}), but this computes`;
  }
  return difference(call, expected.outputs, actual.outputs);
}

/** cpu checks little: what it makes of a wrong argument need not even be a tensor. */
const isMalformed = ({ dtype, shape, values }) =>
  !shape.every((dim) => dim >= 0) || sizeOf(shape) * (dtype === 'complex64' ? 2 : 1) !== values.length;

await useVariant('simd');
const registered = tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName);
let failed = 0;
let passed = 0;
const withoutCall = registered.filter((name) => !(name in calls) && !withoutOracle.includes(name));
withoutCall.forEach((name) => (failed++, console.log(`FAILED no call is made of ${name}`)));

const names = options.kernel ? [options.kernel] : registered.filter((name) => !withoutOracle.includes(name)).sort();
const chosen = options.variant ? [options.variant] : variants();
const total = Number(options.calls);
const batchSize = 500;
const perVariant = Math.ceil(total / chosen.length);
const told = new Map();
for (const [index, variant] of chosen.entries()) {
  await useVariant(variant);
  for (let first = 0; first < perVariant; first += batchSize) {
    const batch = [];
    for (let i = 0; batch.length < Math.min(batchSize, perVariant - first); i++) {
      const seed = Number(options.seed) * 1_000_003 + index * 7_919_000 + (first + i) * 31;
      const random = new Random(seed);
      const kernel = names[(first + i) % names.length];
      const call = calls[kernel](random);
      if (call) {
        batch.push({ kernel, seed, ...(random.chance(0.12) ? distort(call, random) : call) });
      } else {
        first++;
        i--;
      }
    }
    await tf.setBackend('cpu');
    const expected = performAll(batch, false);
    await tf.setBackend('wasm');
    const actual = performAll(batch, true);
    batch.forEach((call, i) => {
      const problem = verdict(call, expected[i], actual[i]);
      if (!problem || known(call, expected[i], actual[i])) {
        passed++;
        return;
      }
      failed++;
      told.set(call.kernel, (told.get(call.kernel) ?? 0) + 1);
      if (options.all || told.get(call.kernel) <= 2) {
        console.log(
          `FAILED ${call.kernel} on ${variant}, seed ${call.seed}${call.isDistorted ? ` (distorted: ${call.isDistorted})` : ''}: ${problem}`,
        );
        const text = JSON.stringify({ inputs: call.inputs, attrs: call.attrs }, (_, value) =>
          typeof value === 'number' && !Number.isFinite(value) ? String(value) : Object.is(value, -0) ? '-0' : value,
        );
        console.log(`    ${text.slice(0, 700)}`);
      }
    });
  }
}
console.log([...told].map(([name, count]) => `${name} ${count}`).join(', '));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
