// npm run bench: builds what is not built yet, then see bench/run.mjs.
import { join } from 'node:path';
import { buildOrExit } from './build.mjs';
import { root, runHere } from './run.mjs';

await buildOrExit();
process.exit(await runHere(process.execPath, [join(root, 'bench/run.mjs'), ...process.argv.slice(2)]));
