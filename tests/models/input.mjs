// Inputs for the models: a part of a real photograph, and a little noise so that no two values are the same by chance.
import { join } from 'node:path';
import sharp from 'sharp';
import { packageFolder } from '../../scripts/package-folder.mjs';

const photograph = join(packageFolder('@vladmandic/face-api', import.meta.url), 'demo/sample3.jpg');

const parts = {
  people: { left: 0, top: 0, width: 1920, height: 1350 },
  face: { left: 1014, top: 206, width: 350, height: 350 },
  eye: { left: 1176, top: 286, width: 110, height: 110 },
};

/** Mulberry32: a small generator, so that every run and every engine sees the same noise. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The values of the model's input, row by row. */
export async function inputOf({ input: [height, width, channels], range: [black, white], dtype, show }, seed = 1) {
  let image = sharp(photograph).extract(parts[show]).resize(width, height, { fit: 'fill' });
  if (channels === 1) {
    image = image.greyscale();
  }
  const bytes = await image.raw().toBuffer();
  const next = generator(seed);
  const values = Float32Array.from(bytes, (byte) => {
    const noisy = Math.min(255, Math.max(0, byte + 8 * (next() - 0.5)));
    return black + (noisy / 255) * (white - black);
  });
  return dtype === 'int32' ? Int32Array.from(values, Math.round) : values;
}
