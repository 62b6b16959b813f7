// npm run bench:gemm: compiles the C# micro-kernels and assembles the hand-written ones, then see bench/gemm/run.mjs.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildOrExit } from './build.mjs';
import { root, runHere } from './run.mjs';

await buildOrExit();
const { findNode } = await import('../bench/find-node.mjs');
const { handWritten } = await import('../bench/gemm/hand.mjs');
const { binaryenTool, wasmOpt } = await import('../js/tfjs-backend-wasm/wasm-opt.mjs');
const folder = join(root, 'artifacts/gemm');
const features = ['--mvp-features', '--enable-simd', '--enable-relaxed-simd'];

async function must(command, ...args) {
  const code = await runHere(command, args);
  if (code !== 0) {
    process.exit(code);
  }
}

await mkdir(folder, { recursive: true });
await must('dotnet', 'build', join(root, 'bench/gemm'), '-c', 'Release', '--nologo', '-v', 'quiet');
for (const [variant, rows] of [
  ['simd', 4],
  ['relaxed', 6],
]) {
  // As in the package: what wasm-opt does to a micro-kernel counts.
  await wasmOpt(variant, join(folder, 'compiled', `${variant}.wasm`), join(folder, `${variant}.wasm`));
  const source = join(folder, `hand-${variant}.wat`);
  await writeFile(source, handWritten(rows, variant === 'relaxed'));
  await must(
    process.execPath,
    binaryenTool('wasm-as'),
    source,
    ...features,
    '-o',
    join(folder, `hand-${variant}.wasm`),
  );
}
const node = await findNode();
process.exit(await runHere(node.path, [join(root, 'bench/gemm/run.mjs'), folder]));
