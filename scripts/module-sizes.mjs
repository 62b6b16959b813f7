// Every module that the npm package ships stays below its limit.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

const limit = 300_000;
const dist = join(root, 'js/tfjs-backend-wasm/dist');

let passed = 0;
let failed = 0;
for (const variant of ['scalar', 'simd', 'relaxed']) {
  const name = `lanewise-${variant}.wasm`;
  const files = readdirSync(dist, { recursive: true }).filter((file) => file.endsWith(name));
  const sizes = files.map((file) => statSync(join(dist, file)).size);
  const good = sizes.length > 0 && sizes.every((size) => size < limit);
  good ? passed++ : failed++;
  console.log(`${good ? 'ok' : 'FAILED'} ${name}: ${sizes.join(', ') || 'missing'} bytes, limit ${limit}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
