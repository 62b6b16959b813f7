import '@tensorflow/tfjs-backend-cpu';
import { startBackend } from './measure.mjs';

export { block, flops, layers, load, outputs } from './measure.mjs';

export async function start() {
  await startBackend('cpu');
  return { threads: 1, detail: 'JavaScript' };
}
