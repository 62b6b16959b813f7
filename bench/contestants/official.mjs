import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { startBackend } from './measure.mjs';

export { block, flops, layers, load, outputs } from './measure.mjs';

export async function start({ folder, threads }) {
  setWasmPaths(folder);
  setThreadsCount(threads);
  await startBackend();
  return { threads: getThreadsCount(), detail: 'SIMD' };
}
