// Two clients that are fetched for the test alone, unchanged: a classifier by nearest neighbours, and nsfwjs with its model.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { filesOfPackage } from '../../../scripts/npm-pack.mjs';
import { packageFolder } from '../../../scripts/package-folder.mjs';
import { root } from '../../../scripts/run.mjs';
import { bundleClient } from './bundle.mjs';

const fetched = join(root, 'artifacts/clients');
const close = (actual, expected) =>
  actual.forEach((value, i) =>
    assert.ok(Math.abs(value - expected[i]) <= 1e-4, `${value} at ${i}, on cpu ${expected[i]}`),
  );

test('knn-classifier finds the same neighbours as on cpu', async () => {
  const source = {
    name: '@tensorflow-models/knn-classifier',
    version: '1.2.6',
    integrity: 'sha512-68RG9y70bFF0qYFpF+4bGaalAiEqz54v1qBmiSo3XODJq8Bow9EcDeAQBGPz6Bxiz6VQlZOdg29xiYm8N/a2Tw==',
    files: ['dist/knn-classifier.esm.js'],
  };
  const folder = await filesOfPackage(source, join(fetched, 'knn-classifier'));
  const file = JSON.stringify(join(folder, source.files[0]));
  const { create, tf, useCpu, useWasm } = await bundleClient(`export { create } from ${file};`);
  const wave = (step, size = 20) => tf.tensor1d(Float32Array.from({ length: size }, (_, i) => Math.sin(i * step)));
  const classify = async () => {
    const classifier = create();
    [0.1, 0.12, 0.14, 1, 1.05, 1.1, 2, 2.1].forEach((step, i) => classifier.addExample(wave(step), Math.floor(i / 3)));
    const found = [];
    for (const step of [0.11, 0.9, 2.05, 0.5]) {
      const { label, confidences } = await classifier.predictClass(wave(step), 3);
      found.push(Number(label), ...Object.values(confidences));
    }
    classifier.dispose();
    return found;
  };
  await useCpu();
  const expected = await classify();
  await useWasm();
  close(await classify(), expected);
});

test('nsfwjs classifies as on cpu', async () => {
  const esm = ['core', 'nsfw_classes', 'models/mobilenet_v2', 'model_imports/mobilenet_v2'].map(
    (name) => `dist/esm/${name}.js`,
  );
  const weights = ['model', 'group1-shard1of1'].map((name) => `dist/models/mobilenet_v2/${name}.min.js`);
  const source = {
    name: 'nsfwjs',
    version: '4.3.0',
    integrity: 'sha512-WTKDte0vp1X97N1h34P79G/hG+sVT3+TnDz9di1WseIJR93v11E4viNX7Vg9WsO6HYoR772Nzq2iM8jo3XBZ+g==',
    files: ['dist/esm/package.json', 'dist/models/package.json', ...esm, ...weights],
  };
  const folder = await filesOfPackage(source, join(fetched, 'nsfwjs'));
  const [core, , model] = esm.map((file) => JSON.stringify(join(folder, file)));
  const client = await bundleClient(`export { load } from ${core}; export { MobileNetV2Model } from ${model};`);
  const photograph = join(packageFolder('@vladmandic/face-api', import.meta.url), 'demo/sample1.jpg');
  const data = await sharp(photograph).resize(224, 224, { fit: 'fill' }).removeAlpha().raw().toBuffer();
  const classify = async () => {
    const network = await client.load('MobileNetV2', { modelDefinitions: [client.MobileNetV2Model] });
    const image = client.tf.tensor3d(Uint8Array.from(data), [224, 224, 3], 'int32');
    const classes = await network.classify(image);
    image.dispose();
    return classes.sort((a, b) => (a.className < b.className ? -1 : 1)).map(({ probability }) => probability);
  };
  await client.useCpu();
  const expected = await classify();
  assert.equal(expected.length, 5);
  await client.useWasm();
  close(await classify(), expected);
});
