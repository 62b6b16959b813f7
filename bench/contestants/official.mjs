import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { startBackend } from './measure.mjs';

export { block, load } from './measure.mjs';

export async function start({ folder }) {
  setWasmPaths(folder);
  setThreadsCount(1);
  await startBackend();
}
