// What tfjs's cpu backend computes for the real models. That takes minutes, so it is kept in artifacts/models/reference: for
// each model a .json that tells about its inputs and outputs, and a .bin with their values. The tests of every host read them.
//   node tests/models/reference.mjs [model ...]
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { root } from '../../scripts/run.mjs';
import { unlessDone } from '../../scripts/stamp.mjs';
import { chooseModels } from './catalogue.mjs';
import { inputOf } from './input.mjs';
import { openModel } from './session.mjs';

const folder = 'artifacts/models/reference';
const defaultTolerance = () => 1e-4;

const typedArrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

/** cpu casts int32 to float32 in name only: such a tensor's values are still an Int32Array. */
function bytesOf({ dtype, values }) {
  const typed = typedArrays[dtype].from(values);
  return Buffer.from(typed.buffer);
}

const fileOf = (model, ending) => join(folder, `${model.name}.${ending}`);

const describe = async (name, tensor) => ({
  name,
  shape: tensor.shape,
  dtype: tensor.dtype,
  values: await tensor.data(),
});

async function compute(model) {
  const artifacts = await model.load(model);
  await tf.setBackend('cpu');
  const session = await openModel(model, artifacts, await inputOf(model));
  const { network } = session;
  const named =
    session.inputs instanceof tf.Tensor
      ? { [(network.inputNodes ?? network.inputNames)[0]]: session.inputs }
      : session.inputs;
  const inputs = await Promise.all(Object.entries(named).map(([name, tensor]) => describe(name, tensor)));
  const began = performance.now();
  const outputs = await session.run();
  const ms = performance.now() - began;
  session.dispose();
  const tolerance = model.tolerance ?? defaultTolerance;
  const told = {
    location: relative(root, artifacts.location),
    ms,
    inputs: inputs.map(({ values, ...rest }) => rest),
    outputs: outputs.map(({ values, ...rest }, index) => ({
      ...(session.names && { name: session.names[index] }),
      ...rest,
      tolerance: tolerance(rest),
    })),
  };
  await mkdir(join(root, folder), { recursive: true });
  await writeFile(join(root, fileOf(model, 'bin')), Buffer.concat([...inputs, ...outputs].map(bytesOf)));
  await writeFile(join(root, fileOf(model, 'json')), `${JSON.stringify(told, null, 2)}\n`);
}

/** Reads what was computed, and computes it if it is missing or older than what decides about it. */
export async function referenceOf(model) {
  const files = ['json', 'bin'].map((ending) => fileOf(model, ending));
  const inputs = ['package-lock.json', ...['catalogue', 'input', 'session'].map((name) => `tests/models/${name}.mjs`)];
  await unlessDone(`reference-${model.name}`, { inputs, outputs: files }, () => compute(model));
  const [told, values] = await Promise.all(files.map((file) => readFile(join(root, file))));
  const reference = JSON.parse(told);
  let offset = 0;
  for (const tensor of [...reference.inputs, ...reference.outputs]) {
    const type = typedArrays[tensor.dtype];
    const length = tensor.shape.reduce((product, size) => product * size, 1) * type.BYTES_PER_ELEMENT;
    tensor.values = new type(new Uint8Array(values.subarray(offset, offset + length)).buffer);
    offset += length;
  }
  return reference;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const model of chooseModels(process.argv.slice(2))) {
    const { ms } = await referenceOf(model);
    console.log(`${model.name.padEnd(28)} ${ms.toFixed(0).padStart(7)} ms`);
  }
}
