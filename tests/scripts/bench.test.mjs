import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineUp } from '../../bench/line-up.mjs';
import { farthest, sameNetwork } from '../../bench/networks.mjs';
import { summarise } from '../../bench/report.mjs';

const ids = (names, options) => lineUp(names, { threads: 1, compiled: false, ...options }).map(({ id }) => id);

test('Lanewise comes compiled as well, and all that can with threads', () => {
  assert.deepEqual(ids(['official', 'relaxed']), ['official', 'relaxed']);
  assert.deepEqual(ids(['official', 'relaxed'], { compiled: true }), ['official', 'relaxed', 'relaxed compiled']);
  assert.deepEqual(ids(['relaxed', 'cpu'], { compiled: true, threads: 2 }), [
    'relaxed',
    'relaxed compiled',
    'relaxed x2',
    'relaxed compiled x2',
    'cpu',
  ]);
  const [, , , last] = lineUp(['relaxed'], { compiled: true, threads: 2 });
  assert.deepEqual([last.variant, last.threads, last.compiled], ['relaxed-threads', 2, true]);
  assert.throws(() => ids(['fast']), /no contestant fast; there are official, /);
});

test('a network is known by its outputs, in any order; another one is not', () => {
  const outputs = [
    [0, 1, 2, 3],
    [5, -5],
  ];
  assert.equal(farthest(outputs, [outputs[1], outputs[0]]), 0);
  assert.ok(farthest(outputs, [[5, -5.01], outputs[0]]) < sameNetwork);
  assert.ok(farthest(outputs, [[-5, 5], outputs[0]]) > sameNetwork);
  assert.equal(farthest(outputs, [outputs[0]]), Infinity);
});

test('a ratio among equal threads is to the first contestant with as many', () => {
  const contestants = lineUp(['official', 'relaxed'], { threads: 2, compiled: false });
  const round = { official: 12, 'official x2': 8, relaxed: 6, 'relaxed x2': 2 };
  const [first, ...others] = summarise([round], [round], contestants, 12e6, 50);
  assert.deepEqual([first.ratio, first.equalRatio, first.gflops], [1, 1, 1]);
  assert.deepEqual(
    others.map(({ ratio, equalRatio }) => [ratio, equalRatio]),
    [
      [1.5, 1],
      [2, 2],
      [6, 4],
    ],
  );
});
