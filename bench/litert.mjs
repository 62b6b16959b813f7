// Files of LiteRT.js and of its models, which are too large to be installed with everything else.
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { filesOfPackage } from '../scripts/npm-pack.mjs';
import { root } from '../scripts/run.mjs';
import { tfliteFile } from './networks.mjs';

const wasm = ['litert_wasm_internal', 'litert_wasm_threaded_internal'].flatMap((name) => [
  `${name}.js`,
  `${name}.wasm`,
]);

const sources = {
  core: {
    name: '@litertjs/core',
    version: '2.5.3',
    integrity: 'sha512-PlGmbMOq9WitX7FO0jhbdJw9GthatsyuCQXjTt/wJZo0FLaw48q4tz8IwqgqCIkviYGr9OFDL1kCnN4nzWoyJQ==',
    files: ['dist/index.js', ...wasm.map((file) => `wasm/${file}`)],
  },
  utils: {
    name: '@litertjs/wasm-utils',
    version: '2.5.3',
    integrity: 'sha512-4fJiw6tBQnIs+0jH/OQ16nYOiSl8/+zZnn5h2ul8aTKHi05sVqZW580Tmk78pC2kT39A9OYBVdFawteZ/sI1kQ==',
    files: ['dist/index.js'],
  },
};

const fetched = (part) => filesOfPackage(sources[part], join(root, 'artifacts/litert', part));

/** Resolves LiteRT.js's packages to what was fetched. */
export const litertPackages = {
  name: 'litert',
  setup({ onResolve }) {
    onResolve({ filter: /^@litertjs\/core$/ }, async () => ({ path: join(await fetched('core'), 'dist/index.js') }));
    onResolve({ filter: /^@litertjs\/wasm-utils$/ }, async () => ({
      path: join(await fetched('utils'), sources.utils.files[0]),
    }));
  },
};

/** Puts what LiteRT.js loads at run time into a site. */
export async function copyLitert(site, models) {
  const folder = join(site, 'litert');
  await mkdir(folder, { recursive: true });
  const core = await fetched('core');
  await Promise.all(wasm.map((file) => cp(join(core, 'wasm', file), join(folder, file))));
  for (const { name } of models) {
    await cp(await tfliteFile(name), join(folder, `${name}.tflite`));
  }
}
