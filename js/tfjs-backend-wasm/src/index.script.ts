// For script tags and importScripts: the modules lie beside the script, the exports become `tf.wasm`.
import { begin } from './browser-worker';
import { setPlatform } from './loading';
import * as wasm from './exports';
import { workerFile } from './paths';
import { fileOf } from './variant';

/** The address of the script that runs now. importScripts tells it nowhere but in the stack of an error. */
function ownAddress(): string {
  if (typeof document === 'object' && document.currentScript instanceof HTMLScriptElement) {
    return document.currentScript.src;
  }
  const [, fromStack] =
    /((?:https?|file|[a-z-]+-extension):\/\/\S+?):\d+(?::\d+)?\)?$/m.exec(new Error().stack ?? '') ?? [];
  return fromStack ?? String(globalThis.location?.href ?? '');
}

// Known only while the script itself runs.
const script = ownAddress();

const beside = (file: string): string => script.replace(/[?#].*$/, '').replace(/[^/]*$/, '') + file;

setPlatform({
  defaultPath: (variant) => beside(fileOf(variant)),
  readFile: () => null,
  cores: () => navigator.hardwareConcurrency ?? 1,
  startWorker: (path, work, onError) => begin(new Worker(path ?? beside(workerFile)), work, onError),
});

const { tf } = globalThis as unknown as { tf: { wasm?: object } };
tf.wasm = Object.assign({}, tf.wasm, wasm);
