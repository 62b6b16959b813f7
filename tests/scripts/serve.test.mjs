import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { serve } from '../../scripts/serve.mjs';

let folder;
let server;
let address;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serve-'));
  await mkdir(join(folder, 'public'));
  await mkdir(join(folder, 'public-not'));
  await writeFile(join(folder, 'public/index.html'), '<h1>hello</h1>');
  await writeFile(join(folder, 'public/a.wasm'), 'wasm');
  await writeFile(join(folder, 'public-not/secret.txt'), 'secret');
  await symlink(join(folder, 'public-not/secret.txt'), join(folder, 'public/link.txt'));
  ({ server, address } = await serve(join(folder, 'public'), 0));
});

after(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

/** Asks for a path as it stands; fetch would tidy up `..` by itself. */
const get = (path, method = 'GET') =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address);
    request({ hostname, port, path, method }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode, type: response.headers['content-type'], body }));
    })
      .on('error', reject)
      .end();
  });

test('serves the index and the right types', async () => {
  assert.deepEqual(await get('/?photo=1'), { status: 200, type: 'text/html; charset=utf-8', body: '<h1>hello</h1>' });
  assert.equal((await get('/a.wasm')).type, 'application/wasm');
});

for (const path of [
  '/missing',
  '/../public-not/secret.txt',
  '/..%2fpublic-not%2fsecret.txt',
  '/link.txt',
  '/%00',
  '/a.wasm/',
]) {
  test(`has no ${path}`, async () => assert.equal((await get(path)).status, 404));
}

test('sends to a folder by its slash', async () => {
  await mkdir(join(folder, 'public/inner'));
  await writeFile(join(folder, 'public/inner/index.html'), 'inner');
  assert.equal((await get('/inner')).status, 308);
  assert.equal((await get('/inner/')).body, 'inner');
});

test('refuses what it does not understand', async () => {
  assert.equal((await get('/%')).status, 400);
  assert.equal((await get('/', 'POST')).status, 405);
});
