import { getThreadsCount, getVariant, setThreadsCount, setVariant, setWasmPaths } from '@lanewise/tfjs-backend-wasm';
import { startBackend } from './measure.mjs';

export { block, flops, layers, load } from './measure.mjs';

/** @returns what runs */
export async function start({ folder, variant, threads }) {
  setWasmPaths(folder);
  setVariant(variant);
  setThreadsCount(threads);
  await startBackend();
  if (variant && getVariant() !== variant) {
    throw new Error(`asked for ${variant}, got ${getVariant()}`);
  }
  return { threads: getThreadsCount(), detail: getVariant() };
}
