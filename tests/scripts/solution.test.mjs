import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/run.mjs';

// The gate formats, restores and builds the solution: a project outside of it would go unchecked.
// This one is built elsewhere, from the packed packages alone.
const apart = 'tests/packages/Program.csproj';

test('the solution has every project, once', () => {
  const listed = [...readFileSync(join(root, 'Lanewise.slnx'), 'utf8').matchAll(/Project Path="([^"]+)"/g)];
  const projects = ['src', 'tests', 'bench', 'samples'].flatMap((room) =>
    readdirSync(join(root, room), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => readdirSync(join(root, room, name)).map((file) => `${room}/${name}/${file}`))
      .filter((path) => path.endsWith('.csproj') && path !== apart),
  );
  assert.deepEqual(listed.map(([, path]) => path).sort(), projects.sort());
});
