// The part that runs where the contestants run, in a page or in Node: it holds them and obeys.
import { measureLimit } from './limit.mjs';

/**
 * @param importBundle name of a side to a fresh copy of its bundle
 * @param read name of a file of the models to its bytes
 */
export function makeHost(importBundle, read, folder) {
  const contestants = {};
  return {
    /** Tells what runs, or why it cannot. */
    async start({ id, side, variant, threads }) {
      try {
        const contestant = await importBundle(side, id);
        const running = await contestant.start({ folder, variant, threads });
        contestants[id] = contestant;
        return running;
      } catch (error) {
        return { missing: error.message };
      }
    },
    async load({ id, model }) {
      const [description, weights, input] = await Promise.all(
        ['json', 'bin', 'input.bin'].map((extension) => read(`${model}.${extension}`)),
      );
      const { layers, artifacts, shape, dtype } = JSON.parse(new TextDecoder().decode(description));
      const values = dtype === 'int32' ? new Int32Array(input) : new Float32Array(input);
      artifacts.weightData = weights;
      return contestants[id].load({ layers, artifacts, shape, dtype, values });
    },
    block: ({ id, runs }) => contestants[id].block(runs),
    flops: ({ id }) => contestants[id].flops(),
    limit: async () => measureLimit(await read('limit.wasm')),
  };
}
