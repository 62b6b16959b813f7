import { build } from 'esbuild';
import { join } from 'node:path';
import { root } from '../../../scripts/run.mjs';

/** Exports of source files of the package, by name without extension. */
export async function sources(...names) {
  const { outputFiles } = await build({
    stdin: {
      contents: names.map((name) => `export * from './${name}';`).join('\n'),
      resolveDir: join(root, 'js/tfjs-backend-wasm/src'),
    },
    bundle: true,
    format: 'esm',
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
