// Graphs whose weights are stored in every way that the converter knows, and whose ports are named in every way.
import { bools, described, floats, ints } from './values.mjs';

const model = (name, build, options) => ({ name: `storage-${name}`, build, ...options });

const quantized =
  (dtype, of = 'float32') =>
  (g) => {
    const levels = dtype === 'uint8' ? 255 : 65535;
    const quantization = of === 'int32' ? { dtype, scale: 1, min: -20 } : { dtype, scale: 3 / levels, min: -1.25 };
    const weight = of === 'int32' ? ints([5, 7], 1, -20, 200) : floats([5, 7], 1, -1.25, 1.75);
    const w = g.const({ ...weight, quantization }, 'w');
    g.output('w', w);
    if (of === 'float32') {
      g.output('y', g.add('MatMul', [g.input('x', floats([2, 5], 2)), w], { transpose_a: false, transpose_b: false }));
    }
  };

/** All bits that a half can have but for NaN and infinity, subnormal ones among them. */
function halves(g) {
  const bits = ints([40, 50], 3, 0, 0xffff).values.map((value) =>
    (value & 0x7c00) === 0x7c00 ? value & 0xbfff : value,
  );
  bits.splice(0, 6, 0, 0x8000, 1, 0x3ff, 0x400, 0x7bff);
  g.output('w', g.const({ ...described('float32', [40, 50], bits), quantization: { dtype: 'float16' } }, 'w'));
}

/** Weights of every dtype, over files that end anywhere. */
function everyType(g) {
  g.output('bools', g.const(bools([7], 1)));
  g.output('floats', g.const(floats([9, 5], 2)));
  g.output('ints', g.const(ints([3], 3, -1000000, 1000000)));
  g.output('strings', g.const(described('string', [2, 2], ['', 'straße', 'x'.repeat(300), '日本'])));
  g.output('empty', g.const(floats([0, 4], 4)));
  g.output('scalar', g.const(floats([], 5)));
}

/** Its ports are what the graph tells: placeholders, and nodes that nobody reads. */
function unsigned(g) {
  const [a, b] = [g.input('a', floats([2, 3], 1)), g.input('b', floats([3], 2))];
  const sum = g.add('AddV2', [a, b], {}, 'sum');
  g.add('Relu', [sum], {}, 'relu');
  g.add('Exp', [sum], {}, 'exp');
}

/** A signature whose keys are not the nodes' names, in an order of its own. */
function renamed(g) {
  const [a, b] = [g.input('a', floats([2, 3], 1)), g.input('b', floats([3], 2))];
  g.output('second', g.add('Sub', [a, b]));
  g.output('first', g.add('AddV2', [a, b]));
  g.inputs = { right: g.inputs.b, left: g.inputs.a };
}

const renamedJson = (g) => ({
  signature: {
    inputs: { right: { name: 'b:0', dtype: 'DT_FLOAT' }, left: { name: 'a:0', dtype: 'DT_FLOAT' } },
    outputs: g.outputs,
  },
});

export const storageModels = [
  ...['uint8', 'uint16'].flatMap((dtype) => [
    model(dtype, quantized(dtype), { shardSize: 7 }),
    model(`${dtype}-int32`, quantized(dtype, 'int32')),
  ]),
  model('float16', halves, { shardSize: 999 }),
  model('every-type', everyType, { shardSize: 13 }),
  model('one-file', everyType),
  model('unsigned', unsigned, { unsigned: ['relu', 'exp'] }),
  model('renamed', renamed, { json: renamedJson }),
];
