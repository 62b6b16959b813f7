// tfjs-core's own suite in a browser, on the package as a page loads it: the specs that are for browsers alone, and all others.
import { build } from 'esbuild';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/run.mjs';
import { serve } from '../../scripts/serve.mjs';
import { variants } from '../../scripts/variants.mjs';
import { specFiles, transpiledCore } from '../conformance/transpile.mjs';

const dist = join(root, 'js/tfjs-backend-wasm/dist');

const isDrawing = (file) => file.endsWith('draw_test.js');
const requires = (files) => files.map((file) => `require(${JSON.stringify(file)});`).join('\n');

/** The page's program: every spec is told to the results when it ends. */
const program = (core, specs) => `
import jasmineRequire from 'jasmine-core/lib/jasmine-core/jasmine.js';
import { Results } from ${JSON.stringify(join(root, 'tests/conformance/results.mjs'))};
const jasmine = jasmineRequire.core(jasmineRequire);
const suite = jasmine.getEnv({ suppressLoadErrors: true });
Object.assign(globalThis, { jasmine }, jasmineRequire.interface(jasmine, suite));
jasmine.DEFAULT_TIMEOUT_INTERVAL = 20000;
for (const level of ['log', 'warn', 'error', 'info']) {
  console[level] = () => {};
}
require(${JSON.stringify(join(core, 'public/chained_ops/register_all_chained_ops.js'))});
require(${JSON.stringify(join(core, 'register_all_gradients.js'))});
require(${JSON.stringify(join(dist, 'index.mjs'))}).setWasmPaths('/');
const { setTestEnvs } = require(${JSON.stringify(join(core, 'jasmine_util.js'))});
setTestEnvs([{ name: 'test-wasm', backendName: 'wasm', isDataSync: true }]);
${requires(specs.filter((file) => !isDrawing(file)))}
// These take a backend that draws in a context of type 2d for the one named cpu.
const tf = require(${JSON.stringify(join(core, 'index.js'))});
const start = tf.findBackendFactory('wasm');
tf.registerBackend('cpu', async () => {
  const backend = await start();
  tf.copyRegisteredKernels('wasm', 'cpu');
  return backend;
});
setTestEnvs([{ name: 'cpu', backendName: 'cpu', isDataSync: true }]);
${requires(specs.filter(isDrawing))}
const results = new Results();
suite.addReporter(results);
suite.configure({ random: false, failSpecWithNoExpectations: false });
suite.execute().then(() => {
  window.results = results;
});
`;

/** @returns the counts and the failures of a run in that browser */
export async function runSuite(browser) {
  const core = await transpiledCore();
  const folder = await mkdtemp(join(tmpdir(), 'lanewise-suite-'));
  for (const file of [...variants.map((variant) => `lanewise-${variant}.wasm`), 'lanewise-worker.js']) {
    await cp(join(dist, file), join(folder, file));
  }
  await writeFile(join(folder, 'index.html'), '<!doctype html><meta charset="utf-8"><script src="suite.js"></script>');
  await build({
    stdin: { contents: program(core, specFiles(core)), resolveDir: root, loader: 'js' },
    bundle: true,
    format: 'iife',
    platform: 'browser',
    define: { global: 'globalThis' },
    outfile: join(folder, 'suite.js'),
    logLevel: 'error',
    plugins: [{ name: 'one copy of tfjs-core', setup: (builder) => resolveCore(builder, core) }],
  });
  const { server, address } = await serve(folder, 0);
  const page = await browser.newPage();
  try {
    await page.goto(address);
    await page.waitForFunction(() => window.results, undefined, { timeout: 300_000 });
    return await page.evaluate(() => ({ ...window.results }));
  } finally {
    await page.close();
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The specs, the package and everything else must meet the same copy; what is Node's own is empty in a page. */
function resolveCore(builder, core) {
  builder.onResolve({ filter: /^@tensorflow\/tfjs-core(\/|$)/ }, ({ path }) => {
    const rest = path.replace(/^@tensorflow\/tfjs-core(\/dist)?/, '');
    return { path: join(core, rest ? `${rest}.js` : 'index.js') };
  });
  builder.onResolve(
    { filter: /^(fs|path|os|util|worker_threads|perf_hooks|crypto|string_decoder|node-fetch|node:.*)$/ },
    ({ path }) => ({
      path,
      namespace: 'nothing',
    }),
  );
  builder.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'module.exports = {};' }));
}
