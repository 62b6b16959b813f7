// The process that holds the contestants with --node; takes its orders by messages.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { makeHost } from './host.mjs';

const site = process.argv[2];
const require = createRequire(import.meta.url);

function importBundle(side) {
  const file = join(site, `${side}.cjs`);
  delete require.cache[file];
  return require(file);
}

async function read(file) {
  return new Uint8Array(await readFile(join(site, 'models', file))).buffer;
}

const host = makeHost(importBundle, read, site + sep);

process.on('message', async ({ order, options }) => {
  try {
    process.send({ result: (await host[order](options)) ?? null });
  } catch (error) {
    process.send({ error: error.stack });
  }
});
