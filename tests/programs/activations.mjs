// Activations as layers and the converter spell them.
import * as tf from '@tensorflow/tfjs-core';

/** One number for each channel, or one for all. */
const slope = (r, shape, g) => g.constant(r.chance(0.7) ? shape.slice(-1) : [], 0.5);

const plain = (f) => () => f;

export const activations = {
  relu: plain((x) => tf.relu(x)),
  relu6: plain((x) => tf.relu6(x)),
  'clip by value': (r) => {
    const least = r.pick([-1, 0, -0.25]);
    return (x) => tf.clipByValue(x, least, 1.5);
  },
  'clip as min and max': (r) => {
    const isLeastFirst = r.chance(0.5);
    return (x) => (isLeastFirst ? tf.maximum(tf.minimum(x, 6), 0) : tf.minimum(tf.maximum(x, -1), 1));
  },
  'hard sigmoid': plain((x) => tf.relu6(x.add(3)).mul(1 / 6)),
  'hard swish': plain((x) => x.mul(tf.relu6(x.add(3))).mul(1 / 6)),
  'hard swish by min and max': plain((x) => tf.mul(tf.minimum(tf.maximum(x.add(3), 0), 6).div(6), x)),
  silu: plain((x) => x.mul(tf.sigmoid(x))),
  'gelu by erf': plain((x) => x.mul(tf.erf(x.mul(Math.SQRT1_2)).add(1).mul(0.5))),
  'gelu by tanh': plain((x) => {
    const inner = tf.mul(x.add(tf.mul(x, x).mul(x).mul(0.044715)), Math.sqrt(2 / Math.PI));
    return tf.mul(tf.mul(0.5, x), tf.add(1, tf.tanh(inner)));
  }),
  prelu: (r, shape, g) => {
    const alpha = slope(r, shape, g);
    return (x) => tf.prelu(x, alpha);
  },
  'prelu by relu': (r, shape, g) => {
    const alpha = slope(r, shape, g);
    return (x) => tf.relu(x).add(tf.mul(tf.neg(alpha), tf.relu(tf.neg(x))));
  },
  'leaky relu': plain((x) => tf.leakyRelu(x, 0.1)),
  'leaky relu by maximum': plain((x) => tf.maximum(x, x.mul(0.2))),
  mish: plain((x) => x.mul(tf.tanh(tf.softplus(x)))),
  elu: plain((x) => tf.elu(x)),
  selu: plain((x) => tf.selu(x)),
  sigmoid: plain((x) => tf.sigmoid(x)),
  tanh: plain((x) => tf.tanh(x)),
  square: plain((x) => tf.square(x).mul(0.5)),
  'square root': plain((x) => tf.sqrt(x.abs().add(0.1))),
  exp: plain((x) => tf.exp(x.neg().abs().neg())),
  neg: plain((x) => tf.neg(x)),
};
