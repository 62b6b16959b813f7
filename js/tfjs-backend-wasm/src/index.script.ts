// For script tags and importScripts: the modules lie beside the script, the exports become `tf.wasm`.
import { setPlatform } from './loading';
import * as wasm from './exports';
import { fileOf } from './variant';

// Known only while the script itself runs. A worker's own script is the best guess that importScripts leaves.
const script =
  typeof document === 'object' && document.currentScript instanceof HTMLScriptElement
    ? document.currentScript.src
    : String(globalThis.location?.href ?? '');

setPlatform({
  defaultPath: (variant) => script.replace(/[?#].*$/, '').replace(/[^/]*$/, '') + fileOf(variant),
  readFile: () => null,
});

const { tf } = globalThis as unknown as { tf: { wasm?: object } };
tf.wasm = Object.assign({}, tf.wasm, wasm);
