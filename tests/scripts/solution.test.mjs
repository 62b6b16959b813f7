import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/run.mjs';

// The gate formats, restores and builds the solution: a project outside of it would go unchecked.
test('the solution has every project, once', () => {
  const listed = [...readFileSync(join(root, 'Lanewise.slnx'), 'utf8').matchAll(/Project Path="([^"]+)"/g)];
  const projects = ['src', 'tests']
    .flatMap((room) => readdirSync(join(root, room)).map((name) => `${room}/${name}/${name}.csproj`))
    .filter((path) => existsSync(join(root, path)));
  assert.deepEqual(listed.map(([, path]) => path).sort(), projects.sort());
});
