import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { variants } from '../../scripts/variants.mjs';
import { relaxedFlag } from '../../scripts/node-flags.mjs';
import { root } from '../../scripts/run.mjs';
import { knownFaces, overlap } from '../known-faces.mjs';

const program = join(root, 'samples/face-detection/dist/detect.mjs');
const photos = join(root, 'samples/face-detection/dist/photos');
const photo = join(photos, 'sample3.jpg');

let folder;
before(async () => (folder = await mkdtemp(join(tmpdir(), 'detect-'))));
after(() => rm(folder, { recursive: true }));

function detect(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...relaxedFlag, program, ...args], {
    encoding: 'utf8',
    cwd: folder,
  });
  const lines = stdout.split('\n').filter(Boolean);
  return { status, stdout, stderr, results: lines[0]?.startsWith('{') ? lines.map((line) => JSON.parse(line)) : [] };
}

function assertKnownFaces(name, faces) {
  assert.equal(faces.length, knownFaces[name].length);
  for (const known of knownFaces[name]) {
    assert.ok(Math.max(...faces.map(({ box }) => overlap(box, known))) > 0.8, `a face at ${known}`);
  }
}

for (const [name, boxes] of Object.entries(knownFaces)) {
  test(`finds the ${boxes.length} faces of ${name}`, () => {
    const { status, results } = detect(join(photos, name));
    assert.equal(status, 0);
    assertKnownFaces(name, results[0].faces);
  });
}

test('prints exactly the promised fields, best face first', () => {
  const [result] = detect(photo).results;
  assert.deepEqual(Object.keys(result), ['image', 'backend', 'variant', 'ms', 'faces']);
  assert.equal(result.image, photo);
  assert.equal(result.backend, 'wasm');
  assert.ok(result.ms > 0);
  for (const face of result.faces) {
    assert.deepEqual(Object.keys(face), ['box', 'score', 'landmarks']);
    assert.equal(face.landmarks.length, 6);
  }
  const scores = result.faces.map((face) => face.score);
  assert.deepEqual(
    scores,
    [...scores].sort((a, b) => b - a),
  );
});

for (const variant of variants) {
  test(`runs the ${variant} variant when asked to`, () => {
    const { results } = detect('--variant', variant, photo);
    assert.equal(results[0].variant, variant);
    assertKnownFaces('sample3.jpg', results[0].faces);
  });
}

test('runs on tfjs cpu', () => {
  const { results } = detect('--backend', 'cpu', photo);
  assert.equal(results[0].backend, 'cpu');
  assert.equal(results[0].variant, null);
  assertKnownFaces('sample3.jpg', results[0].faces);
});

test('tells of a file that is no picture, and does the others', async () => {
  const text = join(folder, 'letter.txt');
  await writeFile(text, 'Dear Madam');
  const { status, stderr, results } = detect(text, 'nowhere.jpg', photo);
  assert.equal(status, 1);
  assert.match(stderr, /letter\.txt: /);
  assert.match(stderr, /nowhere\.jpg: /);
  assert.deepEqual(
    results.map(({ image }) => image),
    [photo],
  );
});

test('follows the rotation that a camera has noted', async () => {
  const turned = join(folder, 'turned.jpg');
  const upright = sharp(photo).rotate(270);
  await sharp(await upright.toBuffer())
    .withMetadata({ orientation: 6 })
    .toFile(turned);
  assertKnownFaces('sample3.jpg', detect(turned).results[0].faces);
});

test('copes with tiny, narrow, grey and transparent pictures', async () => {
  const files = [];
  for (const [width, height, channels] of [
    [1, 1, 3],
    [2000, 3, 3],
    [3, 2000, 4],
    [40, 30, 4],
  ]) {
    const file = join(folder, `${width}x${height}.png`);
    await sharp({ create: { width, height, channels, background: { r: 9, g: 9, b: 9, alpha: 0.5 } } }).toFile(file);
    files.push(file);
  }
  const grey = join(folder, 'grey.png');
  await sharp(photo).greyscale().toFile(grey);
  const { status, results } = detect(...files, grey);
  assert.equal(status, 0);
  const counts = results.map(({ faces }) => faces.length);
  assert.deepEqual(counts.slice(0, 4), [0, 0, 0, 0]);
  assert.ok(counts[4] > 0, 'a face in grey');
});

test('writes the pictures with the faces drawn', async () => {
  const out = join(folder, 'out/deep');
  assert.equal(detect('--out', out, photo, photo).status, 0);
  assert.deepEqual((await readdir(out)).sort(), ['sample3-2.jpg', 'sample3.jpg']);
  const before = await sharp(photo).raw().toBuffer();
  const { data: drawn, info } = await sharp(join(out, 'sample3.jpg')).raw().toBuffer({ resolveWithObject: true });
  assert.deepEqual([info.width, info.height], [1920, 1350]);
  const changed = drawn.reduce((sum, value, index) => sum + (Math.abs(value - before[index]) > 64 ? 1 : 0), 0);
  assert.ok(changed > 2000, `${changed} values changed`);
});

for (const [args, message] of [
  [[], /no picture given/],
  [['--backend', 'tpu', 'x.jpg'], /--backend must be one of wasm, cpu/],
  [['--variant', 'avx', 'x.jpg'], /--variant must be one of relaxed, simd, scalar, relaxed-threads, simd-threads/],
  [['--nonsense'], /nonsense/],
]) {
  test(`explains itself when given ${args.join(' ') || 'nothing'}`, () => {
    const { status, stderr, stdout } = detect(...args);
    assert.equal(status, 1);
    assert.equal(stdout, '');
    assert.match(stderr, message);
    assert.match(stderr, /npm run detect/);
  });
}
