import '@tensorflow/tfjs-backend-webgl';
import { startBackend } from './measure.mjs';

export { block, flops, layers, load, outputs } from './measure.mjs';

/** Fails where there is no WebGL; software that stands in for a graphics card counts, and is named. */
export async function start() {
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!context) {
    throw new Error('there is no WebGL here');
  }
  const names = context.getExtension('WEBGL_debug_renderer_info');
  const detail = names ? context.getParameter(names.UNMASKED_RENDERER_WEBGL) : 'WebGL';
  context.getExtension('WEBGL_lose_context')?.loseContext();
  await startBackend('webgl');
  return { threads: 1, detail };
}
