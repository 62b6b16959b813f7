import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsOf } from '../../scripts/counts.mjs';

const cases = [
  ['dotnet test', 'Test run summary: Passed!\n  total: 12\n  failed: 0\n  succeeded: 12\n  skipped: 0\n', 12, 0],
  ['dotnet test, failed', 'summary: Failed!\n  total: 6\n  failed: 2\n  succeeded: 3\n  skipped: 1\n', 3, 2],
  ['node --test', '# tests 3\n# suites 0\n# pass 2\n# fail 1\n# cancelled 0', 2, 1],
  ['node --test, coloured', '\x1b[34mℹ pass 5\x1b[39m\n\x1b[34mℹ fail 0\x1b[39m', 5, 0],
  ['our own', 'model ok\n20 passed, 1 failed\n', 20, 1],
  ['several', '1 passed, 0 failed\n2 passed, 3 failed\n', 3, 3],
];

for (const [name, text, passed, failed] of cases) {
  test(`reads the counts of ${name}`, () => assert.deepEqual(countsOf(text), { passed, failed }));
}

test('finds nothing where there is nothing', () => {
  assert.equal(countsOf('all is well\n12 passed, 0 failed in 3 files'), undefined);
});
