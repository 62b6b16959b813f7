// npm run bench: builds what is not built yet, then see bench/run.mjs; with --dotnet see bench/Lanewise.Benchmarks.
import { join } from 'node:path';
import { buildOrExit } from './build.mjs';
import { root, runHere } from './run.mjs';

const options = process.argv.slice(2);
if (options.includes('--dotnet')) {
  const rest = options.filter((option) => option !== '--dotnet');
  const wrong = await runHere(process.execPath, [join(root, 'bench/onnx/export.mjs')]);
  const project = join(root, 'bench/Lanewise.Benchmarks');
  process.exit(wrong || (await runHere('dotnet', ['run', '-c', 'Release', '--project', project, '--', ...rest])));
}
await buildOrExit();
process.exit(await runHere(process.execPath, [join(root, 'bench/run.mjs'), ...options]));
