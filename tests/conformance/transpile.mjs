// tfjs-core ships its tests as ES modules that Node cannot load: extensionless imports, no "type", and require().
// They are transpiled file by file, so that tests and library stay one copy of each module.
import { build } from 'esbuild';
import { existsSync, readdirSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from '../../scripts/package-folder.mjs';
import { root } from '../../scripts/run.mjs';

/** @returns the folder of tfjs-core's dist as CommonJS, made once per version */
export async function transpiledCore() {
  const source = packageFolder('@tensorflow/tfjs-core', import.meta.url);
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'));
  const target = join(root, 'artifacts/conformance', `tfjs-core-${version}`);
  if (existsSync(target)) {
    return target;
  }
  const work = `${target}-${process.pid}`;
  await build({
    entryPoints: filesBelow(source, /^(?!.*(?:\.min|\.es2017|\.fesm|tf-core)[.\w]*js$).*\.js$/),
    outbase: join(source, 'dist'),
    outdir: work,
    format: 'cjs',
    platform: 'node',
    logLevel: 'error',
  });
  await writeFile(join(work, 'package.json'), '{"type":"commonjs"}');
  // Another variant's run may have been quicker.
  await rename(work, target).catch(() => rm(work, { recursive: true }));
  return target;
}

function filesBelow(source, pattern) {
  return readdirSync(join(source, 'dist'), { recursive: true })
    .filter((name) => pattern.test(name) && !name.startsWith('miniprogram'))
    .map((name) => join(source, 'dist', name));
}

export function specFiles(core) {
  return readdirSync(core, { recursive: true })
    .filter((name) => name.endsWith('_test.js'))
    .sort()
    .map((name) => join(core, name));
}
