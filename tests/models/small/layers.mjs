// Layers models: every class that tfjs-layers registers and a model can be made of, in its settings.
import { batchNorm, depthwiseConv2d, transpose } from '@tensorflow/tfjs-core';
import { input, layers as l, model, sequential } from '@tensorflow/tfjs-layers';
import '../../chained.mjs';
import { floats, ints } from './values.mjs';

const batch = 2;

/** One layer between input and output. `make` gives the layer; a list of layers is a chain. */
function chain(name, shape, make, { values, ...options } = {}) {
  const given = values ?? floats([batch, ...shape], 7, -2, 2);
  return {
    name: `layer-${name}`,
    isLayers: true,
    inputs: { x: given },
    build() {
      const x = input({ shape, dtype: given.dtype, name: 'x' });
      const y = [make()].flat().reduce((value, layer) => layer.apply(value), x);
      return model({ inputs: x, outputs: y });
    },
    ...options,
  };
}

/**
 * A layer that works in tfjs when it is called, but not in a model: it wants a tensor, and gets a list, or it spoils the shape
 * of its input as it computes its own. It is called, and what was spoiled is put right.
 */
const alone = (name, shape, make, options = {}) =>
  chain(name, shape, make, {
    ...options,
    run: (network, { x }) => network.layers.at(-1).call(x, {}),
    repair(topology) {
      topology.config.layers[0].config.batch_input_shape = [null, ...shape];
      return topology;
    },
  });

/** Several inputs of these shapes, joined by a layer. */
function joined(name, shapes, make) {
  const names = shapes.map((_, i) => `x${i}`);
  return {
    name: `layer-${name}`,
    isLayers: true,
    inputs: Object.fromEntries(names.map((key, i) => [key, floats([batch, ...shapes[i]], i + 1)])),
    build() {
      const inputs = names.map((key, i) => input({ shape: shapes[i], name: key }));
      return model({ inputs, outputs: make().apply(inputs) });
    },
  };
}

/** A model of its own. */
const whole = (name, inputs, build, options) => ({ name: `layer-${name}`, isLayers: true, inputs, build, ...options });

const cross = (lists, f) =>
  Object.entries(lists)
    .reduce((rows, [key, list]) => rows.flatMap((row) => list.map((value) => ({ ...row, [key]: value }))), [{}])
    .map((row) => f(Object.values(row).join('-').toLowerCase(), row));

// prettier-ignore
const activations = [
  'linear', 'relu', 'relu6', 'elu', 'selu', 'sigmoid', 'hardSigmoid', 'softplus', 'softsign', 'tanh', 'softmax',
  'logSoftmax', 'swish', 'mish', 'gelu',
];

const simple = [
  ...activations.map((activation) => chain(`activation-${activation}`, [3, 5], () => l.activation({ activation }))),
  ...['linear', 'relu', 'elu', 'tanh', 'softmax'].map((activation) =>
    chain(`dense-${activation}`, [6], () => l.dense({ units: 5, activation })),
  ),
  chain('dense-no-bias', [6], () => l.dense({ units: 5, useBias: false })),
  chain('dense-of-rank-3', [4, 6], () => l.dense({ units: 5, activation: 'sigmoid' })),
  chain('elu', [5], () => l.elu()),
  chain('relu', [5], () => l.reLU()),
  chain('relu-limited', [5], () => l.reLU({ maxValue: 1 })),
  chain('leaky-relu', [5], () => l.leakyReLU({ alpha: 0.1 })),
  chain('thresholded-relu', [5], () => l.thresholdedReLU({ theta: 0.5 })),
  chain('prelu', [4, 5], () => l.prelu()),
  chain('prelu-shared', [4, 5, 3], () => l.prelu({ sharedAxes: [1, 2] })),
  chain('softmax', [4, 5], () => l.softmax({ axis: -1 })),
  chain('softmax-of-axes', [4, 5], () => l.softmax({ axis: [1, 2] })),
  chain('dropout', [5], () => l.dropout({ rate: 0.5 })),
  chain('spatial-dropout', [4, 5], () => l.spatialDropout1d({ rate: 0.5 })),
  chain('noise', [5], () => [
    l.gaussianNoise({ stddev: 1 }),
    l.gaussianDropout({ rate: 0.5 }),
    l.alphaDropout({ rate: 0.5 }),
  ]),
  chain('flatten', [3, 4, 2], () => l.flatten()),
  chain('flatten-channels-first', [3, 4, 2], () => l.flatten({ dataFormat: 'channelsFirst' })),
  chain('reshape', [3, 4], () => l.reshape({ targetShape: [2, -1, 3] })),
  chain('permute', [3, 4, 2], () => l.permute({ dims: [3, 1, 2] })),
  chain('repeat-vector', [4], () => l.repeatVector({ n: 3 })),
  chain('embedding', [6], () => l.embedding({ inputDim: 9, outputDim: 4 }), { values: ints([batch, 6], 3, 0, 8) }),
  chain('batch-norm', [3, 4], () => l.batchNormalization()),
  chain('batch-norm-image', [5, 6, 4], () => l.batchNormalization({ epsilon: 1e-2 })),
  // cpu takes any axis for the last
  chain('batch-norm-first-axis', [4, 5, 3], () => l.batchNormalization({ axis: 1 }), { run: batchNormFirst }),
  chain('batch-norm-bare', [4], () => l.batchNormalization({ scale: false, center: false })),
  chain('layer-norm', [3, 8], () => l.layerNormalization()),
  chain('layer-norm-of-axes', [3, 8], () => l.layerNormalization({ axis: [1, 2], epsilon: 1e-2 })),
  chain('layer-norm-bare', [3, 8], () => l.layerNormalization({ scale: false, center: false })),
];

const images = [
  ...cross(
    { padding: ['same', 'valid'], strides: [1, 2], dataFormat: ['channelsLast', 'channelsFirst'] },
    (title, row) =>
      chain(`conv2d-${title}`, [9, 8, 5], () =>
        l.conv2d({ filters: 4, kernelSize: [3, 2], activation: 'relu', ...row }),
      ),
  ),
  chain('conv2d-dilated', [9, 8, 3], () =>
    l.conv2d({ filters: 4, kernelSize: 3, dilationRate: 2, useBias: false, activation: 'tanh' }),
  ),
  chain('conv1d', [9, 3], () =>
    l.conv1d({ filters: 4, kernelSize: 3, strides: 2, padding: 'same', activation: 'selu' }),
  ),
  chain('conv1d-dilated', [9, 3], () => l.conv1d({ filters: 4, kernelSize: 3, dilationRate: 2 })),
  chain('conv3d', [5, 6, 4, 3], () =>
    l.conv3d({ filters: 4, kernelSize: [2, 3, 2], strides: [1, 2, 1], padding: 'same', activation: 'relu' }),
  ),
  ...cross({ padding: ['same', 'valid'], strides: [1, 2, 3] }, (title, row) =>
    chain(`conv2d-transpose-${title}`, [5, 4, 3], () =>
      l.conv2dTranspose({ filters: 4, kernelSize: 3, activation: 'relu', ...row }),
    ),
  ),
  chain('conv2d-transpose-channels-first', [3, 5, 4], () =>
    l.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2, padding: 'same', dataFormat: 'channelsFirst' }),
  ),
  ...cross({ padding: ['same', 'valid'], strides: [1, 2] }, (title, row) =>
    chain(`conv3d-transpose-${title}`, [3, 4, 2, 3], () => l.conv3dTranspose({ filters: 2, kernelSize: 2, ...row })),
  ),
  ...cross({ padding: ['same', 'valid'], strides: [1, 2], depthMultiplier: [1, 2] }, (title, row) =>
    chain(`depthwise-${title}`, [7, 8, 5], () => l.depthwiseConv2d({ kernelSize: 3, activation: 'relu6', ...row })),
  ),
  // tfjs-layers leaves the dilation out
  chain('depthwise-dilated', [9, 8, 3], () => l.depthwiseConv2d({ kernelSize: 3, dilationRate: 2, useBias: false }), {
    run: (network, { x }) => depthwiseConv2d(x, network.getWeights()[0], 1, 'valid', 'NHWC', 2),
  }),
  ...cross({ padding: ['same', 'valid'], strides: [1, 2] }, (title, row) =>
    chain(`separable-${title}`, [7, 8, 6], () =>
      l.separableConv2d({ filters: 4, kernelSize: 3, activation: 'relu', ...row }),
    ),
  ),
  ...cross(
    { pool: ['max', 'average'], padding: ['same', 'valid'], dataFormat: ['channelsLast', 'channelsFirst'] },
    (title, { pool, ...row }) =>
      chain(`pool2d-${title}`, [7, 6, 5], () => l[`${pool}Pooling2d`]({ poolSize: [3, 2], strides: [2, 1], ...row })),
  ),
  ...cross({ pool: ['max', 'average'], padding: ['same', 'valid'] }, (title, { pool, ...row }) => [
    chain(`pool1d-${title}`, [7, 3], () => l[`${pool}Pooling1d`]({ poolSize: 3, strides: 2, ...row })),
    chain(`pool3d-${title}`, [5, 6, 4, 2], () => l[`${pool}Pooling3d`]({ poolSize: 2, ...row })),
  ]).flat(),
  ...['max', 'average'].flatMap((pool) => {
    const of = (dimensions) => l[`global${pool[0].toUpperCase()}${pool.slice(1)}Pooling${dimensions}d`];
    return [
      chain(`global-${pool}-1d`, [7, 3], () => of(1)({})),
      chain(`global-${pool}-2d`, [5, 4, 3], () => of(2)({})),
      chain(`global-${pool}-2d-channels-first`, [5, 4, 3], () => of(2)({ dataFormat: 'channelsFirst' })),
    ];
  }),
  chain('zero-padding', [4, 5, 2], () => l.zeroPadding2d({ padding: [[1, 2], [0, 3]] })), // prettier-ignore
  chain('zero-padding-channels-first', [2, 4, 5], () => l.zeroPadding2d({ padding: 2, dataFormat: 'channelsFirst' })),
  chain('cropping', [6, 7, 2], () => l.cropping2D({ cropping: [[1, 2], [0, 3]] })), // prettier-ignore
  chain('cropping-channels-first', [2, 6, 7], () => l.cropping2D({ cropping: [[1, 1], [2, 1]], dataFormat: 'channelsFirst' })), // prettier-ignore
  ...cross({ interpolation: ['nearest', 'bilinear'], dataFormat: ['channelsLast', 'channelsFirst'] }, (title, row) =>
    chain(`up-sampling-${title}`, [3, 4, 5], () => l.upSampling2d({ size: [2, 3], ...row })),
  ),
  chain('rescaling', [3, 4, 2], () => l.rescaling({ scale: 1 / 127.5, offset: -1 })),
  ...cross({ interpolation: ['nearest', 'bilinear'], cropToAspectRatio: [false, true] }, (title, row) =>
    alone(`resizing-${title}`, [5, 7, 3], () => l.resizing({ height: 8, width: 4, ...row })),
  ),
  alone('center-crop', [8, 9, 3], () => l.centerCrop({ height: 4, width: 5 })),
  alone('center-crop-odd', [8, 9, 3], () => l.centerCrop({ height: 5, width: 8 })),
  alone('center-crop-of-small', [4, 5, 3], () => l.centerCrop({ height: 6, width: 4 })),
  ...['bilinear', 'nearest'].map((interpolation) =>
    alone(
      `random-width-${interpolation}`,
      [4, 9, 3],
      () => l.randomWidth({ factor: [-0.3, 0.5], seed: 5, interpolation }),
      { runs: 3 },
    ),
  ),
  ...['multiHot', 'oneHot', 'count'].map((outputMode) =>
    alone(
      `category-${outputMode}`,
      outputMode === 'oneHot' ? [1] : [5],
      () => l.categoryEncoding({ numTokens: 6, outputMode }),
      {
        values: ints([batch, outputMode === 'oneHot' ? 1 : 5], 3, 0, 5),
      },
    ),
  ),
];

const merges = [
  ...['add', 'multiply', 'average', 'maximum', 'minimum'].map(
    (kind) =>
    joined(kind, [[3, 4], [3, 4], [3, 4]], () => l[kind]()), // prettier-ignore
  ),
  joined('add-broadcast', [[3, 4], [1, 4]], () => l.add()), // prettier-ignore
  joined('concatenate', [[3, 4], [3, 2]], () => l.concatenate()), // prettier-ignore
  joined('concatenate-axis-1', [[3, 4], [2, 4]], () => l.concatenate({ axis: 1 })), // prettier-ignore
  joined('dot-vectors', [[5], [5]], () => l.dot({ axes: -1 })), // prettier-ignore
  joined('dot-normalized', [[5], [5]], () => l.dot({ axes: 1, normalize: true })), // prettier-ignore
  joined('dot-matrices', [[5, 3], [5, 4]], () => l.dot({ axes: 1 })), // prettier-ignore
  joined('dot-matrices-axes', [[3, 5], [5, 4]], () => l.dot({ axes: [2, 1] })), // prettier-ignore
];

const cells = {
  simple: (units, more) => l.simpleRNNCell({ units, ...more }),
  lstm: (units, more) => l.lstmCell({ units, ...more }),
  gru: (units, more) => l.gruCell({ units, ...more }),
};
const recurrentLayers = { simple: l.simpleRNN, lstm: l.lstm, gru: l.gru };
const modes = ['concat', 'sum', 'ave', 'mul', null];

const recurrent = [
  ...Object.keys(recurrentLayers).flatMap((kind) => [
    chain(`rnn-${kind}`, [5, 3], () => recurrentLayers[kind]({ units: 4 })),
    chain(`rnn-${kind}-sequences`, [5, 3], () =>
      recurrentLayers[kind]({ units: 4, returnSequences: true, goBackwards: true }),
    ),
    chain(`rnn-${kind}-no-bias`, [5, 3], () =>
      recurrentLayers[kind]({ units: 4, useBias: false, activation: 'relu', recurrentActivation: 'sigmoid' }),
    ),
    chain(`rnn-${kind}-state`, [5, 3], () => recurrentLayers[kind]({ units: 4, returnState: true })),
    chain(`rnn-of-cell-${kind}`, [5, 3], () => l.rnn({ cell: cells[kind](4) })),
    chain(
      `rnn-${kind}-masked`,
      [6, 3],
      () => [l.masking({ maskValue: 0 }), recurrentLayers[kind]({ units: 4, returnSequences: true })],
      {
        values: withoutSteps([batch, 6, 3]),
      },
    ),
    chain(
      `rnn-${kind}-of-embedding`,
      [6],
      () => [l.embedding({ inputDim: 5, outputDim: 3, maskZero: true }), recurrentLayers[kind]({ units: 4 })],
      { values: ints([batch, 6], 5, 0, 3) },
    ),
    whole(
      `rnn-${kind}-stateful`,
      { x: floats([batch, 4, 3], 9) },
      () => {
        const x = input({ batchShape: [batch, 4, 3], name: 'x' });
        return model({ inputs: x, outputs: recurrentLayers[kind]({ units: 4, stateful: true }).apply(x) });
      },
      { runs: 3 },
    ),
  ]),
  chain('rnn-stacked', [5, 3], () =>
    l.rnn({ cell: [cells.lstm(4), cells.gru(3), cells.simple(2)], returnSequences: true }),
  ),
  chain('rnn-stacked-cells', [5, 3], () =>
    l.rnn({ cell: l.stackedRNNCells({ cells: [cells.lstm(4), cells.lstm(3)] }), returnState: true }),
  ),
  ...modes.map((mergeMode) =>
    chain(`bidirectional-${mergeMode}`, [5, 3], () =>
      l.bidirectional({ layer: l.lstm({ units: 4, returnSequences: true }), mergeMode }),
    ),
  ),
  chain('bidirectional-last', [5, 3], () => l.bidirectional({ layer: l.gru({ units: 4 }), mergeMode: 'concat' })),
  chain(
    'bidirectional-masked',
    [6, 3],
    () => [l.masking(), l.bidirectional({ layer: l.gru({ units: 4, returnSequences: true }), mergeMode: 'sum' })],
    {
      values: withoutSteps([batch, 6, 3]),
    },
  ),
  whole(
    'rnn-initial-state',
    { x: floats([batch, 5, 3], 1), h: floats([batch, 4], 2), c: floats([batch, 4], 3) },
    () => {
      const [x, h, c] = [
        input({ shape: [5, 3], name: 'x' }),
        input({ shape: [4], name: 'h' }),
        input({ shape: [4], name: 'c' }),
      ];
      return model({ inputs: [x, h, c], outputs: l.lstm({ units: 4 }).apply(x, { initialState: [h, c] }) });
    },
  ),
  chain('masking', [4, 3], () => l.masking({ maskValue: 0 }), { values: withoutSteps([batch, 4, 3]) }),
  chain('time-distributed-dense', [4, 5], () =>
    l.timeDistributed({ layer: l.dense({ units: 3, activation: 'relu' }) }),
  ),
  chain('time-distributed-conv', [3, 6, 5, 2], () =>
    l.timeDistributed({ layer: l.conv2d({ filters: 3, kernelSize: 3 }) }),
  ),
  ...cross({ padding: ['same', 'valid'], returnSequences: [true, false] }, (title, row) =>
    chain(`conv-lstm-${title}`, [3, 6, 5, 2], () => l.convLstm2d({ filters: 3, kernelSize: 3, ...row })),
  ),
  chain('conv-lstm-channels-first', [3, 2, 6, 5], () =>
    l.convLstm2d({ filters: 3, kernelSize: 3, padding: 'same', dataFormat: 'channelsFirst' }),
  ),
  chain('conv-lstm-strides', [3, 6, 5, 2], () =>
    l.convLstm2d({ filters: 3, kernelSize: 3, strides: 2, padding: 'same' }),
  ),
];

function batchNormFirst(network, { x }) {
  const [gamma, beta, mean, variance] = network.getWeights();
  const last = transpose(x, [0, 2, 3, 1]);
  return transpose(batchNorm(last, mean, variance, beta, gamma, 1e-3), [0, 3, 1, 2]);
}

/** Steps of which all values are 0, among others that have one. */
function withoutSteps(shape) {
  const tensor = floats(shape, 4);
  const width = shape[2];
  tensor.values = tensor.values.map((value, i) => {
    const step = Math.floor(i / width);
    return step % 3 === 1 || (i % width === 0 && step % 2 === 0) ? 0 : value;
  });
  return tensor;
}

const structures = [
  whole('sequential', { dense_input: floats([batch, 4], 1) }, () =>
    sequential({
      layers: [
        l.dense({ units: 5, inputShape: [4], activation: 'relu', name: 'dense' }),
        l.dropout({ rate: 0.2 }),
        l.dense({ units: 2, name: 'last' }),
      ],
    }),
  ),
  whole('sequential-in-sequential', { inner_dense_input: floats([batch, 4], 1) }, () => {
    const inner = sequential({ layers: [l.dense({ units: 5, inputShape: [4], name: 'inner_dense' }), l.reLU()] });
    return sequential({ layers: [inner, l.dense({ units: 2 })] });
  }),
  whole('nested', { x: floats([batch, 4], 1) }, () => {
    const a = input({ shape: [4], name: 'a' });
    const inner = model({ inputs: a, outputs: l.dense({ units: 4, activation: 'tanh' }).apply(a), name: 'inner' });
    const x = input({ shape: [4], name: 'x' });
    return model({ inputs: x, outputs: l.add().apply([inner.apply(x), x]) });
  }),
  whole('nested-twice', { x: floats([batch, 4], 1) }, () => {
    const a = input({ shape: [4], name: 'a' });
    const inner = model({ inputs: a, outputs: l.dense({ units: 4, activation: 'tanh' }).apply(a), name: 'inner' });
    const x = input({ shape: [4], name: 'x' });
    return model({ inputs: x, outputs: inner.apply(inner.apply(x)) });
  }),
  whole('nested-outputs', { x: floats([batch, 4], 1) }, () => {
    const a = input({ shape: [4], name: 'a' });
    const dense = l.dense({ units: 3 }).apply(a);
    const inner = model({
      inputs: a,
      outputs: [l.reLU().apply(dense), l.activation({ activation: 'sigmoid' }).apply(dense)],
      name: 'inner',
    });
    const x = input({ shape: [4], name: 'x' });
    const [relu, sigmoid] = inner.apply(x);
    return model({ inputs: x, outputs: [sigmoid, l.multiply().apply([relu, sigmoid])] });
  }),
  whole('shared', { x: floats([batch, 4], 1), y: floats([batch, 4], 2) }, () => {
    const [x, y] = ['x', 'y'].map((name) => input({ shape: [4], name }));
    const dense = l.dense({ units: 3, activation: 'relu' });
    return model({
      inputs: [x, y],
      outputs: [dense.apply(x), l.concatenate().apply([dense.apply(x), dense.apply(y)])],
    });
  }),
  whole('inputs-and-outputs', { image: floats([batch, 6, 6, 3], 1), code: floats([batch, 4], 2) }, () => {
    const image = input({ shape: [6, 6, 3], name: 'image' });
    const code = input({ shape: [4], name: 'code' });
    const seen = l.globalAveragePooling2d({}).apply(l.conv2d({ filters: 4, kernelSize: 3 }).apply(image));
    const sum = l.add().apply([seen, code]);
    return model({ inputs: [image, code], outputs: [l.dense({ units: 2, name: 'first' }).apply(sum), sum, seen] });
  }),
  whole('any-size', { image: floats([batch, 7, 9, 3], 1) }, () => {
    const image = input({ shape: [null, null, 3], name: 'image' });
    return model({
      inputs: image,
      outputs: l.globalMaxPooling2d({}).apply(l.conv2d({ filters: 4, kernelSize: 3, padding: 'same' }).apply(image)),
    });
  }),
];

export const layerModels = [...simple, ...images, ...merges, ...recurrent, ...structures];
