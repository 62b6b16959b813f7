// npm run detect: builds what is not built yet, then looks for faces in the given pictures.
import { join } from 'node:path';
import { buildOrExit } from './build.mjs';
import { relaxedFlag } from './node-flags.mjs';
import { root, runHere } from './run.mjs';

await buildOrExit();
const program = join(root, 'samples/face-detection/dist/detect.mjs');
// npm runs scripts in the package's folder; the pictures are named from where the user is.
const cwd = process.env.INIT_CWD ?? process.cwd();
process.exit(await runHere(process.execPath, [...relaxedFlag, program, ...process.argv.slice(2)], { cwd }));
