// npm run models: see tests/models/run.mjs.
import { relaxedFlag } from './node-flags.mjs';
import { root, runHere } from './run.mjs';

process.exit(
  await runHere(process.execPath, [...relaxedFlag, `${root}/tests/models/run.mjs`, ...process.argv.slice(2)]),
);
