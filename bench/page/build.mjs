// Builds the page into a folder of the face-detection sample's dist, which npm start serves.
//   node bench/page/build.mjs [--all]: with --all also the models whose packages are large
import { build } from 'esbuild';
import { cp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../../scripts/run.mjs';
import { chooseModels } from '../../tests/models/catalogue.mjs';
import { addModels, makeSite } from '../site.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const folder = join(root, 'samples/face-detection/dist/bench');

// As in the table with which the WebAssembly backend of TensorFlow.js was announced; the last one stands for BodyPix.
const small = { blazeface: 'BlazeFace', facemesh: 'FaceMesh' };
const large = { 'mobilenet-v2': 'MobileNet V2', posenet: 'PoseNet', selfie: 'Selfie segmentation' };

const named = (names) => chooseModels(Object.keys(names)).map((model) => ({ ...model, title: names[model.name] }));

if (process.argv.includes('--all')) {
  await addModels(folder, [...named(small), ...named(large)]);
} else {
  await makeSite('browser', ['official', 'lanewise', 'webgl', 'cpu'], named(small), folder);
  await Promise.all([
    ...['index.html', 'page.css'].map((file) => cp(join(here, file), join(folder, file))),
    build({
      entryPoints: [join(here, 'main.mjs')],
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      outfile: join(folder, 'page.js'),
      logLevel: 'warning',
    }),
  ]);
}
