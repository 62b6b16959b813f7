// Builds dist/: the bundles, the types, and the compiled modules made small by wasm-opt.
import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { binaryenVersion, passes, variants, wasmOpt } from './wasm-opt.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const dist = join(here, 'dist');
const cache = join(root, 'artifacts/wasm-opt');
const require = createRequire(import.meta.url);
const run = promisify(execFile);

const limit = 300_000;

/** The passes are part of the cache's key, as is the version of Binaryen. */
async function optimise(variant) {
  const name = `lanewise-${variant}.wasm`;
  const source = join(root, 'artifacts/wasm', name);
  if (!existsSync(source)) {
    throw new Error(`${source} is missing: run "dotnet build src/Lanewise.Modules -c Release" first`);
  }
  const hash = createHash('sha256')
    .update([binaryenVersion, ...passes(variant)].join(' '))
    .update(await readFile(source));
  const cached = join(cache, `${hash.digest('hex').slice(0, 24)}.wasm`);
  if (!existsSync(cached)) {
    await mkdir(cache, { recursive: true });
    await wasmOpt(variant, source, `${cached}.new`);
    await copyFile(`${cached}.new`, cached);
    await rm(`${cached}.new`);
  }
  if (WebAssembly.Module.customSections(await compiled(cached, variant), 'lanewise.manifest').length !== 1) {
    throw new Error(`wasm-opt lost the manifest of ${name}`);
  }
  await copyFile(cached, join(dist, name));
  const { size } = await stat(cached);
  console.log(`${name.padEnd(24)} ${size} bytes, ${(await stat(source)).size} before wasm-opt`);
  if (size >= limit) {
    throw new Error(`${name} has ${size} bytes; the limit is ${limit}`);
  }
}

/** An engine without relaxed SIMD cannot compile that module; its sections are then read from a copy without code. */
async function compiled(file, variant) {
  const bytes = await readFile(file);
  return new WebAssembly.Module(variant.startsWith('relaxed') ? customSectionsOnly(bytes) : bytes);
}

function customSectionsOnly(bytes) {
  const parts = [bytes.subarray(0, 8)];
  for (let at = 8; at < bytes.length;) {
    let size = 0;
    let next = at + 1;
    for (let shift = 0, more = true; more; shift += 7) {
      const byte = bytes[next++];
      size |= (byte & 127) << shift;
      more = byte > 127;
    }
    if (bytes[at] === 0) {
      parts.push(bytes.subarray(at, next + size));
    }
    at = next + size;
  }
  return Buffer.concat(parts);
}

/** In the script-tag bundle tfjs is the global `tf`. */
const globalTf = {
  name: 'global-tf',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@tensorflow\/tfjs-core$/ }, () => ({ path: 'tf', namespace: 'global' }));
    onLoad({ filter: /./, namespace: 'global' }, () => ({ contents: 'module.exports = globalThis.tf' }));
  },
};

const { version: packageVersion } = JSON.parse(await readFile(join(here, 'package.json'), 'utf8'));
const version = { PACKAGE_VERSION: JSON.stringify(packageVersion) };

const bundle = (entry, outfile, options) =>
  build({
    entryPoints: [join(here, 'src', entry)],
    outfile: join(dist, outfile),
    bundle: true,
    target: 'es2020',
    legalComments: 'none',
    define: version,
    external: options.plugins ? [] : ['@tensorflow/tfjs-core'],
    logLevel: 'warning',
    ...options,
  });

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

await Promise.all([
  ...variants.map(optimise),
  bundle('index.ts', 'index.mjs', { format: 'esm' }),
  bundle('index.node.ts', 'index.node.mjs', { format: 'esm', platform: 'node' }),
  bundle('index.node.ts', 'index.node.cjs', {
    format: 'cjs',
    platform: 'node',
    define: { ...version, 'import.meta.url': 'moduleUrl' },
    banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
  }),
  bundle('worker.ts', 'lanewise-worker.js', { format: 'iife', minify: true, external: [] }),
  bundle('worker.node.ts', 'lanewise-worker.node.mjs', { format: 'esm', platform: 'node', external: [] }),
  bundle('index.script.ts', 'lanewise-backend-wasm.min.js', { format: 'iife', minify: true, plugins: [globalTf] }),
  run(process.execPath, [join(dirname(require.resolve('typescript/package.json')), 'bin/tsc'), '-p', here]).catch(
    ({ stdout }) => {
      throw new Error(stdout);
    },
  ),
]);
