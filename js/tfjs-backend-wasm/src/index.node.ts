// For Node, as an ES module and as CommonJS: the modules are files beside this one.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { setPlatform } from './loading';
import { fileOf } from './variant';

setPlatform({
  defaultPath: (variant) => new URL(fileOf(variant), import.meta.url).href,
  readFile(path) {
    if (/^https?:/.test(path)) {
      return null;
    }
    return readFile(path.startsWith('file:') ? fileURLToPath(path) : path) as Promise<Uint8Array<ArrayBuffer>>;
  },
});

export * from './exports';
