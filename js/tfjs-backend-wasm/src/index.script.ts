// For script tags and importScripts: the modules lie beside the script, the exports become `tf.wasm`.
import { setPlatform } from './loading';
import * as wasm from './exports';
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

setPlatform({
  defaultPath: (variant) => script.replace(/[?#].*$/, '').replace(/[^/]*$/, '') + fileOf(variant),
  readFile: () => null,
});

const { tf } = globalThis as unknown as { tf: { wasm?: object } };
tf.wasm = Object.assign({}, tf.wasm, wasm);
