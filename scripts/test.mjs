// npm test: the one gate. Every step runs, whatever became of those that it does not need.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { steps } from './build.mjs';
import { Gate } from './gate.mjs';
import { relaxedFlag } from './node-flags.mjs';
import { root } from './run.mjs';
import { unlessDone } from './stamp.mjs';
import { checkTools } from './tools.mjs';
import { variants } from './variants.mjs';

// No build server may outlive the gate, and none may hand it what an older one has cached.
const quiet = {
  DOTNET_NOLOGO: '1',
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
  DOTNET_CLI_USE_MSBUILD_SERVER: '0',
  MSBUILDDISABLENODEREUSE: '1',
  UseSharedCompilation: 'false',
  FORCE_COLOR: '0',
};

/** The .NET tests that do arithmetic run again on narrower machines. */
const arithmetic = /Kernels|Runtime|library/;
const machines = [
  { title: 'no AVX2', env: { DOTNET_EnableAVX2: '0' } },
  { title: 'no intrinsics', env: { DOTNET_EnableHWIntrinsic: '0' } },
];

const dotnet = (...args) => ({ command: ['dotnet', args], env: quiet });
const node = (...args) => ({ command: [process.execPath, args], env: quiet });
const tool = (program, ...args) => node(join('node_modules', program), ...args);

function filesBelow(folder, pattern) {
  const path = join(root, folder);
  const names = existsSync(path) ? readdirSync(path, { recursive: true }) : [];
  return names
    .filter((name) => pattern.test(name) && !/node_modules|[\\/]dist[\\/]/.test(name))
    .map((name) => join(folder, name));
}

try {
  await checkTools();
} catch (error) {
  console.log(`${error.message}\n0 passed, 1 failed`);
  process.exit(1);
}

const gate = new Gate();

await unlessDone('packages', steps.packages, async () => {
  if (!(await gate.step('npm ci', { command: steps.packages.command }))) {
    throw new Error('npm ci failed');
  }
}).catch(() => {});
await gate.step('restore locked', dotnet('restore', 'Lanewise.slnx', '--locked-mode'));
await gate.step('C# format', {
  ...dotnet('format', 'Lanewise.slnx', '--verify-no-changes', '--no-restore'),
  needs: ['restore locked'],
});
await gate.step('JS format', { ...tool('prettier/bin/prettier.cjs', '--check', '.'), needs: ['npm ci'] });
await gate.step('C# build, warnings as errors', {
  ...dotnet('build', 'Lanewise.slnx', '-c', 'Release', '--no-restore', '-warnaserror', '-v', 'minimal'),
  needs: ['restore locked'],
});

await gate.step('what training gives in tfjs', { ...node('tests/training/export.mjs'), needs: ['npm ci'] });
await gate.step('what models give in tfjs', { ...node('tests/models/reference.mjs'), needs: ['npm ci'] });
await gate.step('what small models give in tfjs', { ...node('tests/models/small/export.mjs'), needs: ['npm ci'] });
const exported = {
  Training: ['what training gives in tfjs'],
  Models: ['what models give in tfjs', 'what small models give in tfjs'],
};
const testProjects = filesBelow('tests', /^Lanewise\.[\w.]+[\\/]Lanewise\.[\w.]*Tests\.csproj$/).sort();
for (const project of testProjects) {
  const [, name = 'library'] = project.split(/[\\/]/)[1].match(/^Lanewise\.(.+)\.Tests$/) ?? [];
  for (const machine of [{ title: '', env: {} }, ...(arithmetic.test(name) ? machines : [])]) {
    await gate.step(`C# tests: ${[name, machine.title].filter(Boolean).join(', ')}`, {
      ...dotnet('test', '--project', project, '-c', 'Release', '--no-build'),
      env: { ...quiet, ...machine.env },
      counts: true,
      needs: ['C# build, warnings as errors', ...(exported[name] ?? [])],
    });
  }
}

await gate.step('NuGet packages', {
  ...node('scripts/packages.mjs'),
  counts: true,
  needs: ['npm ci', 'C# build, warnings as errors'],
});

await gate.step('modules', { command: steps.modules.command, env: quiet });
await gate.step('npm package', { command: steps.package.command, env: quiet, needs: ['npm ci', 'modules'] });
await gate.step('module sizes', { ...node('scripts/module-sizes.mjs'), counts: true, needs: ['npm package'] });
await gate.step('sample', { ...node('samples/face-detection/build.mjs'), needs: ['npm package'] });
await gate.step('bench page', { command: steps.bench.command, needs: ['sample'] });
await gate.step('sample types', {
  ...tool('typescript/bin/tsc', '-p', 'samples/face-detection'),
  needs: ['npm package'],
});

const scriptTests = filesBelow('tests/scripts', /\.test\.mjs$/);
await gate.step('JS tests: scripts and sample', { ...node('--test', ...scriptTests), counts: true, needs: ['sample'] });
const packageTests = filesBelow('tests/js', /\.test\.m?[jt]s$/);
await gate.step('JS tests: npm package', {
  ...node(...relaxedFlag, '--test', ...packageTests),
  counts: true,
  needs: ['npm package'],
});

for (const variant of variants) {
  await gate.step(`conformance: ${variant}`, {
    ...node(...relaxedFlag, 'tests/conformance/run.mjs', variant),
    counts: true,
    needs: ['npm package'],
  });
}
await gate.step('kernels of every backend', {
  ...node(...relaxedFlag, 'tests/coverage/kernels.mjs'),
  counts: true,
  needs: ['npm package'],
});
await gate.step('fuzz', {
  ...node(...relaxedFlag, 'tests/fuzz/run.mjs', '--calls', '100000'),
  counts: true,
  needs: ['npm package'],
});
await gate.step('random programs', {
  ...node(...relaxedFlag, 'tests/programs/run.mjs'),
  counts: true,
  needs: ['npm package'],
});
await gate.step('models', { ...node(...relaxedFlag, 'tests/models/run.mjs'), counts: true, needs: ['npm package'] });
await gate.step('browser', { ...node('tests/browser/run.mjs'), counts: true, needs: ['bench page'] });

process.exit(gate.finish());
