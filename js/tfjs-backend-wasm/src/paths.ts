import { fileOf, variants, type Variant } from './variant';

export const workerFile = 'lanewise-worker.js';

/** Keys of a map of files: this package's names, and the official package's as aliases, so that its users' maps work. */
export type FileMap = { [file: string]: string | undefined };

const officialNames: Record<Variant, string> = {
  scalar: 'tfjs-backend-wasm.wasm',
  simd: 'tfjs-backend-wasm-simd.wasm',
  relaxed: 'tfjs-backend-wasm-simd.wasm',
  'simd-threads': 'tfjs-backend-wasm-threaded-simd.wasm',
  'relaxed-threads': 'tfjs-backend-wasm-threaded-simd.wasm',
};

let file: string | null = null;
let prefix: string | null = null;
let map: FileMap = {};
let platformFetch = false;

/**
 * @deprecated Use `setWasmPaths`.
 * The one module to load, whatever the engine can do.
 */
export function setWasmPath(path: string, usePlatformFetch = false): void {
  file = path;
  platformFetch = usePlatformFetch;
}

/**
 * Where the modules are: a prefix, to which a file name is appended, or a map from file names (`lanewise-simd.wasm`) to
 * paths; a module that the map does not name is looked for where it is without a map. Rules from the next initialisation
 * of the backend on. With `usePlatformFetch` modules come by the fetch of tfjs's platform.
 */
export function setWasmPaths(prefixOrFileMap: string | FileMap, usePlatformFetch = false): void {
  if (typeof prefixOrFileMap === 'string') {
    prefix = prefixOrFileMap;
  } else {
    const known = variants.flatMap((variant) => [fileOf(variant), officialNames[variant]]);
    if (!known.some((name) => prefixOrFileMap[name] != null)) {
      throw new Error(`setWasmPaths: the map names no module of this package: ${variants.map(fileOf).join(', ')}`);
    }
    map = prefixOrFileMap;
  }
  platformFetch = usePlatformFetch;
}

export const usesPlatformFetch = (): boolean => platformFetch;

/** The user's path for the script of the workers, or null if the package's own is meant. */
export const userWorkerPath = (): string | null => map[workerFile] ?? (prefix === null ? null : prefix + workerFile);

/** The user has named files, the one of this variant but not of its threaded twin. */
export const lacksTwin = (variant: 'simd' | 'relaxed'): boolean =>
  file !== null || (named(variant) && !named(`${variant}-threads`));

const named = (variant: Variant): boolean => (map[fileOf(variant)] ?? map[officialNames[variant]]) != null;

/** The user's path for a variant's module, or null if the package's own is meant. */
export function userPath(variant: Variant): string | null {
  return (
    file ?? map[fileOf(variant)] ?? map[officialNames[variant]] ?? (prefix === null ? null : prefix + fileOf(variant))
  );
}
