// npm run programs: builds what is not built yet, then see tests/programs/run.mjs.
import { buildOrExit } from './build.mjs';
import { relaxedFlag } from './node-flags.mjs';
import { root, runHere } from './run.mjs';

await buildOrExit();
process.exit(
  await runHere(process.execPath, [...relaxedFlag, `${root}/tests/programs/run.mjs`, ...process.argv.slice(2)]),
);
