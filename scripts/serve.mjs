// A static file server for one folder: node built-ins only.
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.wasm': 'application/wasm',
  '.bin': 'application/octet-stream',
};

/**
 * Resolves a request path to a file inside `root`, or undefined. Links are followed before the check, so that neither
 * `..` nor a symbolic link leads out of it.
 */
async function find(root, path) {
  try {
    let file = await realpath(join(root, path));
    const isFolder = (await stat(file)).isDirectory();
    if (isFolder) {
      file = await realpath(join(file, 'index.html'));
    }
    return file.startsWith(root + sep) ? { file, isFolder, size: (await stat(file)).size } : undefined;
  } catch {
    return undefined;
  }
}

async function answer(root, request, response) {
  const refuse = (status, text) => {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(`${text}\n`);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refuse(405, 'only GET and HEAD');
  }
  let path;
  try {
    path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  } catch {
    return refuse(400, 'malformed address');
  }
  const found = path.includes('\0') ? undefined : await find(root, path);
  if (found?.isFolder && !path.endsWith('/')) {
    // Relative links in its page count from the folder.
    response.writeHead(308, { location: `${path}/` });
    return response.end();
  }
  if (!found) {
    return refuse(404, `no ${path} here`);
  }
  response.writeHead(200, {
    'content-type': types[extname(found.file).toLowerCase()] ?? 'application/octet-stream',
    'content-length': found.size,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    // With these a page is cross-origin isolated, and may share memory between threads.
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
  });
  if (request.method === 'HEAD') {
    return response.end();
  }
  createReadStream(found.file)
    .on('error', () => response.destroy())
    .pipe(response);
}

/** Serves `folder` on 127.0.0.1; port 0 means any free one. Resolves to the server and its address. */
export async function serve(folder, port) {
  const root = await realpath(folder);
  const server = createServer((request, response) => void answer(root, request, response));
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { server, address: `http://127.0.0.1:${server.address().port}` };
}
