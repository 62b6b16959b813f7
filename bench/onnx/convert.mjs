// A graph model of tfjs as an ONNX graph. ONNX has channels first: images are transposed where they come in and go out, and
// wherever a Reshape sees their order, weights here and now.
import { onnxFile } from './file.mjs';

const text = (bytes) => Buffer.from(bytes, 'base64').toString();
/** A node's name, of which an input may want the first output. */
const plain = (name) => name.split(':')[0];
const ints = ({ list }) => list.i.map(Number);

/** HWIO to OIHW; the filter of a depthwise convolution, HWCM, becomes one of C groups. */
function filterOf({ shape: [height, width, channels, count], values }, isDepthwise) {
  const shape = isDepthwise ? [channels * count, 1, height, width] : [count, channels, height, width];
  const target = new Float32Array(values.length);
  const taps = height * width;
  for (let tap = 0; tap < taps; tap++) {
    for (let c = 0; c < channels; c++) {
      for (let m = 0; m < count; m++) {
        const row = isDepthwise ? c * count + m : m * channels + c;
        target[row * taps + tap] = values[(tap * channels + c) * count + m];
      }
    }
  }
  return { shape, values: target };
}

class Converter {
  nodes = [];
  constants = [];
  #weights;
  #values = new Map();
  #count = 0;

  constructor(weights) {
    this.#weights = weights;
  }

  /** Adds a node; its one output is named, or gets the next number. */
  emit(op, inputs, attributes = {}, output = `v${this.#count++}`) {
    this.nodes.push({ op, inputs, output, attributes });
    return output;
  }

  constant(shape, values) {
    const name = `c${this.#count++}`;
    this.constants.push({ name, shape, values });
    return name;
  }

  numbers(values) {
    return this.constant([values.length], BigInt64Array.from(values, BigInt));
  }

  scalar(value) {
    return this.constant([], Float32Array.of(value));
  }

  /** The constant that is the node's input of this number; undefined if it is computed. */
  weight(node, index) {
    return this.#weights[plain(node.input[index])];
  }

  isKnown(name) {
    return plain(name) in this.#weights || this.#values.has(plain(name));
  }

  value(name) {
    const found = this.#values.get(plain(name));
    if (!found) {
      throw new Error(`${name} is used before it is computed`);
    }
    return found;
  }

  /** An image in tfjs's order, or what is no image. */
  channelsLast({ name, isImage }, output) {
    if (isImage) {
      return this.emit('Transpose', [name], { perm: [0, 2, 3, 1] }, output);
    }
    return output ? this.emit('Identity', [name], {}, output) : name;
  }

  begin(node, shape) {
    const isImage = shape.length === 4;
    const name = isImage ? this.emit('Transpose', [node.name], { perm: [0, 3, 1, 2] }) : node.name;
    this.#values.set(node.name, { name, isImage });
  }

  add(node) {
    const convert = converters[node.op];
    if (!convert) {
      throw new Error(`${node.name}: no ONNX is known for ${node.op}`);
    }
    this.#values.set(node.name, convert(this, node, this.#values.get(plain(node.input[0]))));
  }

  /** The function that a fused node ends with. */
  activate(name, functions) {
    const [bias, last] = functions;
    if (bias !== 'BiasAdd' || functions.length > 2) {
      throw new Error(`no ONNX is known for the fused ${functions.join(', ')}`);
    }
    switch (last) {
      case undefined:
        return name;
      case 'Relu':
        return this.emit('Relu', [name]);
      case 'Relu6':
        return this.emit('Clip', [name, this.scalar(0), this.scalar(6)]);
      default:
        throw new Error(`no ONNX is known for the fused ${last}`);
    }
  }
}

const padding = ({ padding }) => ({ auto_pad: text(padding.s) === 'SAME' ? 'SAME_UPPER' : 'VALID' });
const spatial = (list) => ints(list).slice(1, 3);
const fused = ({ attr }) => attr.fused_ops.list.s.map(text);

function convolution(isDepthwise) {
  return (to, node, image) => {
    const filter = to.weight(node, 1);
    const { shape, values } = filterOf(filter, isDepthwise);
    const bias = node.input.length > 2 ? to.weight(node, 2) : undefined;
    const inputs = [image.name, to.constant(shape, values)];
    if (bias) {
      inputs.push(to.constant(bias.shape, bias.values));
    }
    const attributes = {
      ...padding(node.attr),
      strides: spatial(node.attr.strides),
      dilations: spatial(node.attr.dilations),
      group: isDepthwise ? filter.shape[2] : 1,
      kernel_shape: shape.slice(2),
    };
    const name = to.emit('Conv', inputs, attributes);
    return { name: bias ? to.activate(name, fused(node)) : name, isImage: true };
  };
}

function matMul(to, node, { name }) {
  const [matrix, bias] = [to.weight(node, 1), to.weight(node, 2)];
  const inputs = [name, to.constant(matrix.shape, matrix.values), to.constant(bias.shape, bias.values)];
  const attributes = { transA: Number(node.attr.transpose_a.b), transB: Number(node.attr.transpose_b.b) };
  return { name: to.activate(to.emit('Gemm', inputs, attributes), fused(node)), isImage: false };
}

function elementwise(op) {
  return (to, node, { name, isImage }) => {
    const weight = to.weight(node, 1);
    if (!weight) {
      return { name: to.emit(op, [name, to.value(node.input[1]).name]), isImage };
    }
    const { length } = weight.values;
    if (isImage && weight.shape.some((size) => size !== 1 && size !== length)) {
      throw new Error(`${node.name}: a constant that is not one number a channel`);
    }
    return { name: to.emit(op, [name, to.constant(isImage ? [length, 1, 1] : weight.shape, weight.values)]), isImage };
  };
}

const unary =
  (op) =>
  (to, node, { name, isImage }) => ({ name: to.emit(op, [name]), isImage });

/** Minimum and Maximum with one number; ONNX calls both Clip, and one after the other are one. */
const clip =
  (isMost) =>
  (to, node, { name, isImage }) => {
    const weight = to.weight(node, 1);
    if (weight?.values.length !== 1) {
      throw new Error(`${node.name}: ${node.op} of more than one number`);
    }
    const bound = to.scalar(weight.values[0]);
    const before = to.nodes.at(-1);
    if (!isMost && before.op === 'Clip' && before.output === name && before.inputs[1] === '') {
      before.inputs[1] = bound;
      return { name, isImage };
    }
    return { name: to.emit('Clip', isMost ? [name, '', bound] : [name, bound]), isImage };
  };

const converters = {
  _FusedConv2D: convolution(false),
  Conv2D: convolution(false),
  FusedDepthwiseConv2dNative: convolution(true),
  DepthwiseConv2dNative: convolution(true),
  _FusedMatMul: matMul,
  Add: elementwise('Add'),
  AddV2: elementwise('Add'),
  Mul: elementwise('Mul'),
  Relu: unary('Relu'),
  Sigmoid: unary('Sigmoid'),
  Identity: unary('Identity'),
  Minimum: clip(true),
  Maximum: clip(false),
  Softmax(to, node, value) {
    return { name: to.emit('Softmax', [to.channelsLast(value)], { axis: -1 }), isImage: false };
  },
  MaxPool(to, node, { name }) {
    const window = { kernel_shape: spatial(node.attr.ksize), strides: spatial(node.attr.strides) };
    return { name: to.emit('MaxPool', [name], { ...padding(node.attr), ...window }), isImage: true };
  },
  Pad(to, node, { name, isImage }) {
    const pairs = [...to.weight(node, 1).values];
    const order = isImage ? [0, 3, 1, 2] : pairs.slice(0, pairs.length / 2).keys();
    const axes = [...order];
    const pads = [0, 1].flatMap((end) => axes.map((axis) => pairs[2 * axis + end]));
    return { name: to.emit('Pad', [name, to.numbers(pads)]), isImage };
  },
  Reshape(to, node, value) {
    const shape = to.numbers(to.weight(node, 1).values);
    return { name: to.emit('Reshape', [to.channelsLast(value), shape]), isImage: false };
  },
  Mean(to, node, { name, isImage }) {
    const axes = [...to.weight(node, 1).values].sort();
    if (!isImage || axes.join() !== '1,2' || node.attr.keep_dims.b) {
      throw new Error(`${node.name}: not the mean of an image's pixels`);
    }
    return { name: to.emit('ReduceMean', [name], { axes: [2, 3], keepdims: 0 }), isImage: false };
  },
};

/**
 * The bytes of the ONNX file. Outputs keep their names, without the number that may follow.
 * @param weights by name, each with shape and values
 */
export function toOnnx({ modelTopology, signature }, weights, inputShape, name) {
  const to = new Converter(weights);
  const { node: nodes } = modelTopology;
  const used = new Set(nodes.flatMap(({ input = [] }) => input.map(plain)));
  const inputs = nodes.filter(({ op }) => op === 'Placeholder').map((node) => ({ name: node.name, shape: inputShape }));
  const results = signature?.outputs
    ? Object.values(signature.outputs).map((output) => plain(output.name))
    : nodes.filter((node) => !used.has(node.name)).map((node) => node.name);
  inputs.forEach((input) => to.begin(input, input.shape));
  const waiting = nodes.filter(({ op }) => op !== 'Placeholder' && op !== 'Const');
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ input }) => input.every((one) => to.isKnown(one)));
    if (next < 0) {
      throw new Error(`${waiting[0].name} has inputs that nothing computes`);
    }
    to.add(...waiting.splice(next, 1));
  }
  results.forEach((result) => to.channelsLast(to.value(result), result));
  const outputs = results.map((result) => ({ name: result }));
  return onnxFile({ name, nodes: to.nodes, constants: to.constants, inputs, outputs });
}
