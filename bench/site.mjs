// Puts together what a page, or a Node process, needs to run the contestants: bundles, modules, models.
import { build } from 'esbuild';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageFolder } from '../scripts/package-folder.mjs';
import { root, run } from '../scripts/run.mjs';
import { inputOf } from '../tests/models/input.mjs';
import { binaryenTool } from '../js/tfjs-backend-wasm/wasm-opt.mjs';
import { handWritten } from './gemm/hand.mjs';
import { copyLitert, litertPackages } from './litert.mjs';
import { ownEngine } from './own-engine.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/** The packages whose modules lie beside the bundles. */
const packages = { official: '@tensorflow/tfjs-backend-wasm', lanewise: '@lanewise/tfjs-backend-wasm' };

const targets = {
  browser: { platform: 'browser', format: 'esm', outExtension: { '.js': '.js' } },
  // A CommonJS bundle can be loaded several times over, each time anew.
  node: { platform: 'node', format: 'cjs', outExtension: { '.js': '.cjs' } },
};

/** @param target browser or node @param sides the packages to bundle @returns the folder */
export async function makeSite(target, sides, models, site = join(root, 'artifacts/bench', target)) {
  await rm(site, { recursive: true, force: true });
  await mkdir(join(site, 'models'), { recursive: true });
  await build({
    entryPoints: sides.map((side) => join(here, 'contestants', `${side}.mjs`)),
    bundle: true,
    minify: true,
    mainFields: ['module', 'main'],
    target: 'es2022',
    // Emscripten's loader asks for these in Node only.
    external: target === 'browser' ? ['fs', 'path', 'os', 'worker_threads', 'perf_hooks', 'ws'] : ['ws'],
    // A bundle is told by its caller where the modules are.
    logOverride: { 'empty-import-meta': 'silent' },
    plugins: sides.includes('litert') ? [ownEngine, litertPackages] : [ownEngine],
    outdir: site,
    logLevel: 'warning',
    ...targets[target],
  });
  for (const side of sides.filter((side) => packages[side])) {
    await copyModules(packageFolder(packages[side], import.meta.url), site);
  }
  if (sides.includes('litert')) {
    await copyLitert(site, models);
  }
  await addModels(site, models);
  await assemble(handWritten(6, true), join(site, 'models/limit.wasm'));
  await writeFile(join(site, 'index.html'), '<!doctype html><title>bench</title>');
  return site;
}

/** Writes models into a site, and the list of those that are there. */
export async function addModels(site, models) {
  for (const model of models) {
    await writeModel(model, join(site, 'models'));
  }
  const list = models.map(({ name, title = name }) => ({ id: name, name: title }));
  await writeFile(join(site, 'models/index.json'), JSON.stringify({ models: list }));
}

/** WebAssembly's text format to a module. */
async function assemble(text, target) {
  await writeFile(`${target}.wat`, text);
  const features = ['--mvp-features', '--enable-simd', '--enable-relaxed-simd'];
  await run(process.execPath, [binaryenTool('wasm-as'), `${target}.wat`, ...features, '-o', target]);
}

async function copyModules(folder, site) {
  for (const file of await readdir(join(folder, 'dist'), { recursive: true })) {
    if (/\.wasm$|-worker\.js$/.test(file)) {
      await cp(join(folder, 'dist', file), join(site, file.split(/[\\/]/).at(-1)));
    }
  }
}

/** A model as name.json (all but the weights), name.bin, and its input as name.input.bin. */
async function writeModel(model, folder) {
  const { weightData, ...artifacts } = await model.load(model);
  const values = await inputOf(model);
  const description = {
    layers: Boolean(model.layers),
    artifacts,
    shape: [1, ...model.input],
    dtype: model.dtype ?? 'float32',
  };
  await writeFile(join(folder, `${model.name}.json`), JSON.stringify(description));
  await writeFile(join(folder, `${model.name}.bin`), Buffer.from(weightData));
  await writeFile(join(folder, `${model.name}.input.bin`), Buffer.from(values.buffer));
}
