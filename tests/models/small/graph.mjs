// Builds a graph model node by node, in the JSON that the converter writes.
import { described } from './values.mjs';

const types = {
  float32: 'DT_FLOAT',
  int32: 'DT_INT32',
  bool: 'DT_BOOL',
  string: 'DT_STRING',
  complex64: 'DT_COMPLEX64',
};
const base64 = (text) => Buffer.from(text).toString('base64');
const shapeOf = (shape) => ({ dim: shape.map((size) => ({ size: String(size) })) });

/** What a number cannot tell of itself: that it is a float, or that a list is a shape. */
export const float = (f) => ({ f });
export const shape = (dims) => ({ shape: dims ? shapeOf(dims) : { unknownRank: true } });
export const func = (name) => ({ func: { name } });

function attribute(value) {
  if (Array.isArray(value)) {
    return { list: typeof value[0] === 'string' ? { s: value.map(base64) } : { i: value.map(String) } };
  }
  switch (typeof value) {
    case 'boolean':
      return { b: value };
    case 'number':
      return { i: String(value) };
    case 'string':
      return value.startsWith('DT_') ? { type: value } : { s: base64(value) };
    default:
      return value;
  }
}

const attributes = (attrs) => Object.fromEntries(Object.entries(attrs).map(([key, value]) => [key, attribute(value)]));

/** The nodes of a graph or of a function. A method gives the name by which others read what it has added. */
class Nodes {
  nodes = [];

  add(op, input = [], attrs = {}, name = `${op}_${this.nodes.length}`) {
    this.nodes.push({ name, op, input, attr: attributes(attrs) });
    return name;
  }
}

export class Graph extends Nodes {
  inputs = {};
  weights = [];
  functions = [];
  outputs = {};

  /** An input; what it is given in the test decides its dtype. */
  input(name, tensor, dims = tensor.shape) {
    this.inputs[name] = tensor;
    return this.add('Placeholder', [], { dtype: types[tensor.dtype], shape: shape(dims) }, name);
  }

  const(tensor, name = `const_${this.nodes.length}`, controls = []) {
    this.weights.push({ name, ...tensor });
    const value = { tensor: { dtype: types[tensor.dtype], tensorShape: shapeOf(tensor.shape) } };
    return this.add('Const', controls, { dtype: types[tensor.dtype], value }, name);
  }

  int(value) {
    return this.const(described('int32', [], [value]));
  }

  ints(...values) {
    return this.const(described('int32', [values.length], values));
  }

  float(value) {
    return this.const(described('float32', [], [Math.fround(value)]));
  }

  /** A function: `build` gets its nodes and the names of its arguments, and gives what each result is. */
  function(name, argumentTypes, build) {
    const nodes = new Nodes();
    const inputArg = argumentTypes.map((type, i) => ({ name: `arg${i}`, type }));
    const results = build(nodes, ...inputArg.map((argument) => argument.name));
    this.functions.push({
      signature: { name, inputArg, outputArg: results.map((_, i) => ({ name: `result${i}`, type: 'DT_FLOAT' })) },
      nodeDef: nodes.nodes,
      ret: Object.fromEntries(results.map((result, i) => [`result${i}`, result])),
    });
    return func(name);
  }

  /** Says what the model gives, by a name of its own. A node has one such name. */
  output(key, node) {
    this.outputs[key] = { name: this.add('Identity', [node]) };
  }

  get topology() {
    return { node: this.nodes, library: { function: this.functions }, versions: { producer: 1 } };
  }

  get signature() {
    const info = ([name, tensor]) => [name, { name, dtype: types[tensor.dtype] }];
    return { inputs: Object.fromEntries(Object.entries(this.inputs).map(info)), outputs: this.outputs };
  }
}
