// A random graph of ops, as a function of tensors. It is made while it runs: an op is chosen for the values that there are.
import * as tf from '@tensorflow/tfjs-core';
import '../chained.mjs';
import { Random, sizeOf } from '../fuzz/random.mjs';
import { steps } from './steps.mjs';

/** Values that are larger, or not finite, would leave nothing to compare. */
const mostFloat = 6;
const mostInt = 1e6;

const chances = Object.entries(steps).flatMap(([name, { weight = 1 }]) => Array(weight).fill(name));

export class Graph {
  /** What the function takes: dtype and shape. */
  inputs = [];
  /** Values that are the same in every call. */
  constants = [];
  /** All tensors that the function captures: those, and what single steps read. */
  captured = [];
  /** Each with a name, the values that it reads, a function of them, and how many values it adds. */
  steps = [];
  /** Numbers of values: inputs, constants, and what the steps add, in this order. */
  outputs = [];
  /**
   * Of each value the tensor while the graph is made, whether it depends on constants alone, and whether it is exact: bits may
   * differ behind a convolution, a matrix product or a batch normalisation, since fusions change the order of their roundings.
   */
  values = [];

  /** @param isLarge shapes for which ops are shared among threads */
  constructor(seed, isLarge) {
    this.random = new Random(seed);
    this.isLarge = isLarge;
    tf.tidy(() => {
      this.#begin();
      const count = this.random.int(1, 24);
      for (let tries = 0; this.steps.length < count && tries < 20 * count; tries++) {
        const name = this.random.pick(chances);
        const step = steps[name].make(this.random, this);
        if (step) {
          this.add(name, step.operands, step.run, step);
        }
      }
      this.#end();
    });
    this.exact = this.outputs.map((index) => this.values[index].isExact);
    this.values = [];
  }

  /** The function: an array of tensors to an array of tensors. */
  call(inputs) {
    const values = [...inputs, ...this.constants];
    for (const { operands, run } of this.steps) {
      values.push(...[run(...operands.map((index) => values[index]))].flat());
    }
    // who disposes of results must not dispose of what is captured
    return this.outputs.map((index) =>
      this.captured.includes(values[index]) ? tf.clone(values[index]) : values[index],
    );
  }

  /** Inputs of the function, other ones for each seed. */
  makeInputs(seed) {
    const random = new Random(seed);
    return this.inputs.map(({ dtype, shape }) => tensorOf(random, dtype, shape));
  }

  dispose() {
    tf.dispose(this.captured);
  }

  /** Runs a step on the values so far, and keeps it if its results can be told from others. Gives the number of its first value. */
  add(name, operands, run, { isProduct = false, isStep = false } = {}) {
    const isExact = operands.every((index) => this.values[index].isExact);
    const isConstant = operands.every((index) => this.values[index].isConstant);
    if (isStep && !isExact) {
      return -1; // a jump would make much of a little
    }
    const results = [run(...operands.map((index) => this.values[index].tensor))].flat();
    if (!results.every((tensor) => this.#isGood(tensor))) {
      return -1;
    }
    this.steps.push({ name, operands, run, isProduct, results: results.map(describe) });
    results.forEach((tensor) => this.values.push({ tensor, isConstant, isExact: isExact && !isProduct }));
    return this.values.length - results.length;
  }

  /** A new tensor for the function to capture, with numbers up to a range. */
  constant(shape, range = 1, dtype = 'float32') {
    const tensor = tf.keep(tensorOf(this.random, dtype, shape, range));
    this.captured.push(tensor);
    return tensor;
  }

  /** The number of a value that suits, mostly a young one. */
  find(suits, otherwise = -1) {
    // what depends on constants alone would soon be most of the graph
    const wantsConstant = this.random.chance(0.15);
    const numbers = this.values.flatMap(({ tensor, isConstant }, index) =>
      suits(tensor) && (wantsConstant || !isConstant) ? [index] : [],
    );
    if (numbers.length === 0) {
      return otherwise;
    }
    return this.random.chance(0.55) ? numbers.at(-1) : this.random.pick(numbers);
  }

  shapeOf(index) {
    return this.values[index].tensor.shape;
  }

  #begin() {
    const { random } = this;
    const shape = () =>
      random.chance(0.6)
        ? this.isLarge
          ? [1, random.int(20, 60), random.int(20, 60), random.int(3, 24)]
          : [random.int(1, 2), random.int(1, 9), random.int(1, 9), random.pick([1, 2, 3, 4, 5, 8, 9, 16, 17])]
        : random.shape(0, 5).map((dim) => Math.max(dim, random.chance(0.97) ? 1 : 0));
    for (let count = random.int(1, 3); count > 0; count--) {
      const dtype = random.chance(0.85) ? 'float32' : random.pick(['int32', 'bool']);
      this.inputs.push({ dtype, shape: shape() });
    }
    this.makeInputs(random.int(0, 1e9)).forEach((tensor) => this.values.push({ tensor, isExact: true }));
    for (let count = random.int(0, 2); count > 0; count--) {
      this.constants.push(this.constant(shape(), 2));
      this.values.push({ tensor: this.constants.at(-1), isConstant: true, isExact: true });
    }
  }

  /** Chooses what the function gives: most of what no step reads, so that little is dead, and now and then something else. */
  #end() {
    const { random, values } = this;
    const read = new Set(this.steps.flatMap(({ operands }) => operands));
    const ends = [...values.keys()].filter((index) => !read.has(index) && random.chance(0.8));
    const others = random.chance(0.3) ? [random.int(0, values.length - 1)] : [];
    this.outputs = random.shuffled([
      values.length - 1,
      ...ends.filter((index) => index < values.length - 1),
      ...others,
    ]);
  }

  #isGood(tensor) {
    if (tensor.size > (this.isLarge ? 200_000 : 5000) || tensor.rank > 6) {
      return false;
    }
    const most = tensor.dtype === 'float32' ? mostFloat : mostInt;
    return tensor.dataSync().every((value) => Math.abs(value) <= most);
  }

  toString() {
    const lines = this.inputs.map(({ dtype, shape }, index) => `${index} input ${dtype}[${shape}]`);
    this.constants.forEach((tensor) => lines.push(`${lines.length} constant ${describe(tensor)}`));
    for (const { name, operands, results } of this.steps) {
      results.forEach((result) => lines.push(`${lines.length} ${name}(${operands}) ${result}`));
    }
    return [...lines, `gives ${this.outputs}`].join('\n');
  }
}

const describe = ({ dtype, shape }) => `${dtype}[${shape}]`;

function tensorOf(random, dtype, shape, range = 2) {
  const values = Array.from({ length: sizeOf(shape) }, () =>
    dtype === 'bool' ? random.int(0, 1) : dtype === 'int32' ? random.int(-5, 5) : (random.next() * 2 - 1) * range,
  );
  return tf.tensor(values, shape, dtype);
}
