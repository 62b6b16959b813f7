// npm start: builds what is not built yet, then serves the face-detection page.
import { join } from 'node:path';
import { buildOrExit } from './build.mjs';
import { root, runHere } from './run.mjs';
import { serve } from './serve.mjs';

const port = Number(process.env.PORT || 8080);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(`PORT is ${process.env.PORT}, which is no port number.`);
  process.exit(1);
}
await buildOrExit();
try {
  const { address } = await serve(join(root, 'samples/face-detection/dist'), port);
  console.log(`Face detection is on ${address}, the bench on ${address}/bench/ (Ctrl+C ends it).`);
  runHere(process.execPath, [join(root, 'bench/page/build.mjs'), '--all']).then((code) =>
    console.log(code === 0 ? 'The bench has all its models now.' : 'Some models of the bench could not be fetched.'),
  );
} catch (error) {
  const why =
    error.code === 'EADDRINUSE'
      ? `Port ${port} is taken: set PORT to another one, as in PORT=8081 npm start.`
      : error.message;
  console.error(why);
  process.exit(1);
}
