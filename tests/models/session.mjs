// A real model, loaded, with its input.
import * as tf from '@tensorflow/tfjs-core';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { loadLayersModel } from '@tensorflow/tfjs-layers';

/** @param values of its input */
export async function openModel(model, artifacts, values) {
  const handler = { load: async () => ({ ...artifacts }) };
  const network = await (model.layers ? loadLayersModel(handler) : loadGraphModel(handler));
  const input = tf.tidy(() => {
    const image = tf.tensor(values, [1, ...model.input], model.dtype ?? 'float32');
    return model.channelsFirst ? tf.transpose(image, [0, 3, 1, 2]) : image;
  });
  const others = model.others?.((value) => tf.scalar(value)) ?? {};
  const inputs = model.others ? { [network.inputs[0].name]: input, ...others } : input;
  const names = model.instead && network.outputNodes.map((name) => model.instead[name] ?? name);
  return {
    network,
    inputs,
    names,
    /** The outputs of the model, or of what was compiled from it. */
    async run(target = network) {
      const results = [
        await (model.layers
          ? target.predict(input)
          : model.dynamic
            ? target.executeAsync(inputs)
            : target.execute(inputs, names)),
      ].flat();
      const data = await Promise.all(results.map((result) => result.data()));
      const outputs = results.map(({ shape, dtype }, index) => ({ shape, dtype, values: data[index] }));
      tf.dispose(results);
      return outputs;
    },
    dispose() {
      tf.dispose([input, others]);
      network.dispose();
    },
  };
}
