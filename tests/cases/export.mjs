// Calls of kernels and of ops with what tfjs's cpu backend makes of them, as data for hosts in other languages.
//   node tests/cases/export.mjs artifacts/cases
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { calls } from '../fuzz/calls.mjs';
import { toleranceOf } from '../fuzz/compare.mjs';
import { known } from '../fuzz/known.mjs';
import { Random, sizeOf } from '../fuzz/random.mjs';
import { ops } from './ops.mjs';
import { describe, tensorOf } from './tensors.mjs';

const callsPerKernel = 24;
const refusedPerKernel = 6;
const [, , folder] = process.argv;

// cpu may refuse what is right: to give nothing
const empty = { outputs: [{ shape: [0] }] };

/** Random calls of every kernel that cpu computes, and computes right, or refuses. */
function kernelCases() {
  const cases = [];
  for (const [index, kernel] of Object.keys(calls).entries()) {
    if (!tf.getKernel(kernel, 'cpu')) {
      continue;
    }
    const left = { computed: callsPerKernel, refused: refusedPerKernel };
    for (let tries = 0; left.computed > 0 && tries < 40 * callsPerKernel; tries++) {
      const made = calls[kernel](new Random(index * 7919 + tries * 31 + 1));
      if (made) {
        const call = { kernel, ...made };
        const result = perform(call);
        const kind = result.error ? 'refused' : 'computed';
        if (left[kind] > 0 && !known(call, result, result.error ? empty : result)) {
          const { inputs, attrs = {} } = call;
          const told = result.error ? { isRefused: true } : { outputs: result.outputs, tolerance: toleranceOf(kernel) };
          cases.push({ kernel, inputs: mapInputs(inputs, encoded), attrs, ...told });
          left[kind]--;
        }
      }
    }
  }
  return cases;
}

function perform({ kernel, inputs, attrs = {} }) {
  try {
    const outputs = tf.tidy(() =>
      [tf.engine().runKernel(kernel, mapInputs(inputs, tensorOf), { ...attrs })].flat().map(describe),
    );
    return { outputs };
  } catch (error) {
    return { error };
  }
}

const encoded = (input) => tf.tidy(() => describe(tensorOf(input)));

const mapInputs = (inputs = {}, f) =>
  Array.isArray(inputs)
    ? inputs.map(f)
    : Object.fromEntries(
        Object.entries(inputs)
          .filter(([, input]) => input)
          .map(([name, input]) => [name, Array.isArray(input) ? input.map(f) : f(input)]),
      );

/** Tensors of a result in order, whatever holds them. */
const tensorsIn = (result) =>
  result instanceof tf.Tensor ? [result] : Object.values(result).flatMap((part) => tensorsIn(part));

const describeArgument = (value) =>
  value instanceof tf.Tensor
    ? describe(value)
    : Array.isArray(value) && value[0] instanceof tf.Tensor
      ? value.map(describe)
      : value;

async function opCases() {
  const cases = [];
  for (const { name, run, args, options } of ops) {
    const result = await run(...Object.values(args));
    cases.push({
      op: name,
      args: Object.fromEntries(Object.entries(args).map(([key, value]) => [key, describeArgument(value)])),
      outputs: tensorsIn(result).map(describe),
      tolerance: toleranceOf(name),
      ...options,
    });
  }
  return cases;
}

const families = ['fused', 'image', 'linalg', 'losses', 'signal', 'sparse', 'spectral', 'string'];

/** The public ops, as their list in the package has them: `conv2d`, `image.resizeBilinear`. */
function opNames() {
  const core = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-core/package.json'));
  const list = readFileSync(join(core, 'dist/ops/ops.d.ts'), 'utf8');
  const named = [...list.matchAll(/export \{ (\w+) \}/g)].map(([, name]) => name);
  const modules = [...list.matchAll(/export \* from '(.*)'/g)].flatMap(([, module]) =>
    [
      ...readFileSync(join(core, 'dist/ops', `${module}.d.ts`), 'utf8').matchAll(
        /export declare const (\w+)|export \{ (\w+)/g,
      ),
    ].map(([, constant, name]) => constant ?? name.replace(/_$/, '')),
  );
  const inFamilies = families.flatMap((family) => Object.keys(tf[family]).map((name) => `${family}.${name}`));
  return [...named, ...modules].filter((name) => typeof tf[name] === 'function').concat(inFamilies);
}

await tf.setBackend('cpu');
console.warn = () => {};
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'kernels.json'), JSON.stringify(kernelCases()));
writeFileSync(join(folder, 'ops.json'), JSON.stringify(await opCases()));
writeFileSync(join(folder, 'names.json'), JSON.stringify(opNames()));
