// Writes networks of the catalogue as ONNX files to artifacts/onnx, from the weights that tfjs reads, each with a photograph
// for input and a note on where the graph model lies.
//   node bench/onnx/export.mjs [model ...]
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { root } from '../../scripts/run.mjs';
import { chooseModels } from '../../tests/models/catalogue.mjs';
import { inputOf } from '../../tests/models/input.mjs';
import { toOnnx } from './convert.mjs';

const usual = ['posenet', 'faceres', 'blazeface-back'];
const folder = join(root, 'artifacts/onnx');
const named = process.argv.slice(2);

await tf.setBackend('cpu');
await mkdir(folder, { recursive: true });
for (const model of chooseModels(named.length > 0 ? named : usual)) {
  const artifacts = await model.load(model);
  const tensors = tf.io.decodeWeights(artifacts.weightData, artifacts.weightSpecs);
  const weights = Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [name, { shape: tensor.shape, values: tensor.dataSync() }]),
  );
  const shape = [1, ...model.input];
  const file = (ending) => join(folder, `${model.name}.${ending}`);
  await writeFile(file('onnx'), toOnnx(artifacts, weights, shape, model.name));
  await writeFile(file('bin'), new Uint8Array((await inputOf(model)).buffer));
  const note = { location: relative(root, artifacts.location), shape };
  await writeFile(file('json'), `${JSON.stringify(note, null, 2)}\n`);
  console.log(`${model.name}: ${file('onnx')}`);
}
