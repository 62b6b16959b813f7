// Runs tfjs-core's own suite over one variant of the backend, in this process:
//   npm run conformance -- --variant simd [--filter text] [--official] [--verbose]
// Nothing is left out: skipped are the specs that tfjs itself marks so. Those for browsers alone run in tests/browser.
// In Node 20 the relaxed variant needs --experimental-wasm-relaxed-simd, which npm run conformance gives.
import { createRequire, Module } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../scripts/run.mjs';
import { Results } from './results.mjs';
import { specFiles, transpiledCore } from './transpile.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    variant: { type: 'string' },
    filter: { type: 'string', default: '' },
    official: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const variant = values.variant ?? positionals[0] ?? 'simd';

const core = await transpiledCore();
const require = createRequire(import.meta.url);

// The package under test must meet the same copy of tfjs-core as the tests.
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const path = request.replace(/^@tensorflow\/tfjs-core(\/dist)?(?=\/|$)/, core);
  return resolve.call(this, path === core ? join(core, 'index.js') : path, ...rest);
};

const jasmineRequire = require('jasmine-core/lib/jasmine-core/jasmine.js');
const jasmine = jasmineRequire.core(jasmineRequire);
const suite = jasmine.getEnv({ suppressLoadErrors: true });
Object.assign(globalThis, { jasmine }, jasmineRequire.interface(jasmine, suite));
jasmine.DEFAULT_TIMEOUT_INTERVAL = 20000;

require(join(core, 'index.js'));
require(join(core, 'public/chained_ops/register_all_chained_ops.js'));
require(join(core, 'register_all_gradients.js'));
require(join(core, 'jasmine_util.js')).setTestEnvs([{ name: 'test-wasm', backendName: 'wasm', isDataSync: true }]);

// Warnings of tfjs and of the specs about them would bury the result.
for (const level of ['log', 'warn', 'error', 'info']) {
  const print = console[level];
  console[level] = (...args) => values.verbose && print(...args);
}
const say = (text) => process.stdout.write(`${text}\n`);

if (values.official) {
  // Of its bundles only this one extends tfjs-core's ES2017 classes.
  require('@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.es2017.js');
} else {
  const { getSupportedVariants, setVariant } = require('@lanewise/tfjs-backend-wasm');
  setVariant(variant);
  // Else every spec that needs a backend would fail, for this one reason.
  if (!getSupportedVariants().includes(variant)) {
    throw new Error(`this engine cannot run the variant ${variant}, only ${getSupportedVariants().join(', ')}`);
  }
}

const unloadable = [];
for (const file of specFiles(core)) {
  try {
    require(file);
  } catch (error) {
    unloadable.push(`${file.slice(core.length + 1)}: ${error.message.split('\n')[0]}`);
  }
}

const results = new Results();
suite.addReporter(results);
suite.configure({
  random: false,
  failSpecWithNoExpectations: false,
  specFilter: (spec) => spec.getFullName().includes(values.filter),
});
await suite.execute();

for (const text of [...unloadable.map((text) => `does not load in Node: ${text}`), ...results.failures]) {
  say(`FAILED ${text}`);
}
const failed = unloadable.length + results.failures.length;
say(`${results.passed} passed, ${failed} failed, ${results.skipped} skipped`);
process.exit(failed === 0 && results.passed > 0 ? 0 : 1);
