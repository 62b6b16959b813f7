// The part that runs where the contestants run, in a page or in Node: it holds them and obeys.

/**
 * @param importBundle name of a side to a fresh copy of its bundle
 * @param read name of a file of the models to its bytes
 */
export function makeHost(importBundle, read, folder) {
  const contestants = {};
  return {
    async start({ id, side, variant }) {
      contestants[id] = await importBundle(side, id);
      await contestants[id].start({ folder, variant });
    },
    async load({ id, model }) {
      const [description, weights, input] = await Promise.all(
        ['json', 'bin', 'input.bin'].map((extension) => read(`${model}.${extension}`)),
      );
      const { layers, artifacts, shape, dtype } = JSON.parse(new TextDecoder().decode(description));
      const values = dtype === 'int32' ? new Int32Array(input) : new Float32Array(input);
      artifacts.weightData = weights;
      await contestants[id].load({ layers, artifacts, shape, dtype, values });
    },
    block: ({ id, runs }) => contestants[id].block(runs),
  };
}
