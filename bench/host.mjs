// The part that runs where the contestants run, in a page or in Node: it holds them and obeys.
import { measureLimit } from './limit.mjs';

/**
 * @param importBundle name of a side to a fresh copy of its bundle
 * @param read name of a file of the models to its bytes
 */
export function makeHost(importBundle, read, folder) {
  const contestants = {};

  async function readModel(model) {
    const [description, weights, input] = await Promise.all(
      ['json', 'bin', 'input.bin'].map((extension) => read(`${model}.${extension}`)),
    );
    const { layers, artifacts, shape, dtype } = JSON.parse(new TextDecoder().decode(description));
    artifacts.weightData = weights;
    return {
      name: model,
      layers,
      artifacts,
      shape,
      dtype,
      values: dtype === 'int32' ? new Int32Array(input) : new Float32Array(input),
    };
  }

  return {
    /** Tells what runs, or why it cannot. */
    async start({ id, side, ...options }) {
      try {
        const contestant = await importBundle(side, id);
        const running = await contestant.start({ folder, ...options });
        contestants[id] = contestant;
        return running;
      } catch (error) {
        return { missing: error.message };
      }
    },
    load: async ({ id, model }) => contestants[id].load(await readModel(model)),
    /** Times since the import began, in ms; the model has been read before. */
    async startup({ id, side, model, ...options }) {
      const read = await readModel(model);
      const began = performance.now();
      const contestant = await importBundle(side, id);
      await contestant.start({ folder, ...options });
      const ready = performance.now() - began;
      const first = await contestant.load(read);
      return { ready, first, total: performance.now() - began };
    },
    block: ({ id, runs }) => contestants[id].block(runs),
    layers: ({ id, runs }) => contestants[id].layers(runs),
    outputs: ({ id }) => contestants[id].outputs(),
    plan: ({ id, runs }) => contestants[id].plan(runs),
    flops: ({ id }) => contestants[id].flops(),
    limit: async () => measureLimit(await read('limit.wasm')),
  };
}
