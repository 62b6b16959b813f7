// Where modules come from, and what is said when they do not.
import * as tf from '@tensorflow/tfjs-core';
import { setVariant, setWasmPaths } from '@lanewise/tfjs-backend-wasm';
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../../../scripts/run.mjs';

const factory = tf.findBackendFactory('wasm');
const module = await readFile(join(root, 'js/tfjs-backend-wasm/dist/lanewise-scalar.wasm'));
const served = [];
let server;
let url;

before(async () => {
  setVariant('scalar');
  server = createServer((request, response) => {
    served.push(request.url);
    if (request.url === '/good/lanewise-scalar.wasm' || request.url === '/renamed') {
      response.setHeader('Content-Type', request.url === '/renamed' ? 'text/plain' : 'application/wasm');
      return response.end(module);
    }
    if (request.url === '/other.wasm') {
      return response.end(Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]));
    }
    response.statusCode = 404;
    response.end('no');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${server.address().port}`;
});

after(() => server.close());

test('a prefix', async () => {
  setWasmPaths(`${url}/good/`);
  await factory();
  assert.deepEqual(served, ['/good/lanewise-scalar.wasm']);
});

test('a map, by this package’s names or the official ones, by either fetch', async () => {
  for (const [name, platformFetch] of [
    ['lanewise-scalar.wasm', false],
    ['tfjs-backend-wasm.wasm', true],
  ]) {
    setWasmPaths({ [name]: `${url}/renamed` }, platformFetch);
    await factory();
  }
  assert.throws(() => setWasmPaths({ 'else.wasm': 'x' }), /names no module of this package: lanewise-scalar\.wasm/);
});

test('a wrong path names URL, status and remedy', async () => {
  setWasmPaths({ 'lanewise-scalar.wasm': `${url}/nowhere.wasm` });
  await assert.rejects(factory(), (error) => {
    assert.match(error.message, /127\.0\.0\.1:\d+\/nowhere\.wasm/);
    assert.match(error.message, /HTTP status 404/);
    assert.match(error.message, /setWasmPaths\(\)/);
    return true;
  });
  setWasmPaths({ 'lanewise-scalar.wasm': '/no/such/file.wasm' });
  await assert.rejects(factory(), /\/no\/such\/file\.wasm could not be loaded: ENOENT.*setWasmPaths/);
});

test('another module is recognised', async () => {
  setWasmPaths({ 'lanewise-scalar.wasm': `${url}/other.wasm` });
  await assert.rejects(factory(), /other\.wasm is not a module of @lanewise\/tfjs-backend-wasm/);
});
