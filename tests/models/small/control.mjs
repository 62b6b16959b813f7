// Graphs with branches and loops, in both of TensorFlow's forms.
import { described, floats } from './values.mjs';

const FLOAT = 'DT_FLOAT';
const INT = 'DT_INT32';
const scalar = (dtype, value) => described(dtype, [], [value]);

/**
 * A loop of the first form. `states` are what it begins with; `condition` and `body` get the values of an iteration, and
 * `constant`, which brings a value in for all iterations. Gives the values after the last iteration.
 */
function loop(g, frame, states, condition, body) {
  const constant = (value) => g.add('Enter', [value], { frame_name: frame, is_constant: true });
  const merges = states.map((state) => {
    const merge = g.add('Merge', [g.add('Enter', [state], { frame_name: frame, is_constant: false })]);
    return { merge, node: g.nodes.at(-1) };
  });
  const values = merges.map(({ merge }) => merge);
  const holds = g.add('LoopCond', [condition(values, constant)]);
  const switches = values.map((value) => g.add('Switch', [value, holds]));
  const next = body(
    switches.map((name) => g.add('Identity', [`${name}:1`])),
    constant,
  );
  next.forEach((value, i) => merges[i].node.input.push(g.add('NextIteration', [value])));
  return switches.map((name) => g.add('Exit', [name]));
}

/** A branch of the first form. */
function branch(g, condition, value, whenTrue, whenFalse) {
  const choice = g.add('Switch', [value, condition]);
  return g.add('Merge', [whenFalse(choice), whenTrue(`${choice}:1`)]);
}

/** x doubled until its sum is large, and how often. */
function doubling(g) {
  const x = g.input('x', floats([3], 1, 0.1, 1));
  const [count, value] = loop(
    g,
    'doubling',
    [g.int(0), x],
    ([, v], constant) =>
      g.add('Less', [g.add('Sum', [v, constant(g.ints(0))], { keep_dims: false }), constant(g.float(50))]),
    ([i, v], constant) => [g.add('AddV2', [i, constant(g.int(1))]), g.add('AddV2', [v, v])],
  );
  g.output('count', count);
  g.output('value', value);
}

/** For i below n: for j below i: sum += i * j. */
function nested(g) {
  const n = g.input('n', scalar('int32', 5));
  const [, sum] = loop(
    g,
    'outer',
    [g.int(0), g.int(0)],
    ([i], constant) => g.add('Less', [i, constant(n)]),
    ([i, s], constant) => {
      const one = constant(g.int(1));
      const zero = constant(g.int(0));
      const inner = loop(
        g,
        'inner',
        [zero, s],
        ([j], within) => g.add('Less', [j, within(i)]),
        ([j, t], within) => [g.add('AddV2', [j, within(one)]), g.add('AddV2', [t, g.add('Mul', [within(i), j])])],
      );
      return [g.add('AddV2', [i, one]), inner[1]];
    },
  );
  g.output('sum', sum);
}

/** A branch inside a loop: Collatz steps. */
function collatz(g) {
  const n = g.input('n', scalar('int32', 27));
  const [, steps] = loop(
    g,
    'collatz',
    [n, g.int(0)],
    ([v], constant) => g.add('Greater', [v, constant(g.int(1))]),
    ([v, s], constant) => {
      const [one, two, three] = [1, 2, 3].map((value) => constant(g.int(value)));
      const isOdd = g.add('Equal', [g.add('FloorMod', [v, two]), one]);
      const next = branch(
        g,
        isOdd,
        v,
        (t) => g.add('AddV2', [g.add('Mul', [t, three]), one]),
        (f) => g.add('FloorDiv', [f, two]),
      );
      return [next, g.add('AddV2', [s, one])];
    },
  );
  g.output('steps', steps);
}

const choice = (value) => (g) => {
  const condition = g.input('condition', scalar('bool', value));
  const x = g.input('x', floats([4], 2));
  g.output('y', branch(g, condition, x, (t) => g.add('Exp', [t]), (f) => g.add('Neg', [f]))); // prettier-ignore
};

/** Constants that control inputs tie to their branch. */
function tiedConstants(g) {
  const condition = g.input('condition', scalar('bool', 1));
  const choose = g.add('Switch', [condition, condition]);
  const [no, yes] = [g.add('Identity', [choose]), g.add('Identity', [`${choose}:1`])];
  const a = g.const(floats([2], 3), 'a', [`^${no}`]);
  const b = g.const(floats([2], 4), 'b', [`^${yes}`]);
  const merge = g.add('Merge', [a, b]);
  g.output('y', merge);
  g.output('index', `${merge}:1`);
}

const functional = (op, value) => (g) => {
  const condition = g.input('condition', scalar('bool', value));
  const x = g.input('x', floats([2, 3], 5));
  const then_branch = g.function('then', [FLOAT], (f, a) => [`${f.add('Exp', [a])}:y:0`, a]);
  const else_branch = g.function('else', [FLOAT], (f, a) => [
    `${f.add('Neg', [a])}:y:0`,
    `${f.add('Square', [a])}:y:0`,
  ]);
  const y = g.add(op, [condition, x], { then_branch, else_branch });
  g.output('first', y);
  g.output('second', `${y}:1`);
};

const whileLoop = (op) => (g) => {
  const x = g.input('x', floats([3], 1, 0.1, 1));
  const args = [INT, INT, FLOAT];
  const cond = g.function('cond', args, (f, i, n) => [`${f.add('Less', [i, n])}:z:0`]);
  const step = g.function('step', args, (f, i, n, v) => [
    `${f.add('AddV2', [i, f.add('Size', [v], { out_type: INT }) + ':output:0'])}:z:0`,
    n,
    `${f.add('AddV2', [v, v])}:z:0`,
  ]);
  const y = g.add(op, [g.int(0), g.int(10), x], { cond, body: step });
  g.output('i', y);
  g.output('value', `${y}:2`);
};

/** A While whose body has an If, one of whose branches calls a function. */
function deepCalls(g) {
  const x = g.input('x', floats([3], 1));
  const args = [INT, INT, INT, FLOAT];
  const then_branch = g.function('grow', [FLOAT], (f, a) => [`${f.add('AddV2', [a, a])}:z:0`]);
  const square = g.function('square', [FLOAT], (f, a) => [`${f.add('Square', [a])}:y:0`]);
  const cond = g.function('cond', args, (f, i, n) => [`${f.add('Less', [i, n])}:z:0`]);
  const else_branch = g.function('shrink', [FLOAT], (f, a) => {
    const rank = f.add('Rank', [a]);
    return [
      `${f.add('StatelessIf', [`${rank}:output:0`, a], { then_branch: square, else_branch: then_branch })}:output:0`,
    ];
  });
  const body = g.function('body', args, (f, i, n, one, v) => {
    const isFirst = f.add('Less', [i, one]);
    const w = f.add('StatelessIf', [`${isFirst}:z:0`, v], { then_branch, else_branch });
    return [`${f.add('AddV2', [i, one])}:z:0`, n, one, `${w}:output:0`];
  });
  const y = g.add('StatelessWhile', [g.int(0), g.int(3), g.int(1), x], { cond, body });
  g.output('y', `${y}:3`);
}

/** Values of any size: what is kept depends on the numbers. */
function detection(g) {
  const boxes = g.input('boxes', boxesOf(12));
  const scores = g.input('scores', floats([12], 6, 0, 1));
  const [most, overlap, least, sigma] = [g.int(6), g.float(0.4), g.float(0.2), g.float(0.5)];
  g.output('v2', g.add('NonMaxSuppressionV2', [boxes, scores, most, overlap]));
  g.output('v3', g.add('NonMaxSuppressionV3', [boxes, scores, most, overlap, least]));
  const v4 = g.add('NonMaxSuppressionV4', [boxes, scores, most, overlap, least], { pad_to_max_output_size: true });
  g.output('v4', v4);
  g.output('valid', `${v4}:1`);
  const v5 = g.add('NonMaxSuppressionV5', [boxes, scores, most, overlap, least, sigma]);
  g.output('v5', v5);
  g.output('scores5', `${v5}:1`);
  const kept = g.add('Where', [g.add('Greater', [scores, g.float(0.5)])]);
  g.output('where', kept);
  g.output('gathered', g.add('GatherNd', [boxes, kept]));
}

function boxesOf(count) {
  const corners = floats([count, 2], 8, 0, 1).values;
  const box = (i) => [0, 0, 0.5, 0.4].map((size, side) => corners[2 * i + (side % 2)] + size);
  return described('float32', [count, 4], Array.from({ length: count }, (_, i) => box(i)).flat());
}

const model = (name, build, options) => ({ name: `control-${name}`, build, ...options });

export const controlModels = [
  model('loop', doubling),
  // tfjs gets stuck in these
  model('nested-loops', nested, { expected: [scalar('int32', 35)] }),
  model('branch-in-loop', collatz),
  model('branch-taken', choice(1)),
  model('branch-not-taken', choice(0)),
  model('tied-constants', tiedConstants, { expected: [floats([2], 4), scalar('int32', 1)] }),
  ...['If', 'StatelessIf'].flatMap((op) => [0, 1].map((value) => model(`${op}-${value}`, functional(op, value)))),
  ...['While', 'StatelessWhile'].map((op) => model(op, whileLoop(op))),
  model('deep-calls', deepCalls),
  model('detection', detection),
];
