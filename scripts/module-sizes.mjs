// Every module that the npm package ships stays below its limits, as it is and gzipped.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './run.mjs';
import { variants } from './variants.mjs';

const limit = 300_000;
const gzippedLimit = 110_000;
const dist = join(root, 'js/tfjs-backend-wasm/dist');

let passed = 0;
let failed = 0;
for (const variant of variants) {
  const name = `lanewise-${variant}.wasm`;
  const files = readdirSync(dist, { recursive: true }).filter((file) => file.endsWith(name));
  const modules = files.map((file) => readFileSync(join(dist, file)));
  const sizes = modules.map((module) => [module.length, gzipSync(module, { level: 9 }).length]);
  const good = sizes.length > 0 && sizes.every(([size, gzipped]) => size < limit && gzipped < gzippedLimit);
  good ? passed++ : failed++;
  const measured = sizes.map(([size, gzipped]) => `${size} bytes, ${gzipped} gzipped`).join('; ') || 'missing';
  console.log(`${good ? 'ok' : 'FAILED'} ${name}: ${measured} (limits ${limit}, ${gzippedLimit})`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
