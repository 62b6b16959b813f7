// Steps on images: convolutions, pools, normalisations, pads.
import * as tf from '@tensorflow/tfjs-core';

const isImage = (x) => x.dtype === 'float32' && x.rank === 4 && x.size > 0;

/** A step on an image. `choose` fixes its parameters for the image's shape; nothing if it does not fit. */
const onImage = (choose, rest = {}) => ({
  ...rest,
  make(r, g) {
    const x = g.find(isImage);
    const run = x < 0 ? undefined : choose(r, g.shapeOf(x), g);
    return run && { operands: [x], run, ...rest };
  },
});

/** The choices that all convolutions have; nothing where the window does not fit. */
function window(r, [, height, width], most = 3) {
  const size = [r.int(1, most), r.int(1, most)];
  if (r.chance(0.5)) {
    size[1] = size[0];
  }
  const dilations = r.chance(0.15) ? [2, 2] : [1, 1];
  const strides = dilations[0] > 1 || r.chance(0.6) ? [1, 1] : r.pick([[2, 2], [2, 1]]); // prettier-ignore
  const explicit = [[0, 0], r.ints(2, 0, 2), r.ints(2, 0, 2), [0, 0]]; // prettier-ignore
  const pad = r.pick(['same', 'same', 'valid', 'valid', explicit]);
  const reach = size.map((n, i) => (n - 1) * dilations[i] + 1);
  const fits = pad === 'same' || (reach[0] <= height && reach[1] <= width);
  return fits ? { size, dilations, strides, pad } : undefined;
}

const activationNames = ['linear', 'linear', 'relu', 'relu6', 'sigmoid', 'elu', 'prelu', 'leakyrelu'];

/** A convolution, plain or fused, behind a pad or not. */
const convolution = (isDepthwise) =>
  onImage(
    (r, shape, g) => {
      const channels = shape[3];
      const chosen = window(r, shape);
      if (!chosen) {
        return undefined;
      }
      const { size, dilations, strides, pad } = chosen;
      const outputs = isDepthwise ? r.pick([1, 1, 1, 2]) : r.chance(0.3) ? channels : r.int(1, g.isLarge ? 32 : 20);
      const depth = size[0] * size[1] * (isDepthwise ? 1 : channels);
      const filter = g.constant([...size, channels, outputs], 1.5 / Math.sqrt(depth));
      const columns = isDepthwise ? channels * outputs : outputs;
      const options = { strides, pad, dilations, filter, dataFormat: 'NHWC' };
      if (r.chance(0.4)) {
        const activation = r.pick(activationNames);
        options.activation = activation;
        options.bias = r.chance(0.8) ? g.constant([columns]) : undefined;
        options.leakyreluAlpha = 0.2;
        options.preluActivationWeights = activation === 'prelu' ? g.constant([columns], 0.5) : undefined;
        const run = isDepthwise ? tf.fused.depthwiseConv2d : tf.fused.conv2d;
        return (x) => run({ ...options, x });
      }
      const run = isDepthwise ? tf.depthwiseConv2d : tf.conv2d;
      return (x) => run(x, filter, strides, pad, 'NHWC', dilations);
    },
    { isProduct: true, weight: 5 },
  );

const pad = (r) => [[0, 0], r.ints(2, 0, 2), r.ints(2, 0, 2), [0, 0]]; // prettier-ignore

export const images = {
  conv2d: convolution(false),
  depthwiseConv2d: convolution(true),
  'pad and convolve': onImage(
    (r, [, , , channels], g) => {
      const around = pad(r);
      const isDepthwise = r.chance(0.5);
      const strides = r.int(1, 2);
      const filter = g.constant([3, 3, channels, isDepthwise ? 1 : r.int(1, 9)], 0.4);
      const run = isDepthwise ? tf.depthwiseConv2d : tf.conv2d;
      return (x) => run(tf.pad(x, around.map(([a, b], i) => (i % 3 ? [a + 1, b + 1] : [a, b]))), filter, strides, 'valid'); // prettier-ignore
    },
    { isProduct: true, weight: 2 },
  ),
  'depthwise and pointwise': onImage(
    (r, [, , , channels], g) => {
      const depthwise = g.constant([3, 3, channels, 1], 0.5);
      const pointwise = g.constant(
        [1, 1, channels, r.chance(0.5) ? channels : r.int(1, 20)],
        1.5 / Math.sqrt(channels),
      );
      const strides = r.int(1, 2);
      return (x) => tf.separableConv2d(x, depthwise, pointwise, strides, 'same');
    },
    { isProduct: true, weight: 2 },
  ),
  'depthwise and pointwise of an image that does not stay in the cache': onImage(
    (r, [batch, height, width, channels], g) => {
      const strides = r.int(1, 2);
      const side = strides * (Math.ceil(Math.sqrt(270_000 / (batch * channels))) + r.int(0, 9));
      const depthwise = g.constant([3, 3, channels, 1], 0.5);
      const pointwise = g.constant([1, 1, channels, r.int(1, 20)], 1.5 / Math.sqrt(channels));
      const bias = g.constant([channels]);
      const activate = r.pick([tf.relu, tf.sigmoid, (y) => y]);
      return (x) => {
        const large = tf.image.resizeNearestNeighbor(x, [side, side]);
        const y = activate(tf.depthwiseConv2d(large, depthwise, strides, 'same').add(bias));
        return tf.image.resizeNearestNeighbor(tf.conv2d(y, pointwise, 1, 'same'), [height, width]);
      };
    },
    { isProduct: true },
  ),
  residual: onImage(
    (r, [, , , channels], g) => {
      const filter = g.constant([r.pick([1, 3]), 3, channels, channels], 0.5 / Math.sqrt(channels));
      const bias = g.constant([channels]);
      const isRelu = r.chance(0.5);
      return (x) => {
        const y = tf.conv2d(x, filter, 1, 'same').add(bias).add(x);
        return isRelu ? tf.relu(y) : y;
      };
    },
    { isProduct: true, weight: 2 },
  ),
  'residual of fewer channels': onImage(
    (r, [, , , channels], g) => {
      const more = r.int(1, 6);
      const filter = g.constant([1, r.pick([1, 3]), channels, channels + more], 0.5 / Math.sqrt(channels));
      const activate = r.pick([tf.relu, tf.sigmoid, (y) => y]);
      const wide = [[0, 0], [0, 0], [0, 0], [0, more]]; // prettier-ignore
      return (x) => activate(tf.conv2d(x, filter, 1, 'same').add(tf.pad(x, wide)));
    },
    { isProduct: true },
  ),
  batchNorm: onImage(
    (r, [, , , channels], g) => {
      const [mean, offset, scale] = [0.5, 0.5, 1].map((range) => g.constant([channels], range));
      const variance = tf.keep(g.constant([channels], 0.6).add(1));
      g.captured.push(variance);
      const [o, s] = [r.chance(0.8) ? offset : undefined, r.chance(0.8) ? scale : undefined];
      return (x) => tf.batchNorm(x, mean, variance, o, s, 1e-3);
    },
    { isProduct: true, weight: 3 },
  ),
  'convolve and normalise': onImage(
    (r, [, , , channels], g) => {
      const isDepthwise = r.chance(0.4);
      const columns = isDepthwise ? channels : r.int(1, 20);
      const filter = g.constant(
        [1, 3, channels, isDepthwise ? 1 : columns],
        isDepthwise ? 0.8 : 0.8 / Math.sqrt(channels),
      );
      const [bias, scale, shift] = [1, 1, 0.5].map((range) => g.constant([columns], range));
      const one = tf.keep(tf.ones([columns]));
      g.captured.push(one);
      const [hasBias, isScaled] = [r.chance(0.3), r.chance(0.5)];
      const run = isDepthwise ? tf.depthwiseConv2d : tf.conv2d;
      return (x) => {
        const y = run(x, filter, 1, 'same');
        const z = hasBias ? y.add(bias) : y;
        return isScaled ? z.mul(scale).add(shift) : tf.batchNorm(z, bias, one, shift, scale, 1e-3);
      };
    },
    { isProduct: true, weight: 2 },
  ),
  'scale and shift': onImage(
    (r, [, , , channels], g) => {
      const [scale, shift] = [g.constant([channels]), g.constant(r.chance(0.5) ? [channels] : [])];
      return (x) => x.mul(scale).add(shift);
    },
    { weight: 2 },
  ),
  maxPool: onImage((r, shape) => {
    const chosen = window(r, shape);
    return chosen && ((x) => tf.maxPool(x, chosen.size, chosen.strides, chosen.pad === 'same' ? 'same' : 'valid'));
  }),
  avgPool: onImage((r, shape) => {
    const chosen = window(r, shape);
    return chosen && ((x) => tf.avgPool(x, chosen.size, chosen.strides, chosen.pad === 'same' ? 'same' : 'valid'));
  }),
  'pad and pool': onImage((r) => {
    const around = pad(r);
    return (x) => tf.maxPool(tf.pad(x, around), 1, 1, 'valid');
  }),
  pad: onImage((r) => {
    const around = r.chance(0.8) ? pad(r) : r.ints(4, 0, 1).map((n) => [n, n]);
    const value = r.chance(0.7) ? 0 : 0.5;
    return (x) => tf.pad(x, around, value);
  }),
  mirrorPad: onImage((r) => (x) => tf.mirrorPad(x, [[0, 0], [1, 0], [0, 1], [0, 0]], 'symmetric')), // prettier-ignore
  resizeBilinear: onImage((r, shape) => {
    const size = [r.int(1, 12), r.int(1, 12)];
    const [aligns, isCentred] = r.pick([[true, false], [false, false], [false, true]]); // prettier-ignore
    return (x) => tf.image.resizeBilinear(x, size, aligns, isCentred);
  }),
  resizeNearest: onImage(
    (r, [, height, width]) =>
      (x) =>
        tf.image.resizeNearestNeighbor(x, [height * 2, width * 2]),
  ),
  'transposed convolution': onImage(
    (r, [batch, height, width, channels], g) => {
      const filter = g.constant([2, 2, r.int(1, 6), channels], 0.7 / Math.sqrt(channels));
      return (x) => tf.conv2dTranspose(x, filter, [batch, height * 2, width * 2, filter.shape[2]], 2, 'same');
    },
    { isProduct: true },
  ),
  globalPool: onImage(() => (x) => tf.mean(x, [1, 2], true)),
  'squeeze and excite': onImage(
    (r, [, , , channels], g) => {
      const filter = g.constant([1, 1, channels, channels], 1 / Math.sqrt(channels));
      return (x) => x.mul(tf.sigmoid(tf.conv2d(tf.mean(x, [1, 2], true), filter, 1, 'same')));
    },
    { isProduct: true, weight: 2 },
  ),
  depthToSpace: onImage((r, [, , , channels]) =>
    channels % 4 === 0 ? (x) => tf.depthToSpace(x, 2, 'NHWC') : undefined,
  ),
};
