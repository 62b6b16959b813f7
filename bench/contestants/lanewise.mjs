import { getVariant, setVariant, setWasmPaths } from '@lanewise/tfjs-backend-wasm';
import { startBackend } from './measure.mjs';

export { block, load } from './measure.mjs';

export async function start({ folder, variant }) {
  setWasmPaths(folder);
  setVariant(variant);
  await startBackend();
  if (getVariant() !== variant) {
    throw new Error(`asked for ${variant}, got ${getVariant()}`);
  }
}
