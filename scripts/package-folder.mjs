import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The folder of an installed package as seen from `from`; its `exports` do not matter. */
export function packageFolder(name, from) {
  for (const modules of createRequire(from).resolve.paths(name)) {
    const folder = join(modules, name);
    if (existsSync(join(folder, 'package.json'))) {
      return folder;
    }
  }
  throw new Error(`${name} is not installed: run npm ci`);
}
