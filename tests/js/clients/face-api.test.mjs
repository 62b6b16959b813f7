// face-api unchanged, in its build without tfjs.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { packageFolder } from '../../../scripts/package-folder.mjs';
import { bundleClient } from './bundle.mjs';

const faceApi = packageFolder('@vladmandic/face-api', import.meta.url);
const client = await bundleClient("export * as faceapi from '@vladmandic/face-api/dist/face-api.esm-nobundle.js';");

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
  const { faceapi, tf, useCpu, useWasm } = client;
  await useCpu();
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
  await useWasm();
  const actual = await detect();
  assert.equal(actual.length, expected.length);
  actual
    .flat()
    .forEach((value, i) =>
      assert.ok(Math.abs(value - expected.flat()[i]) <= 1e-3 * Math.max(1, Math.abs(expected.flat()[i]))),
    );
});
