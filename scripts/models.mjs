// npm run models: builds what is not built yet, then see tests/models/run.mjs.
import { buildOrExit } from './build.mjs';
import { relaxedFlag } from './node-flags.mjs';
import { root, runHere } from './run.mjs';

const args = process.argv.slice(2);
// The official package can be looked at before there is one of ours.
if (!args.includes('--official')) {
  await buildOrExit();
}
process.exit(await runHere(process.execPath, [...relaxedFlag, `${root}/tests/models/run.mjs`, ...args]));
