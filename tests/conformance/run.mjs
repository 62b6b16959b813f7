// Runs tfjs-core's own suite over one variant of the backend, in this process:
//   npm run conformance -- --variant simd [--filter text] [--official] [--verbose]
// In Node 20 the relaxed variant needs --experimental-wasm-relaxed-simd, which npm run conformance gives.
import { readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../scripts/run.mjs';
import { exclusions } from './exclusions.mjs';
import { specFiles, transpiledCore } from './transpile.mjs';
import { judge } from './verdict.mjs';

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

const tf = require(join(core, 'index.js'));
require(join(core, 'public/chained_ops/register_all_chained_ops.js'));
require(join(core, 'register_all_gradients.js'));
require(join(core, 'jasmine_util.js')).setTestEnvs([{ name: 'test-wasm', backendName: 'wasm', isDataSync: true }]);

// Warnings of tfjs and of the specs about them would bury the result.
for (const level of ['log', 'warn', 'error', 'info']) {
  const print = console[level];
  console[level] = (...args) => values.verbose && print(...args);
}
const say = (text) => process.stdout.write(`${text}\n`);

const kernels = values.official ? startOfficial() : startOwn();

const unloadable = [];
for (const file of specFiles(core)) {
  try {
    require(file);
  } catch (error) {
    unloadable.push(`${file.slice(core.length + 1)}: ${error.message.split('\n')[0]}`);
  }
}

const results = [];
suite.addReporter({
  specDone({ fullName: name, status, failedExpectations }) {
    if (status !== 'excluded') {
      results.push({ name, status, messages: failedExpectations.map(({ message }) => message) });
    }
  },
  suiteDone({ fullName: name, failedExpectations }) {
    if (failedExpectations.length > 0) {
      results.push({ name, status: 'failed', messages: failedExpectations.map(({ message }) => message) });
    }
  },
});
suite.configure({
  random: false,
  failSpecWithNoExpectations: false,
  specFilter: (spec) => spec.getFullName().includes(values.filter),
});
await suite.execute();

const verdict = judge(results, values.official ? [] : exclusions, kernels(), values.filter === '');
for (const { name, messages } of verdict.failures) {
  say(`FAILED ${name}\n    ${messages.map((text) => text.slice(0, 300)).join('\n    ')}`);
}
for (const text of unloadable) {
  say(`does not load in Node: ${text}`);
}
for (const [kernel, count] of [...verdict.missing].sort()) {
  say(`not yet: ${kernel} is not registered: ${count} specs`);
}
for (const [{ kind, reason }, count] of verdict.excluded) {
  say(`${kind}: ${reason}: ${count} specs`);
}
for (const text of verdict.stale) {
  say(`STALE EXCLUSION ${text}`);
}
const failed = verdict.failures.length + verdict.stale.length;
say(`${verdict.passed} passed, ${failed} failed, ${verdict.skipped} skipped`);
process.exit(failed === 0 && verdict.passed > 0 ? 0 : 1);

/** @returns a function that gives the names of the kernels that exist */
function startOwn() {
  const { getSupportedVariants, setVariant } = require('@lanewise/tfjs-backend-wasm');
  setVariant(variant);
  // Else every spec that needs a backend would fail, for this one reason.
  if (!getSupportedVariants().includes(variant)) {
    throw new Error(`this engine cannot run the variant ${variant}, only ${getSupportedVariants().join(', ')}`);
  }
  const module = readFileSync(join(root, `js/tfjs-backend-wasm/dist/lanewise-scalar.wasm`));
  const [section] = WebAssembly.Module.customSections(new WebAssembly.Module(module), 'lanewise.manifest');
  const names = JSON.parse(new TextDecoder().decode(section)).kernels.map(({ name }) => name);
  return () => new Set(names);
}

function startOfficial() {
  // Of its bundles only this one extends tfjs-core's ES2017 classes.
  require('@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.es2017.js');
  return () => new Set(tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName));
}
