import { util } from '@tensorflow/tfjs-core';
import { usesPlatformFetch, userPath, userWorkerPath } from './paths';
import { type Variant } from './variant';
import type { Work } from './work';

/** What differs between a browser, a script tag and Node. */
export interface Platform {
  /** Where the package's own module lies. */
  defaultPath(variant: Variant): string;
  /** The bytes of a file that no fetch can get, or null if `path` is not one. */
  readFile(path: string): Promise<Uint8Array<ArrayBuffer>> | null;
  /** How many cores the machine has. */
  cores(): number;
  /** Starts a worker on the package's own script, or on the user's; throws if it cannot start. */
  startWorker(path: string | null, work: Work, onError: (reason: string) => void): WorkerHandle;
}

export interface WorkerHandle {
  terminate(): void;
}

let platform: Platform;

/** Each entry point of the package sets its own, once. */
export function setPlatform(value: Platform): void {
  platform = value;
}

export const coreCount = (): number => platform.cores();

export const startWorker = (work: Work, onError: (reason: string) => void): WorkerHandle =>
  platform.startWorker(userWorkerPath(), work, onError);

/** The last module compiled: a backend that is initialised again need not fetch it again. */
let last: { path: string; module: WebAssembly.Module } | null = null;

/** The compiled module of a variant, and where it came from. */
export async function loadModule(variant: Variant): Promise<{ path: string; module: WebAssembly.Module }> {
  const path = userPath(variant) ?? platform.defaultPath(variant);
  if (last?.path !== path) {
    last = { path, module: await compile(path) };
  }
  return last;
}

async function compile(path: string): Promise<WebAssembly.Module> {
  try {
    const file = usesPlatformFetch() ? null : platform.readFile(path);
    if (file !== null) {
      return await WebAssembly.compile(await file);
    }
    const response = await (usesPlatformFetch() ? util.fetch(path) : fetch(path, { credentials: 'same-origin' }));
    if (!response.ok) {
      throw new Error(`HTTP status ${response.status} ${response.statusText}`.trimEnd());
    }
    // Streaming compilation, which also gets the engine's code cache, insists on the type.
    const streams = response.headers?.get('Content-Type')?.split(';')[0].trim() === 'application/wasm';
    return streams && typeof WebAssembly.compileStreaming === 'function'
      ? await WebAssembly.compileStreaming(response)
      : await WebAssembly.compile(await response.arrayBuffer());
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The WebAssembly module ${path} could not be loaded: ${cause}. ` +
        'Serve the .wasm files of @lanewise/tfjs-backend-wasm there, or call setWasmPaths() before tf.setBackend() ' +
        'with the folder where they are.',
    );
  }
}
