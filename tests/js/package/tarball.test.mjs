// What npm pack makes works where it is installed: by import, by require, in a bundle, and in TypeScript.
import { build } from 'esbuild';
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { packageFolder } from '../../../scripts/package-folder.mjs';
import { root, run } from '../../../scripts/run.mjs';
import { variants } from '../../../scripts/variants.mjs';

let folder;
let installed;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanewise-'));
  installed = join(folder, 'node_modules/@lanewise/tfjs-backend-wasm');
  await mkdir(installed, { recursive: true });
  await mkdir(join(folder, 'node_modules/@tensorflow'));
  const core = packageFolder('@tensorflow/tfjs-core', import.meta.url);
  await symlink(core, join(folder, 'node_modules/@tensorflow/tfjs-core'), 'junction');
  const source = join(root, 'js/tfjs-backend-wasm');
  const out = await run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], { cwd: source });
  await run('tar', ['-xzf', join(folder, out.trim().split('\n').at(-1)), '-C', installed, '--strip-components=1']);
});

after(() => rm(folder, { recursive: true, force: true }));

const program = `
  tf.setBackend('wasm').then(() => console.log(tf.getBackend(), tf.add(1, 2).dataSync()[0], typeof getVariant()));
`;

async function output(file, text) {
  await writeFile(join(folder, file), text);
  return (await run(process.execPath, [file], { cwd: folder })).trim();
}

test('import', async () => {
  const text = `import * as tf from '@tensorflow/tfjs-core';
    import { getVariant } from '@lanewise/tfjs-backend-wasm';${program}`;
  assert.equal(await output('a.mjs', text), 'wasm 3 string');
});

test('require', async () => {
  const text = `const tf = require('@tensorflow/tfjs-core');
    const { getVariant } = require('@lanewise/tfjs-backend-wasm');${program}`;
  assert.equal(await output('a.cjs', text), 'wasm 3 string');
});

test('a bundle for browsers has no Node in it, and names each module literally', async () => {
  await writeFile(join(folder, 'b.mjs'), `export * from '@lanewise/tfjs-backend-wasm';`);
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'b.mjs')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    external: ['@tensorflow/tfjs-core'],
  });
  assert.doesNotMatch(outputFiles[0].text, /node:|\beval\(|new Function\(|createObjectURL/);
  for (const variant of variants) {
    assert.ok(outputFiles[0].text.includes(`new URL("./lanewise-${variant}.wasm", import.meta.url)`));
  }
});

test('the CDN files lie together', async () => {
  const { unpkg, jsdelivr } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  assert.equal(unpkg, jsdelivr);
  assert.ok(existsSync(join(installed, unpkg)));
  assert.ok(existsSync(join(installed, unpkg, '../lanewise-simd.wasm')));
});

test('TypeScript', async () => {
  const text = `import { BackendWasm, type Variant, getThreadsCount, getVariant, setThreadsCount, setVariant, setWasmPath, setWasmPaths, version_wasm } from '@lanewise/tfjs-backend-wasm';
    setWasmPaths('x/', true); setWasmPaths({ 'lanewise-simd.wasm': 'y' }); setWasmPath('z'); setThreadsCount(2);
    setVariant('simd'); setVariant(null);
    export const all: [number, Variant | null, string, typeof BackendWasm] = [getThreadsCount(), getVariant(), version_wasm, BackendWasm];
    // @ts-expect-error: no such variant
    setVariant('fast');`;
  await writeFile(join(folder, 'c.mts'), text);
  await writeFile(join(folder, 'c.cts'), text);
  const tsc = join(packageFolder('typescript', import.meta.url), 'bin/tsc');
  for (const options of [
    ['--module', 'node16', 'c.mts', 'c.cts'],
    ['--module', 'esnext', '--moduleResolution', 'bundler', 'c.mts'],
  ]) {
    const args = [tsc, '--noEmit', '--strict', '--skipLibCheck', '--target', 'es2020', '--types', '', ...options];
    await run(process.execPath, args, { cwd: folder });
  }
});
