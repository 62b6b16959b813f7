// Everything that stands between a fresh clone and the demo: packages, modules, npm package, sample. Node built-ins
// only, since nothing is installed when it begins.
import { pathToFileURL } from 'node:url';
import { run } from './run.mjs';
import { unlessDone } from './stamp.mjs';
import { checkTools } from './tools.mjs';
import { variants } from './variants.mjs';

const modules = variants.map((variant) => `artifacts/wasm/lanewise-${variant}.wasm`);
const manifests = ['', 'js/tfjs-backend-wasm/', 'samples/face-detection/', 'bench/'].map(
  (folder) => `${folder}package.json`,
);

/** In the order of their dependence: what a step makes is an input of the next. */
export const steps = {
  packages: {
    title: 'Installing npm packages',
    inputs: ['package-lock.json', ...manifests],
    outputs: ['node_modules/.package-lock.json'],
    command: ['npm', ['ci', '--no-audit', '--no-fund']],
  },
  modules: {
    title: 'Compiling C# to WebAssembly',
    inputs: ['src', 'Directory.Build.props', 'Directory.Packages.props'],
    outputs: modules,
    command: ['dotnet', ['build', 'src/Lanewise.Modules', '-c', 'Release', '--nologo', '-v', 'minimal']],
  },
  package: {
    title: 'Building the npm package',
    inputs: ['js/tfjs-backend-wasm', 'package-lock.json', ...modules],
    outputs: ['js/tfjs-backend-wasm/dist'],
    command: ['npm', ['run', 'build', '--workspace', 'js/tfjs-backend-wasm']],
  },
  sample: {
    title: 'Building the face-detection sample',
    inputs: ['samples/face-detection', 'js/tfjs-backend-wasm', 'package-lock.json', ...modules],
    outputs: ['samples/face-detection/dist/index.html', 'samples/face-detection/dist/detect.mjs'],
    command: [process.execPath, ['samples/face-detection/build.mjs']],
  },
  bench: {
    title: 'Building the bench page',
    inputs: ['bench', 'samples/face-detection', 'js/tfjs-backend-wasm', 'package-lock.json', ...modules],
    outputs: ['samples/face-detection/dist/bench/index.html', 'samples/face-detection/dist/bench/models/index.json'],
    command: [process.execPath, ['bench/page/build.mjs']],
  },
};

/** Does what has not been done yet. `log` is told each step that takes time. */
export async function buildAll(log) {
  await checkTools();
  for (const [name, step] of Object.entries(steps)) {
    await unlessDone(name, step, () => {
      log(`${step.title} …`);
      return run(...step.command);
    });
  }
}

/** For scripts: builds with notes on stderr, and ends the process with a plain message if that fails. */
export async function buildOrExit() {
  try {
    await buildAll((text) => process.stderr.write(`${text}\n`));
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await buildOrExit();
}
