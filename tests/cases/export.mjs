// Calls of kernels and of ops with what tfjs's cpu backend makes of them, as data for hosts in other languages.
//   node tests/cases/export.mjs artifacts/cases
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { calls } from '../fuzz/calls.mjs';
import { known } from '../fuzz/known.mjs';
import { Random, sizeOf } from '../fuzz/random.mjs';
import { ops } from './ops.mjs';
import { describe, tensorOf } from './tensors.mjs';

const callsPerKernel = 24;
const [, , folder] = process.argv;

/** Random calls of every kernel that cpu computes, and computes right. */
function kernelCases() {
  const cases = [];
  for (const [index, kernel] of Object.keys(calls).entries()) {
    for (let i = 0, tries = 0; i < callsPerKernel && tries < 40 * callsPerKernel; tries++) {
      const call = calls[kernel](new Random(index * 7919 + tries * 31 + 1));
      const outputs = call && perform({ kernel, ...call });
      if (outputs && !known({ kernel, ...call }, { outputs }, { outputs })) {
        cases.push({ kernel, inputs: mapInputs(call.inputs, encoded), attrs: call.attrs ?? {}, outputs });
        i++;
      }
    }
  }
  return cases;
}

function perform({ kernel, inputs, attrs = {} }) {
  try {
    return tf.tidy(() =>
      [tf.engine().runKernel(kernel, mapInputs(inputs, tensorOf), { ...attrs })].flat().map(describe),
    );
  } catch {
    return undefined;
  }
}

const encoded = (input) => tf.tidy(() => describe(tensorOf(input)));

const mapInputs = (inputs, f) =>
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
      ...options,
    });
  }
  return cases;
}

await tf.setBackend('cpu');
console.warn = () => {};
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'kernels.json'), JSON.stringify(kernelCases()));
writeFileSync(join(folder, 'ops.json'), JSON.stringify(await opCases()));
