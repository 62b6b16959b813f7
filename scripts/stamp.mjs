// Leaves out the work whose inputs have not changed; node built-ins only.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { root } from './run.mjs';

const skipped = new Set(['node_modules', 'bin', 'obj', 'dist', 'artifacts', '.git']);

async function* filesBelow(path) {
  const info = await stat(path).catch(() => undefined);
  if (info?.isFile()) {
    yield { path, info };
  } else if (info?.isDirectory()) {
    for (const name of (await readdir(path)).sort()) {
      if (!skipped.has(name)) {
        yield* filesBelow(join(path, name));
      }
    }
  }
}

/** Tells apart the states of files and folders by name, size and time, without reading them. */
async function fingerprint(inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for await (const { path, info } of filesBelow(join(root, input))) {
      hash.update(`${relative(root, path)} ${info.size} ${info.mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

/**
 * Does `work` unless all `outputs` are there and the `inputs` are as they were after it was last done. An output or an
 * input is a path from the root. Returns whether it did the work.
 */
export async function unlessDone(name, { inputs, outputs }, work) {
  const stamp = join(root, 'artifacts/stamps', name);
  const done = await readFile(stamp, 'utf8').catch(() => '');
  if (outputs.every((output) => existsSync(join(root, output))) && done === (await fingerprint(inputs))) {
    return false;
  }
  await work();
  const missing = outputs.filter((output) => !existsSync(join(root, output)));
  if (missing.length > 0) {
    throw new Error(`${name} did not make ${missing.join(', ')}`);
  }
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, await fingerprint(inputs));
  return true;
}
