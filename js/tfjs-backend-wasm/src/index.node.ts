// For Node, as an ES module and as CommonJS: the modules are files beside this one.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
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
  cores: () => availableParallelism(),
  // The user's script, if there is one, is a browser's.
  startWorker(_path, work, onError) {
    const worker = new Worker(new URL('lanewise-worker.node.mjs', import.meta.url), { workerData: work });
    worker.on('error', ({ message }) => onError(message));
    worker.unref();
    return worker;
  },
});

export * from './exports';
