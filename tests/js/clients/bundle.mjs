// Bundles a client of tfjs unchanged, as its users do, with this package in the official one's place.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after } from 'node:test';
import { build } from 'esbuild';
import { root } from '../../../scripts/run.mjs';

const dist = join(root, 'js/tfjs-backend-wasm/dist');
const own = join(dist, 'index.node.mjs');

/** What every client's bundle exports besides. */
const common = `
export * as tf from '@tensorflow/tfjs-core';
export { getSupportedVariants, setVariant, setWasmPaths } from ${JSON.stringify(own)};
import '@tensorflow/tfjs-backend-cpu';
`;

/** What the package @tensorflow/tfjs would be. */
const union = `
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';
export * from '@tensorflow/tfjs-core';
export * from '@tensorflow/tfjs-converter';
export * from '@tensorflow/tfjs-layers';
`;

/** @returns the exports of `entry`, with `useCpu` and `useWasm` */
export async function bundleClient(entry) {
  const folder = await mkdtemp(join(root, 'artifacts/clients-'));
  after(() => rm(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'client.mjs');
  await build({
    stdin: { contents: entry + common, resolveDir: root, loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    outfile,
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'error',
    plugins: [{ name: 'tfjs', setup: redirect }],
  });
  const client = await import(outfile);
  const useWasm = () => {
    client.setWasmPaths(`${dist}/`);
    client.setVariant(client.getSupportedVariants()[0]);
    return client.tf.setBackend('wasm');
  };
  return { ...client, useCpu: () => client.tf.setBackend('cpu'), useWasm };
}

function redirect(builder) {
  builder.onResolve({ filter: /^@tensorflow\/tfjs(\/dist\/index.js)?$/ }, () => ({ path: 'tfjs', namespace: 'union' }));
  builder.onResolve({ filter: /^@tensorflow\/tfjs-backend-wasm(\/|$)/ }, () => ({ path: own }));
  builder.onResolve({ filter: /^@tensorflow\/tfjs-backend-webgl(\/|$)/ }, () => ({
    path: 'webgl',
    namespace: 'nothing',
  }));
  // what was fetched lies outside of node_modules
  builder.onResolve(
    { filter: /^@tensorflow\/tfjs-(core|converter|layers|backend-cpu)/ },
    ({ path, importer, pluginData }) =>
      pluginData || importer.includes('node_modules')
        ? undefined
        : builder.resolve(path, { resolveDir: root, kind: 'import-statement', pluginData: true }),
  );
  builder.onLoad({ filter: /.*/, namespace: 'union' }, () => ({ contents: union, resolveDir: root }));
  builder.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'export {};' }));
}
