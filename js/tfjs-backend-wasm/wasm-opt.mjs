// How the compiled modules are made small: Binaryen's wasm-opt, and the passes that suit micro-kernels.
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const require = createRequire(import.meta.url);
const folder = dirname(require.resolve('binaryen/package.json'));

// What is enabled it may also introduce, so the scalar module gets WebAssembly 1.0 and the exported stack pointer.
const scalar = ['--mvp-features', '--enable-mutable-globals'];
const simd = [
  ...scalar,
  '--enable-simd',
  '--enable-bulk-memory',
  '--enable-sign-ext',
  '--enable-nontrapping-float-to-int',
];
const relaxed = [...simd, '--enable-relaxed-simd'];
const threads = '--enable-threads';
const features = {
  scalar,
  simd,
  relaxed,
  'simd-threads': [...simd, threads],
  'relaxed-threads': [...relaxed, threads],
};

// These move a load to its first use. The engine keeps the order that it is given, and a micro-kernel whose loads come
// just before their use loses a fifth of its speed; without them the modules are 6 KB larger.
const harmful = ['', '-nostructure', '-notee', '-notee-nostructure', '-nonesting'].map(
  (kind) => `--skip-pass=simplify-locals${kind}`,
);

export const variants = Object.keys(features);

export const { version: binaryenVersion } = require('binaryen/package.json');

export const passes = (variant) => ['-O3', ...harmful, '--low-memory-unused', ...features[variant]];

export const binaryenTool = (name) => join(folder, 'bin', name);

/** Optimises the module of a variant from one file to another. */
export const wasmOpt = (variant, source, target) =>
  promisify(execFile)(process.execPath, [binaryenTool('wasm-opt'), source, ...passes(variant), '-o', target]);
