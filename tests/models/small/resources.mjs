// Graphs that hold more than tensors: arrays and lists of tensors, tables.
import { shape } from './graph.mjs';
import { described, floats, ints } from './values.mjs';

const FLOAT = 'DT_FLOAT';
const INT = 'DT_INT32';
const model = (name, build, options) => ({ name: `resource-${name}`, build, ...options });

const arrayOf = (g, size, attrs = {}) =>
  g.add('TensorArrayV3', [g.int(size)], {
    dtype: FLOAT, element_shape: shape([3]), dynamic_size: false, clear_after_read: false, identical_element_shapes: true,
    tensor_array_name: 'array', ...attrs,
  }); // prettier-ignore

/** What is written to an array in the first form flows from op to op. */
function tensorArray(g) {
  const x = g.input('x', floats([3], 1));
  const rows = g.input('rows', floats([4, 3], 2));
  const array = arrayOf(g, 3);
  let flow = `${array}:1`;
  for (const i of [2, 0, 1]) {
    flow = g.add('TensorArrayWriteV3', [array, g.int(i), g.add('Mul', [x, g.float(i + 1)]), flow]);
  }
  g.output('read', g.add('TensorArrayReadV3', [array, g.int(1), flow], { dtype: FLOAT }));
  g.output(
    'gathered',
    g.add('TensorArrayGatherV3', [array, g.ints(2, 0), flow], { dtype: FLOAT, element_shape: shape([3]) }),
  );
  g.output('size', g.add('TensorArraySizeV3', [array, flow]));

  const scattered = arrayOf(g, 4);
  const filled = g.add('TensorArrayScatterV3', [scattered, g.ints(3, 1, 0, 2), rows, `${scattered}:1`], { T: FLOAT });
  g.output(
    'stacked',
    g.add('TensorArrayGatherV3', [scattered, g.ints(0, 1, 2, 3), filled], { dtype: FLOAT, element_shape: shape([3]) }),
  );

  const closed = arrayOf(g, 1);
  const done = g.add('NoOp', [`^${g.add('TensorArrayCloseV3', [closed])}`]);
  g.output('after', g.add('Identity', [x, `^${done}`]));

  const split = arrayOf(g, 2, { element_shape: shape([2, 3]) });
  const pieces = g.add('TensorArraySplitV3', [split, rows, g.ints(2, 2), `${split}:1`], { T: FLOAT });
  g.output('concatenated', g.add('TensorArrayConcatV3', [split, pieces], { dtype: FLOAT }));
}

/** An array that grows, written in a loop, closed when it has been read. */
function arrayInLoop(g) {
  const x = g.input('x', floats([3], 1));
  const array = arrayOf(g, 0, { dynamic_size: true });
  const frame = { frame_name: 'writing' };
  const enter = (value, is_constant) => g.add('Enter', [value], { ...frame, is_constant });
  const [limit, one, handle, source] = [g.int(4), g.int(1), array, x].map((value) => enter(value, true));
  const merges = [g.int(0), `${array}:1`].map((value) => {
    g.add('Merge', [enter(value, false)]);
    return g.nodes.at(-1);
  });
  const holds = g.add('LoopCond', [g.add('Less', [merges[0].name, limit])]);
  const [i, flow] = merges.map(({ name }) => g.add('Switch', [name, holds]));
  const now = g.add('Identity', [`${i}:1`]);
  const value = g.add('Mul', [source, g.add('Cast', [now], { SrcT: INT, DstT: FLOAT })]);
  const written = g.add('TensorArrayWriteV3', [handle, now, value, `${flow}:1`]);
  merges[0].input.push(g.add('NextIteration', [g.add('AddV2', [now, one])]));
  merges[1].input.push(g.add('NextIteration', [written]));
  const [count, end] = [i, flow].map((name) => g.add('Exit', [name]));
  g.output('count', count);
  g.output(
    'rows',
    g.add('TensorArrayGatherV3', [array, g.ints(0, 1, 2, 3), end], { dtype: FLOAT, element_shape: shape([3]) }),
  );
}

const element = { element_dtype: FLOAT };

function tensorLists(g) {
  const x = g.input('x', floats([3], 1));
  const rows = g.input('rows', floats([4, 3], 2));
  const three = g.ints(3);
  const push = (list, value) => g.add('TensorListPushBack', [list, value], element);
  const stack = (key, list, count = -1) =>
    g.output(key, g.add('TensorListStack', [list, three], { ...element, num_elements: count }));

  const pushed = push(push(g.add('EmptyTensorList', [three, g.int(-1)], element), x), g.add('Neg', [x]));
  stack('pushed', pushed);
  g.output('length', g.add('TensorListLength', [pushed]));

  let set = g.add('TensorListReserve', [three, g.int(3)], element);
  for (const i of [2, 0, 1]) {
    set = g.add('TensorListSetItem', [set, g.int(i), g.add('Mul', [x, g.float(i + 1)])], element);
  }
  stack('set', set, 3);
  g.output('item', g.add('TensorListGetItem', [set, g.int(2), three], element));
  g.output('gathered', g.add('TensorListGather', [set, g.ints(2, 0), three], element));

  const fromTensor = g.add('TensorListFromTensor', [rows, three], element);
  g.output('from', g.add('TensorListGetItem', [fromTensor, g.int(3), three], element));

  stack('scattered', g.add('TensorListScatter', [rows, g.ints(3, 1, 0, 2), three], element));
  stack('scatteredV2', g.add('TensorListScatterV2', [rows, g.ints(3, 1, 0, 2), three, g.int(4)], element));
  for (const op of ['TensorListConcat', 'TensorListConcatV2']) {
    const pairs = push(push(g.add('EmptyTensorList', [g.ints(4, 3), g.int(-1)], element), rows), g.add('Neg', [rows]));
    g.output(op, g.add(op, [pairs, g.ints(4, 3), g.ints()], { ...element, element_shape: shape([4, 3]) }));
  }
  g.output('resized', g.add('TensorListLength', [g.add('TensorListResize', [fromTensor, g.int(2)])]));
}

const splitRows = floats([4, 3], 2);

function poppedList(g) {
  const three = g.ints(3);
  const list = g.add('TensorListFromTensor', [g.input('rows', splitRows), three], element);
  const pop = g.add('TensorListPopBack', [list, three], element);
  g.output('popped', `${pop}:1`);
  g.output('left', g.add('TensorListStack', [pop, three], { ...element, num_elements: 3 }));
}

const poppedOutputs = [
  described('float32', [3], splitRows.values.slice(9)),
  described('float32', [3, 3], splitRows.values.slice(0, 9)),
];

/** A list of pieces of several lengths. */
function splitList(g) {
  const list = g.add('TensorListSplit', [g.input('rows', splitRows), g.ints(-1, 3), g.ints(1, 3)], element);
  g.output(
    'rows',
    g.add('TensorListConcatV2', [list, g.ints(-1, 3), g.ints()], { ...element, element_shape: shape([-1, 3]) }),
  );
}

/** A While whose state has a list. */
function listInLoop(g) {
  const x = g.input('x', floats([3], 1));
  const list = g.add('TensorListReserve', [g.ints(3), g.int(4)], element);
  const args = [INT, INT, 'DT_VARIANT', FLOAT];
  const cond = g.function('more', args, (f, i, n) => [`${f.add('Less', [i, n])}:z:0`]);
  const body = g.function('fill', args, (f, i, n, l, v) => [
    `${f.add('AddV2', [i, f.add('Rank', [v]) + ':output:0'])}:z:0`,
    n,
    `${f.add('TensorListSetItem', [l, i, v], element)}:output_handle:0`,
    `${f.add('AddV2', [v, v])}:z:0`,
  ]);
  const end = g.add('StatelessWhile', [g.int(0), g.int(4), list, x], { cond, body });
  g.output('rows', g.add('TensorListStack', [`${end}:2`, g.ints(3)], { ...element, num_elements: 4 }));
}

const table = (g, attrs = {}, version = 'V2') =>
  g.add(`HashTable${version}`, [], { key_dtype: 'DT_STRING', value_dtype: INT, ...attrs }, 'table');
const text = (...values) => described('string', [values.length], values);

/** A table that the graph fills itself. */
const tables = (op, version) => (g) => {
  const handle = table(g, {}, version);
  const filled = g.add(`${op}${version}`, [handle, g.const(text('one', 'two', 'three')), g.ints(1, 2, 3)]);
  const words = g.input('words', text('two', 'four', 'one'));
  g.output('found', g.add(`LookupTableFind${version}`, [filled, words, g.int(-1)]));
  g.output('size', g.add(`LookupTableSize${version}`, [filled]));
};

/** A table that an initializer fills, of the same name as the graph's. */
function initialized(g) {
  g.output('found', g.add('LookupTableFindV2', [table(g), g.input('words', text('b', 'c', 'a')), g.int(9)]));
}

const initializer = (op) => (g) => {
  const nodes = [g.nodes.find(({ name }) => name === 'table')];
  const [keys, values] = [g.const(text('a', 'b'), 'keys'), g.const(described('int32', [2], [10, 20]), 'values')];
  nodes.push(...g.nodes.splice(-2));
  nodes.push({ name: 'filled', op, input: ['table', keys, values] });
  return {
    modelInitializer: { node: nodes },
    initializerSignature: { outputs: { filled: { name: 'filled', resourceId: 7 } } },
  };
};

/** A table that comes in as a resource: an input that nobody gives. */
function captured(g) {
  g.add('Placeholder', [], { dtype: 'DT_RESOURCE' }, 'handle');
  g.output('found', g.add('LookupTableFindV2', ['handle', g.input('words', text('b', 'c', 'a')), g.int(9)]));
}

function capturedJson(g) {
  const { signature } = g;
  signature.inputs.handle = { name: 'handle', dtype: 'DT_RESOURCE', resourceId: 7 };
  const nodes = [
    { name: 'table', op: 'HashTableV2', attr: { key_dtype: { type: 'DT_STRING' }, value_dtype: { type: INT } } },
  ];
  g.nodes.unshift(nodes[0]);
  const more = initializer('InitializeTableV2')(g);
  g.nodes.shift();
  return { modelTopology: g.topology, signature, ...more };
}

export const resourceModels = [
  model('tensor-array', tensorArray),
  model('tensor-array-in-loop', arrayInLoop),
  model('tensor-lists', tensorLists),
  // tfjs gives no handle
  model('tensor-list-pop', poppedList, { expected: poppedOutputs }),
  // tfjs takes each piece for one row
  model('tensor-list-split', splitList, { expected: [splitRows] }),
  model('tensor-list-in-loop', listInLoop),
  ...['LookupTableImport', 'InitializeTable'].flatMap((op) =>
    ['', 'V2'].map((version) => model(`hash-table-${op}${version}`, tables(op, version))),
  ),
  model('hash-table-initialized', initialized, { json: initializer('LookupTableImportV2') }),
  model('hash-table-captured', captured, { json: capturedJson }),
];
