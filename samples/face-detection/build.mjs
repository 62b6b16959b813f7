// Builds the page and the command-line detector into dist/.
import { build } from 'esbuild';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageFolder } from '../../scripts/package-folder.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');

const backendPackage = '@lanewise/tfjs-backend-wasm';

/** Of the photographs that come with the package, those that show best, in this order. */
const photos = [3, 5, 6, 4, 1].map((number) => `sample${number}.jpg`);

const folderOf = (name) => packageFolder(name, import.meta.url);

/** On the page TensorFlow.js and the backend come by script tags; imports of them become the globals. */
const scriptTagGlobals = {
  name: 'script-tag-globals',
  setup({ onResolve, onLoad }) {
    const globals = {
      '@tensorflow/tfjs-core': 'globalThis.tf',
      '@tensorflow/tfjs-converter': 'globalThis.tf',
      [backendPackage]: 'globalThis.tf.wasm',
    };
    onResolve({ filter: /^@/ }, ({ path }) => (path in globals ? { path, namespace: 'global' } : undefined));
    onLoad({ filter: /./, namespace: 'global' }, ({ path }) => ({ contents: `module.exports = ${globals[path]}` }));
  },
};

async function copyInto(folder, files) {
  await mkdir(join(dist, folder), { recursive: true });
  await Promise.all(files.map((file) => copyFile(file, join(dist, folder, basename(file)))));
}

/** The script-tag bundle, with the .wasm files and the script of the workers beside it, as a CDN would serve them. */
async function copyBackend() {
  const folder = folderOf(backendPackage);
  const bundle = join(folder, JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).unpkg);
  const beside = await readdir(dirname(bundle));
  const modules = beside.filter((file) => /\.wasm$|-worker\.js$/.test(file)).map((file) => join(dirname(bundle), file));
  await copyInto('backend', [bundle, ...modules]);
  return `backend/${basename(bundle)}`;
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

const page = (file) => join(here, 'src/page', file);
const tfjs = (name, file) => join(folderOf(`@tensorflow/${name}`), 'dist', file);
const human = (file) => join(folderOf('@vladmandic/human'), 'models', file);
const photo = (file) => join(folderOf('@vladmandic/face-api'), 'demo', file);

const backend = await copyBackend();
const html = await readFile(page('index.html'), 'utf8');
await Promise.all([
  writeFile(join(dist, 'index.html'), html.replace('%BACKEND%', backend)),
  copyInto('', [page('style.css'), page('icon.svg')]),
  copyInto('models', [human('blazeface.json'), human('blazeface.bin')]),
  copyInto('photos', photos.map(photo)),
  copyInto('vendor', [
    tfjs('tfjs-core', 'tf-core.min.js'),
    tfjs('tfjs-converter', 'tf-converter.min.js'),
    tfjs('tfjs-backend-cpu', 'tf-backend-cpu.min.js'),
    tfjs('tfjs-backend-webgl', 'tf-backend-webgl.min.js'),
  ]),
  build({
    entryPoints: [page('main.ts')],
    bundle: true,
    minify: true,
    sourcemap: true,
    target: 'es2020',
    define: { PHOTOS: JSON.stringify(photos.map((file) => `photos/${file}`)) },
    plugins: [scriptTagGlobals],
    outfile: join(dist, 'page.js'),
    logLevel: 'warning',
  }),
  build({
    entryPoints: [join(here, 'src/cli/detect.ts')],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile: join(dist, 'detect.mjs'),
    logLevel: 'warning',
  }),
]);
