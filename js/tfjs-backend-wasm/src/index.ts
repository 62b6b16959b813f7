// For browsers and bundlers, which find the modules by these literal forms.
import { begin } from './browser-worker';
import { setPlatform } from './loading';

setPlatform({
  defaultPath(variant) {
    switch (variant) {
      case 'scalar':
        return new URL('./lanewise-scalar.wasm', import.meta.url).href;
      case 'simd':
        return new URL('./lanewise-simd.wasm', import.meta.url).href;
      case 'relaxed':
        return new URL('./lanewise-relaxed.wasm', import.meta.url).href;
      case 'simd-threads':
        return new URL('./lanewise-simd-threads.wasm', import.meta.url).href;
      case 'relaxed-threads':
        return new URL('./lanewise-relaxed-threads.wasm', import.meta.url).href;
    }
  },
  readFile: () => null,
  cores: () => navigator.hardwareConcurrency ?? 1,
  startWorker: (path, work, onError) =>
    begin(path ? new Worker(path) : new Worker(new URL('./lanewise-worker.js', import.meta.url)), work, onError),
});

export * from './exports';
