import { parseArgs } from 'node:util';
import { mkdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { currentVariant, setVariant, type Variant } from '../variants.js';
import { type Face, scaleFace } from '../detector.js';
import { loadDetector } from './model.js';
import { drawFaces, readPicture } from './picture.js';

const usage = `Finds faces in pictures; prints one line of JSON for each.

  npm run detect -- [options] photo.jpg ...

  --out DIR        also write the pictures with the faces drawn to DIR
  --backend NAME   wasm (default) or cpu
  --variant NAME   of wasm: relaxed, simd, scalar, relaxed-threads or simd-threads (default: the best that runs here)
  --help           this text
`;

const backends = ['wasm', 'cpu'];
const variants: Variant[] = ['relaxed', 'simd', 'scalar', 'relaxed-threads', 'simd-threads'];
const isVariant = (name: string): name is Variant => (variants as string[]).includes(name);

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      backend: { type: 'string', default: 'wasm' },
      variant: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const { backend, variant, out, help } = values;
  if (!backends.includes(backend)) {
    throw new Error(`--backend must be one of ${backends.join(', ')}, but is ${backend}`);
  }
  if (variant !== undefined && !isVariant(variant)) {
    throw new Error(`--variant must be one of ${variants.join(', ')}, but is ${variant}`);
  }
  if (variant !== undefined && backend !== 'wasm') {
    throw new Error(`--variant chooses a module of the wasm backend; ${backend} has none`);
  }
  if (!help && positionals.length === 0) {
    throw new Error('no picture given');
  }
  return { backend, variant, out, help, files: positionals };
}

const round = (value: number, digits = 1) => Number(value.toFixed(digits));

function roundFace(face: Face): Face {
  return {
    box: face.box.map((value) => round(value)) as Face['box'],
    score: round(face.score, 4),
    landmarks: face.landmarks.map(([x, y]) => [round(x), round(y)]),
  };
}

/** Two files of one name are told apart by a number, so that none is overwritten. */
function outName(file: string, taken: Set<string>): string {
  const stem = basename(file, extname(file));
  let name = `${stem}.jpg`;
  for (let number = 2; taken.has(name); number++) {
    name = `${stem}-${number}.jpg`;
  }
  taken.add(name);
  return name;
}

async function main(): Promise<void> {
  const { backend, variant, out, help, files } = readArguments();
  if (help) {
    process.stdout.write(usage);
    return;
  }
  if (variant) {
    setVariant(variant);
  }
  if (!(await tf.setBackend(backend))) {
    throw new Error(`tfjs could not start its ${backend} backend`);
  }
  const detector = await loadDetector();
  if (out) {
    await mkdir(out, { recursive: true });
  }
  const taken = new Set<string>();
  for (const file of files) {
    try {
      const picture = await readPicture(file);
      const began = performance.now();
      const pixels = tf.tensor3d(picture.data, [picture.workingHeight, picture.workingWidth, 3], 'int32');
      const found = await detector.detect(pixels);
      const ms = performance.now() - began;
      pixels.dispose();
      const faces = found.map((face) => roundFace(scaleFace(face, picture.width, picture.height)));
      const line = {
        image: file,
        backend,
        variant: backend === 'wasm' ? currentVariant() : null,
        ms: round(ms, 2),
        faces,
      };
      process.stdout.write(`${JSON.stringify(line)}\n`);
      if (out) {
        await drawFaces(file, faces, picture, join(out, outName(file, taken)));
      }
    } catch (error) {
      fail(`${file}: ${(error as Error).message}`);
    }
  }
  detector.dispose();
}

try {
  await main();
} catch (error) {
  fail(`${(error as Error).message}\n\n${usage}`);
}
