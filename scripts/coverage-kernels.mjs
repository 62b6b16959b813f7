// npm run coverage:kernels: which backend registers which kernel. Ends with 1 if one has a kernel that Lanewise lacks.
import { root, runHere } from './run.mjs';
import { buildOrExit } from './build.mjs';
import { relaxedFlag } from './node-flags.mjs';

await buildOrExit();
process.exit(await runHere(process.execPath, [...relaxedFlag, `${root}/tests/coverage/kernels.mjs`]));
