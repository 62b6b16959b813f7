// npm run conformance: builds what is not built yet, then see tests/conformance/run.mjs.
import { buildOrExit } from './build.mjs';
import { relaxedFlag } from './node-flags.mjs';
import { root, runHere } from './run.mjs';

const args = process.argv.slice(2);
if (!args.includes('--official')) {
  await buildOrExit();
}
process.exit(await runHere(process.execPath, [...relaxedFlag, `${root}/tests/conformance/run.mjs`, ...args]));
