// A real client unchanged, bundled as its users do: its build without tfjs, on this package in the official one's place.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build } from 'esbuild';
import sharp from 'sharp';
import { packageFolder } from '../../../scripts/package-folder.mjs';
import { root } from '../../../scripts/run.mjs';

const faceApi = packageFolder('@vladmandic/face-api', import.meta.url);
const entry = `
export * as faceapi from '@vladmandic/face-api/dist/face-api.esm-nobundle.js';
export * as tf from '@tensorflow/tfjs-core';
export { getSupportedVariants, setVariant, setWasmPaths } from '@lanewise/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-cpu';
`;
/** What the package @tensorflow/tfjs would be. */
const union = `
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';
export * from '@tensorflow/tfjs-core';
export * from '@tensorflow/tfjs-converter';
`;

let folder;
let client;

before(async () => {
  folder = await mkdtemp(join(root, 'artifacts/clients-'));
  await build({
    stdin: { contents: entry, resolveDir: root, loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    outfile: join(folder, 'client.mjs'),
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'error',
    plugins: [{ name: 'tfjs', setup: redirect }],
  });
  client = await import(join(folder, 'client.mjs'));
});

after(() => rm(folder, { recursive: true, force: true }));

function redirect(builder) {
  builder.onResolve({ filter: /^@tensorflow\/tfjs\/dist\/index.js$/ }, () => ({ path: 'tfjs', namespace: 'union' }));
  const own = join(root, 'js/tfjs-backend-wasm/dist/index.node.mjs');
  builder.onResolve({ filter: /^@tensorflow\/tfjs-backend-wasm\// }, () => ({ path: own }));
  builder.onResolve({ filter: /^@tensorflow\/tfjs-backend-webgl\// }, () => ({ path: 'webgl', namespace: 'nothing' }));
  builder.onLoad({ filter: /.*/, namespace: 'union' }, () => ({ contents: union, resolveDir: root }));
  builder.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'export {};' }));
}

async function detect() {
  const { faceapi, tf } = client;
  const { data, info } = await sharp(join(faceApi, 'demo/sample1.jpg'))
    .resize(320)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const image = tf.tensor3d(Uint8Array.from(data), [info.height, info.width, 3], 'int32');
  const options = new faceapi.TinyFaceDetectorOptions({ inputSize: 320, scoreThreshold: 0.4 });
  const faces = await faceapi.detectAllFaces(image, options).withFaceLandmarks().withFaceDescriptors();
  image.dispose();
  return faces.map(({ detection, descriptor }) => [
    detection.score,
    detection.box.x,
    detection.box.y,
    detection.box.width,
    ...descriptor,
  ]);
}

test('face-api finds and describes the same faces as on cpu', async () => {
  const { faceapi, tf, getSupportedVariants, setVariant, setWasmPaths } = client;
  await tf.setBackend('cpu');
  for (const [net, name] of [
    ['tinyFaceDetector', 'tiny_face_detector_model'],
    ['faceLandmark68Net', 'face_landmark_68_model'],
    ['faceRecognitionNet', 'face_recognition_model'],
  ]) {
    const weights = await readFile(join(faceApi, 'model', `${name}.bin`));
    const manifest = JSON.parse(await readFile(join(faceApi, 'model', `${name}-weights_manifest.json`), 'utf8'));
    faceapi.nets[net].loadFromWeightMap(
      tf.io.decodeWeights(
        new Uint8Array(weights).buffer,
        manifest.flatMap((group) => group.weights),
      ),
    );
  }
  const expected = await detect();
  assert.ok(expected.length > 0);
  setWasmPaths(join(root, 'js/tfjs-backend-wasm/dist/'));
  setVariant(getSupportedVariants()[0]);
  await tf.setBackend('wasm');
  const actual = await detect();
  assert.equal(actual.length, expected.length);
  actual
    .flat()
    .forEach((value, i) =>
      assert.ok(Math.abs(value - expected.flat()[i]) <= 1e-3 * Math.max(1, Math.abs(expected.flat()[i]))),
    );
});
