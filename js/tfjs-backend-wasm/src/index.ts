// For browsers and bundlers, which find the modules by these literal forms.
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
    }
  },
  readFile: () => null,
});

export * from './exports';
