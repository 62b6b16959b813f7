// npm run fuzz: builds what is not built yet, then see tests/fuzz/run.mjs.
import { buildOrExit } from './build.mjs';
import { relaxedFlag } from './node-flags.mjs';
import { root, runHere } from './run.mjs';

await buildOrExit();
process.exit(await runHere(process.execPath, [...relaxedFlag, `${root}/tests/fuzz/run.mjs`, ...process.argv.slice(2)]));
