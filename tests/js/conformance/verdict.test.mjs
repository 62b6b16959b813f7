import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from '../../conformance/verdict.mjs';

const passed = (name) => ({ name, status: 'passed', messages: [] });
const failed = (name, message) => ({ name, status: 'failed', messages: [message] });
const unregistered = "Error: Kernel 'Fft' not registered for backend 'wasm'";

test('a kernel that does not exist yet excuses a spec, one that exists does not', () => {
  const results = [failed('fft', unregistered)];
  assert.deepEqual([...judge(results, [], new Set(), true).missing], [['Fft', 1]]);
  assert.equal(judge(results, [], new Set(['Fft']), true).failures.length, 1);
});

test('an exclusion excuses what it matches by name and error, and nothing else', () => {
  const exclusion = { kind: 'never', reason: 'words', spec: /^a/, error: /words/ };
  const verdict = judge([failed('a 1', 'words'), failed('a 2', 'numbers')], [exclusion], new Set(), true);
  assert.deepEqual(
    verdict.failures.map(({ name }) => name),
    ['a 2'],
  );
  assert.deepEqual([verdict.skipped, verdict.stale.length], [1, 0]);
});

test('an exclusion is stale if its spec passes, or if it matches nothing in a whole run', () => {
  const exclusion = { kind: 'not yet', reason: 'later', spec: /^a$/ };
  assert.match(judge([passed('a')], [exclusion], new Set(), true).stale[0], /excludes a spec that passes: a/);
  assert.match(judge([passed('b')], [exclusion], new Set(), true).stale[0], /matches no failing spec/);
  assert.deepEqual(judge([passed('b')], [exclusion], new Set(), false).stale, []);
});
