// The request frame, word by word, for each field type of a manifest made up here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sources } from './sources.mjs';

const { Encoder, errorOf } = await sources('encoder', 'errors');

const manifest = {
  dtypes: ['float32', 'int32', 'bool', 'complex64'],
  status: [
    { name: 'Ok', message: '' },
    { name: 'Rank', message: 'must have rank {0}, but has rank {1}' },
  ],
};
const x = { dataId: 7, shape: [2, 3], dtype: 'float32' };
const y = { dataId: 9, shape: [], dtype: 'int32' };
const encoder = new Encoder((tensor) => tensor.dataId, manifest.dtypes);

function words(fields, inputs, attrs, room = 64) {
  const frame = new Int32Array(room).fill(99);
  const length = encoder.request(frame, 0, 5, { name: 'K', fields }, inputs, attrs ?? {});
  return room < length ? length : [...frame.subarray(1, length)];
}

const attribute = (field, value) => words([{ name: 'v', ...field }], {}, { v: value });

test('tensors are id, rank and dims; an optional one that is absent is 0', () => {
  const fields = [
    { name: 'x', type: 'tensor' },
    { name: 'bias', type: 'tensor?' },
  ];
  assert.deepEqual(words(fields, { x }), [7, 2, 2, 3, 0]);
  assert.deepEqual(words(fields, { x, bias: y }), [7, 2, 2, 3, 9, 0]);
  assert.deepEqual(words([{ name: 'inputs', type: 'tensors' }], [x, y]), [2, 7, 2, 2, 3, 9, 0]);
});

test('numbers, flags and their defaults', () => {
  assert.deepEqual(attribute({ type: 'int' }, -3), [-3]);
  assert.deepEqual(attribute({ type: 'int', default: 4 }, undefined), [4]);
  assert.deepEqual(attribute({ type: 'bool' }, true), [1]);
  assert.deepEqual(attribute({ type: 'bool', default: true }, undefined), [1]);
  assert.deepEqual(attribute({ type: 'dtype' }, 'bool'), [2]);
  const bits = new Int32Array(new Float64Array([0.1]).buffer);
  assert.deepEqual(attribute({ type: 'double' }, 0.1), [...bits]);
  assert.deepEqual(attribute({ type: 'doubles' }, [0.1]), [1, ...bits]);
  assert.deepEqual(attribute({ type: 'doubles' }, null), [-1]);
});

test('lists are flat, a lone number is a list of one', () => {
  assert.deepEqual(attribute({ type: 'ints' }, [1, [2, [3]]]), [3, 1, 2, 3]);
  assert.deepEqual(attribute({ type: 'ints' }, 4), [1, 4]);
  assert.deepEqual(attribute({ type: 'ints' }, undefined), [-1]);
  assert.deepEqual(attribute({ type: 'ints' }, [Infinity, -3e9]), [2, 0x7fffffff, -0x80000000]);
  assert.deepEqual(attribute({ type: 'intOrInts' }, 3), [1, 1, 3]);
  assert.deepEqual(attribute({ type: 'intOrInts' }, [3]), [0, 1, 3]);
  assert.throws(() => attribute({ type: 'ints' }, [0.5]), { message: 'K: v must be whole numbers, but has 0.5' });
});

test('text is its UTF-16 code units', () => {
  assert.deepEqual(attribute({ type: 'text' }, 'i->'), [3, 105, 45, 62]);
  assert.deepEqual(attribute({ type: 'text' }, 0.5), [3, 48, 46, 53]);
  assert.deepEqual(attribute({ type: 'text' }, undefined), [0]);
});

test('words are found whatever their case', () => {
  const values = ['Valid', 'Same'];
  assert.deepEqual(attribute({ type: 'enum', values, default: 0 }, 'same'), [1]);
  assert.deepEqual(attribute({ type: 'enum', values, default: 0 }, undefined), [0]);
  assert.deepEqual(attribute({ type: 'enum', values, default: 0 }, 'none of them'), [-1]);
  assert.deepEqual(attribute({ type: 'choice', values }, 'same'), [1, -1]);
  assert.deepEqual(attribute({ type: 'choice', values }, [[1, 2]]), [-1, 2, 1, 2]);
});

test('a request that does not fit tells its whole length', () => {
  assert.equal(words([{ name: 'v', type: 'ints' }], {}, { v: Array(100).fill(1) }, 8), 102);
});

test('an error names kernel, argument, what was expected, and the inputs', () => {
  const kernel = { name: 'Conv2D', fields: [{ name: 'x' }, { name: 'filter' }] };
  const answer = Int32Array.of(1, 1, 2, 4, 3);
  assert.equal(
    errorOf(manifest, kernel, answer, 0, { x, filter: y, bias: undefined }).message,
    'Conv2D: filter must have rank 4, but has rank 3 (x: float32[2,3], filter: int32[])',
  );
});

test('a message may place the argument, characters and shapes itself, or stand alone', () => {
  const kernel = { name: 'K', fields: [{ name: 'indices' }] };
  const told = (message, ...answer) =>
    errorOf({ status: [{}, message] }, kernel, Int32Array.of(1, ...answer), 0, { x, y }).message;
  const inputs = '(x: float32[2,3], y: int32[])';
  assert.equal(told({ message: '{0} is wrong in {argument}' }, 0, 1, 7), `K: 7 is wrong in indices ${inputs}`);
  assert.equal(told({ message: 'has {0:char} in {1:shape}' }, 0, 2, 110, 0), `K: indices has n in [2,3] ${inputs}`);
  assert.equal(told({ message: 'only {0}', whole: true }, 0, 1, 7), 'only 7');
});
