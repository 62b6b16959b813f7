// What a graph is made of. A step chooses the values that it reads, and gives a function of them; nothing where none suits.
//   isProduct   its sums may be rounded in another order once something is fused into it
//   isStep      it jumps where its argument changes a little
import * as tf from '@tensorflow/tfjs-core';
import { activations } from './activations.mjs';
import { images } from './images.mjs';

const isFloat = ({ dtype }) => dtype === 'float32';
const isNumber = ({ dtype }) => dtype !== 'bool';
const isFloatOf = (least) => (x) => isFloat(x) && x.rank >= least && x.size > 0;

/** A step of one operand. `choose` fixes its parameters for a shape. */
const unary = (suits, choose, rest = {}) => ({
  ...rest,
  make(r, g) {
    const x = g.find(suits);
    return x < 0 ? undefined : { operands: [x], run: choose(r, g.shapeOf(x), g), ...rest };
  },
});

/** A step of a value and a second operand that broadcasts: a constant, a value of the same shape, or the value itself. */
const binary = (op, range = 1.5) => ({
  weight: 2,
  make(r, g) {
    const x = g.find(isFloat);
    if (x < 0) {
      return undefined;
    }
    const shape = g.shapeOf(x);
    const same = g.find((y) => isFloat(y) && String(y.shape) === String(shape), x);
    const kind = r.pick(['same', 'same', 'columns', 'single', 'partner', 'value']);
    if (kind === 'same') {
      return { operands: r.shuffled([x, same]), run: op };
    }
    if (kind === 'value') {
      const other = g.find((y) => isFloat(y) && broadcasts(y.shape, shape), x);
      return { operands: [x, other], run: op };
    }
    const other = { columns: shape.slice(-1), single: [], partner: r.partner(shape) }[kind];
    const constant = g.constant(other, range);
    return { operands: [x], run: r.chance(0.7) ? (a) => op(a, constant) : (a) => op(constant, a) };
  },
});

const broadcasts = (a, b) =>
  a.length <= b.length && a.every((dim, i) => dim === 1 || dim === b[b.length - a.length + i]);

const permutation = (r, shape) => r.shuffled([...shape.keys()]);

/** The same number of elements in other dimensions. */
function reshaped(r, shape) {
  const factors = shape.flatMap((dim) => {
    for (let part = 2; part * part <= dim; part++) {
      if (dim % part === 0) {
        return [part, dim / part];
      }
    }
    return [dim];
  });
  const result = [];
  for (const factor of r.chance(0.5) ? factors : r.shuffled(factors)) {
    result.length > 0 && r.chance(0.45) ? (result[result.length - 1] *= factor) : result.push(factor);
  }
  return result.slice(0, 6).length === result.length ? result : shape;
}

function slice(r, shape) {
  const begin = shape.map((dim) => (r.chance(0.5) ? 0 : r.int(0, Math.max(dim - 1, 0))));
  const size = shape.map((dim, i) => (r.chance(0.5) ? dim - begin[i] : r.int(Math.min(1, dim), dim - begin[i])));
  return (x) => tf.slice(x, begin, size);
}

function split(r, shape) {
  const axis = r.chance(0.5) ? 0 : r.int(0, shape.length - 1);
  const first = r.chance(0.1) ? 0 : r.int(Math.min(1, shape[axis]), shape[axis] - 1);
  return (x) => tf.split(x, [first, shape[axis] - first], axis);
}

const views = {
  reshape: unary(
    () => true,
    (r, shape) => {
      const to = reshaped(r, shape);
      return (x) => tf.reshape(x, to);
    },
    { weight: 3 },
  ),
  expandDims: unary(
    ({ rank }) => rank < 5,
    (r, shape) => {
      const axis = r.int(0, shape.length);
      return (x) => tf.expandDims(x, axis);
    },
  ),
  squeeze: unary(
    ({ shape }) => shape.includes(1),
    () => (x) => tf.squeeze(x),
  ),
  transpose: unary(
    ({ rank }) => rank > 1,
    (r, shape) => {
      const order = permutation(r, shape);
      return (x) => tf.transpose(x, order);
    },
  ),
  slice: unary(({ rank }) => rank > 0, slice, { weight: 2 }),
  'slice of rows': unary(
    ({ rank, shape }) => rank > 0 && shape[0] > 1,
    (r, shape) => {
      const begin = r.int(0, shape[0] - 1);
      const size = r.int(1, shape[0] - begin);
      return (x) => tf.slice(x, begin, size);
    },
  ),
  split: unary(({ rank, size }) => rank > 0 && size > 0, split, { weight: 2 }),
  unstack: unary(
    ({ rank, shape }) => rank > 0 && shape[0] > 0 && shape[0] < 5,
    () => (x) => tf.unstack(x),
  ),
  concat: {
    weight: 3,
    make(r, g) {
      const x = g.find(({ rank, size }) => rank > 0 && size > 0);
      if (x < 0) {
        return undefined;
      }
      const shape = g.shapeOf(x);
      const axis = r.chance(0.5)
        ? Math.max(
            shape.findIndex((dim) => dim > 1),
            0,
          )
        : r.int(0, shape.length - 1);
      const { dtype } = g.values[x].tensor;
      const suits = (y) =>
        y.dtype === dtype && y.rank === shape.length && y.shape.every((dim, i) => i === axis || dim === shape[i]);
      const operands = [x, ...Array.from({ length: r.int(1, 3) }, () => g.find(suits, x))];
      return { operands: r.shuffled(operands), run: (...parts) => tf.concat(parts, axis) };
    },
  },
  stack: unary(
    ({ rank }) => rank < 5,
    (r, shape) => {
      const axis = r.int(0, shape.length);
      return (x) => tf.stack([x, x], axis);
    },
  ),
};

const reductions = Object.fromEntries(
  ['sum', 'mean', 'max', 'min'].map((name) => [
    name,
    unary(isFloatOf(1), (r, shape) => {
      const axes = r.shuffled([...shape.keys()]).slice(0, r.int(1, shape.length));
      const keeps = r.chance(0.5);
      return (x) => tf[name](x, axes, keeps);
    }),
  ]),
);

const moves = {
  reverse: unary(isFloatOf(1), (r, shape) => {
    const axis = r.int(0, shape.length - 1);
    return (x) => tf.reverse(x, axis);
  }),
  tile: unary(isFloatOf(1), (r, shape) => {
    const times = shape.map(() => r.int(1, 2));
    return (x) => tf.tile(x, times);
  }),
  gather: unary(
    ({ rank, size }) => rank > 0 && size > 0,
    (r, shape, g) => {
      const axis = r.int(0, shape.length - 1);
      const at = r.ints(r.int(1, 5), 0, shape[axis] - 1);
      return (x) => tf.gather(x, tf.tensor1d(at, 'int32'), axis);
    },
  ),
  softmax: unary(isFloatOf(1), () => (x) => tf.softmax(x)),
  cumsum: unary(isFloatOf(1), (r, shape) => {
    const axis = r.int(0, shape.length - 1);
    return (x) => tf.cumsum(x, axis).mul(0.3);
  }),
  strided: unary(isFloatOf(2), (r, shape) => {
    const steps = shape.map(() => r.int(1, 2));
    return (x) => tf.stridedSlice(x, shape.map(() => 0), shape, steps); // prettier-ignore
  }),
};

/** Ints and bools, and the ways there and back. */
const types = {
  toInt: unary(isNumber, () => (x) => tf.cast(x.mul(tf.scalar(2, x.dtype)), 'int32'), { isStep: true }),
  toFloat: unary(
    (x) => !isFloat(x),
    () => (x) => tf.cast(x, 'float32').mul(0.25),
  ),
  toBool: unary(isNumber, () => (x) => tf.cast(x, 'bool'), { isStep: true }),
  greater: unary(
    isFloat,
    (r, shape, g) => {
      const other = g.constant(r.partner(shape));
      return (x) => tf.greater(x, other);
    },
    { isStep: true },
  ),
  'wide less': unary(
    ({ dtype, rank }) => dtype === 'float32' && rank > 0 && rank < 4,
    // as many bytes as its input
    (r, shape, g) => {
      const other = g.constant([4, ...shape]);
      return (x) => tf.less(x, other);
    },
    { isStep: true },
  ),
  where: unary(
    ({ dtype }) => dtype === 'bool',
    (r, shape, g) => {
      const [a, b] = [g.constant(shape), g.constant(shape)];
      return (x) => tf.where(x, a, b);
    },
  ),
  logicalNot: unary(
    ({ dtype }) => dtype === 'bool',
    () => (x) => tf.logicalAnd(tf.logicalNot(x), x.logicalOr(x)),
  ),
  'int arithmetic': unary(
    ({ dtype }) => dtype === 'int32',
    (r, shape, g) => {
      const other = g.constant(r.partner(shape), 1, 'int32');
      return (x) => tf.maximum(tf.add(x, other).mod(tf.scalar(7, 'int32')), tf.neg(x));
    },
  ),
  argMax: unary(
    isFloatOf(1),
    (r, shape) => {
      const axis = r.int(0, shape.length - 1);
      return (x) => tf.argMax(x, axis);
    },
    { isStep: true },
  ),
  floor: unary(isFloat, () => (x) => tf.floor(x.mul(3)).add(tf.sign(x)), { isStep: true }),
};

const matrices = {
  matMul: {
    weight: 3,
    make(r, g) {
      const x = g.find(isFloatOf(2));
      if (x < 0) {
        return undefined;
      }
      const shape = g.shapeOf(x);
      const [transposeA, transposeB] = [r.chance(0.2), r.chance(0.3)];
      const k = shape.at(transposeA ? -2 : -1);
      const n = r.int(1, g.isLarge ? 60 : 20);
      const weights = g.constant(transposeB ? [n, k] : [k, n], 1.5 / Math.sqrt(k));
      const bias = r.chance(0.5) ? g.constant([n]) : undefined;
      const activation = r.pick(['linear', 'relu', 'relu6', 'sigmoid', 'elu', 'prelu', 'leakyrelu']);
      const alpha = activation === 'prelu' ? g.constant([n], 0.5) : undefined;
      const isFused = r.chance(0.5);
      const run = (a) =>
        isFused
          ? tf.fused.matMul({ a, b: weights, transposeA, transposeB, bias, activation, preluActivationWeights: alpha, leakyreluAlpha: 0.1 }) // prettier-ignore
          : tf.matMul(a, weights, transposeA, transposeB);
      return { operands: [x], run, isProduct: true };
    },
  },
  gram: unary(isFloatOf(2), () => (x) => tf.matMul(x, x, false, true).div(Math.sqrt(x.shape.at(-1))), {
    isProduct: true,
  }),
};

/** What was computed is computed again. */
const again = {
  weight: 2,
  make(r, g) {
    if (g.steps.length === 0) {
      return undefined;
    }
    const { operands, run, isProduct } = r.pick(g.steps);
    return { operands, run, isProduct };
  },
};

/** What depends on nothing. */
const made = {
  make(r) {
    const shape = r.ints(r.int(0, 3), 1, 5);
    return {
      operands: [],
      run: r.pick([() => tf.ones(shape), () => tf.linspace(-1, 1, 5), () => tf.fill(shape, 0.5).sin()]),
    };
  },
};

export const steps = {
  add: binary(tf.add),
  sub: binary(tf.sub),
  mul: binary(tf.mul),
  maximum: binary(tf.maximum),
  squaredDifference: binary(tf.squaredDifference),
  div: binary((a, b) => tf.div(a, b.abs().add(0.6))),
  ...Object.fromEntries(Object.entries(activations).map(([name, choose]) => [name, unary(isFloat, choose)])),
  ...views,
  ...reductions,
  ...moves,
  ...types,
  ...matrices,
  ...images,
  again,
  made,
};
