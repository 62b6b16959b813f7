import { getThreadsCount, getVariant, setThreadsCount, setVariant, setWasmPaths } from '@lanewise/tfjs-backend-wasm';
import { loadCompiled, plan as planOf } from './compiled.mjs';
import { blockInParts, load as loadEager, startBackend } from './measure.mjs';

export { block, flops, layers, outputs } from './measure.mjs';

let isCompiled;

/** @returns what runs */
export async function start({ folder, variant, threads, compiled }) {
  isCompiled = compiled;
  setWasmPaths(folder);
  setVariant(variant);
  setThreadsCount(threads);
  await startBackend();
  if (variant && getVariant() !== variant) {
    throw new Error(`asked for ${variant}, got ${getVariant()}`);
  }
  return { threads: getThreadsCount(), detail: getVariant() + (compiled ? ', compiled' : '') };
}

export const load = (model) => (isCompiled ? loadCompiled(loadEager, model) : loadEager(model));

export const plan = (runs) => planOf(blockInParts, runs);
