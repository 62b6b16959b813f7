// Small models, made here, with what tfjs's cpu backend computes with them: for each a folder in artifacts/models/small with
// the model, as any host would load it, and expected.json and .bin, written as by ../reference.mjs.
//   node tests/models/small/export.mjs [part of a name]
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { root } from '../../../scripts/run.mjs';
import { unlessDone } from '../../../scripts/stamp.mjs';
import { controlModels } from './control.mjs';
import { Graph } from './graph.mjs';
import { layerModels } from './layers.mjs';
import { opModels } from './ops.mjs';
import { resourceModels } from './resources.mjs';
import { storageModels } from './storage.mjs';
import { floats } from './values.mjs';
import { encode, shards } from './weights.mjs';

const folder = 'artifacts/models/small';
const shardSize = 1 << 12;
const usualTolerance = 2e-6;
const typedArrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

const tensorOf = ({ dtype, shape, values }) => tf.tensor(values, shape, dtype);
const mapValues = (object, f) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, f(value, key)]));

/** A graph's model.json, without its weights, and the weights. */
function graphFiles({ build, unsigned, json }) {
  const graph = new Graph();
  build(graph);
  const manifest = {
    format: 'graph-model',
    modelTopology: graph.topology,
    ...(unsigned ? {} : { signature: graph.signature }),
    ...json?.(graph),
  };
  return { manifest, ...encode(graph.weights), inputs: graph.inputs, outputs: Object.keys(graph.outputs) };
}

/** What tfjs saves of a layers model whose weights are set from a seed. */
async function layerFiles({ build, inputs, repair }) {
  const model = build();
  const values = model.getWeights().map((weight, i) => {
    const isVariance = /variance/.test(model.weights[i].originalName);
    return tensorOf(isVariance ? floats(weight.shape, i, 0.5, 1.5) : floats(weight.shape, i, -0.5, 0.5));
  });
  model.setWeights(values);
  let artifacts;
  await model.save(tf.io.withSaveHandler(async (saved) => ((artifacts = saved), { modelArtifactsInfo: {} })));
  model.dispose();
  return {
    manifest: { format: 'layers-model', modelTopology: repair?.(artifacts.modelTopology) ?? artifacts.modelTopology },
    specs: artifacts.weightSpecs,
    data: Buffer.from(tf.io.CompositeArrayBuffer.join(artifacts.weightData)),
    inputs,
  };
}

/** Runs the model that has been written, loaded anew, as often as it is asked to. */
async function outputsOf(model, { manifest, specs, data, inputs, outputs }) {
  if (model.expected) {
    return model.expected;
  }
  const artifacts = { ...manifest, weightSpecs: specs, weightData: new Uint8Array(data).buffer };
  const handler = { load: async () => structuredClone(artifacts) };
  const tensors = mapValues(inputs, tensorOf);
  const network = await (model.isLayers ? loadLayersModel(handler) : loadGraphModel(handler));
  const all = [];
  for (let run = 0; run < (model.runs ?? 1); run++) {
    const results = [
      await (model.run
        ? model.run(network, tensors)
        : model.isLayers
          ? network.predict(Object.values(tensors))
          : network.executeAsync(tensors, model.unsigned ?? outputs)),
    ].flat();
    for (const result of results) {
      all.push({ shape: result.shape, dtype: result.dtype, values: await result.data() });
    }
  }
  network.dispose();
  return all;
}

const strings = ({ dtype, values }) => (dtype === 'string' ? { strings: [...values] } : {});
const bytesOf = ({ dtype, values }) =>
  dtype === 'string' ? Buffer.alloc(0) : Buffer.from(typedArrays[dtype].from(values).buffer);

async function write(model) {
  const files = await (model.isLayers ? layerFiles(model) : graphFiles(model));
  const parts = shards(files.data, model.shardSize ?? shardSize);
  const home = join(root, folder, model.name);
  await mkdir(home, { recursive: true });
  const weightsManifest = [{ paths: parts.map(({ path }) => path), weights: files.specs }];
  await writeFile(join(home, 'model.json'), JSON.stringify({ ...files.manifest, weightsManifest }));
  await Promise.all(parts.map(({ path, bytes }) => writeFile(join(home, path), bytes)));

  const outputs = await outputsOf(model, files);
  // hosts name the inputs of layers models in ways of their own
  const inputs = Object.entries(files.inputs).map(([name, input]) => ({ ...(!model.isLayers && { name }), ...input }));
  const tolerance = model.tolerance ?? usualTolerance;
  const told = {
    location: join(folder, model.name),
    runs: model.runs ?? 1,
    inputs: inputs.map((input) => ({ name: input.name, shape: input.shape, dtype: input.dtype, ...strings(input) })),
    outputs: outputs.map((output) => ({ shape: output.shape, dtype: output.dtype, tolerance, ...strings(output) })),
  };
  await writeFile(join(home, 'expected.bin'), Buffer.concat([...inputs, ...outputs].map(bytesOf)));
  await writeFile(join(home, 'expected.json'), `${JSON.stringify(told, null, 2)}\n`);
}

// tfjs warns of what is wanted here: executeAsync without dynamic ops
console.warn = () => {};
const [, , part = ''] = process.argv;
const models = [...layerModels, ...controlModels, ...resourceModels, ...opModels, ...storageModels];
const work = async () => {
  await tf.setBackend('cpu');
  await rm(join(root, folder), { recursive: true, force: true });
  const failures = [];
  for (const model of models.filter(({ name }) => name.includes(part))) {
    await write(model).catch((error) => failures.push(new Error(`${model.name}: ${error.message}`, { cause: error })));
  }
  if (failures.length > 0) {
    throw new Error(failures.map(({ message, cause }) => `${message}\n${cause.stack}`).join('\n'));
  }
  console.log(`${models.length} small models`);
};
const inputs = ['package-lock.json', 'tests/models/small', 'tests/fuzz/random.mjs'];
await (part ? work() : unlessDone('small-models', { inputs, outputs: [folder] }, work));
