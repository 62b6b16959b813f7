// The NuGet packages as their users meet them: packed, taken from a folder by a program that knows nothing of this
// repository and by the sample, run, and compiled ahead of time, where any warning of trimming is an error.
//   node scripts/packages.mjs
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFolder } from './package-folder.mjs';
import { root, run } from './run.mjs';
import { unzip } from './zip.mjs';

const feed = join(root, 'artifacts/packages');
const version = /<Version>(.+)<\/Version>/.exec(readFileSync(join(root, 'Directory.Build.props'), 'utf8'))[1];
const projects = readdirSync(join(root, 'src')).filter((name) => {
  const project = join(root, 'src', name, `${name}.csproj`);
  return existsSync(project) && readFileSync(project, 'utf8').includes('<IsPackable>true');
});

let passed = 0;
let failed = 0;
let skipped = 0;
async function check(what, act) {
  try {
    await act();
    passed++;
    console.log(`ok ${what}`);
  } catch (error) {
    failed++;
    console.log(`FAILED ${what}: ${error.message}`);
  }
}

function expect(condition, message) {
  if (!condition) {
    throw new Error(message);
  }
}

/** Whether there is what .NET's compiler for machine code links with. */
function hasLinker(folder) {
  const options = { input: '' };
  const links = (program) =>
    spawnSync(program, ['-shared', '-xc', '-', '-o', join(folder, 'probe')], options).status === 0;
  return process.platform !== 'linux' || links('clang') || links('gcc');
}

/** The names of the files in a package, and its description. */
function contents(name) {
  const files = unzip(readFileSync(join(feed, `${name}.${version}.nupkg`)));
  return { files: Object.keys(files), nuspec: files[`${name}.nuspec`].toString() };
}

const faceModel = (file) => join(packageFolder('@vladmandic/human', import.meta.url), 'models', file);

/** The sample as it would be outside of the repository: with packages in the place of projects, its models beside it. */
function copySample(target) {
  const source = join(root, 'samples/FaceDetection');
  for (const name of readdirSync(source).filter((file) => file.endsWith('.cs'))) {
    cpSync(join(source, name), join(target, name));
  }
  const project = readFileSync(join(root, 'tests/packages/Program.csproj'), 'utf8');
  const models = '<None Include="models/*" CopyToOutputDirectory="Always" />';
  writeFileSync(
    join(target, 'FaceDetection.csproj'),
    project.replace('</Project>', `<ItemGroup>${models}</ItemGroup></Project>`),
  );
  for (const name of ['blazeface', 'facemesh'].flatMap((model) => [`${model}.json`, `${model}.bin`])) {
    cpSync(faceModel(name), join(target, 'models', name));
  }
}

rmSync(feed, { recursive: true, force: true });
for (const name of projects) {
  await check(`${name} is packed, with its page, its licence and its documentation`, async () => {
    await run('dotnet', ['pack', join('src', name), '-c', 'Release', '-o', feed, '-v', 'quiet', '-nologo']);
    const { files, nuspec } = contents(name);
    for (const file of ['README.md', 'LICENSE']) {
      expect(files.includes(file), `${file} is missing`);
    }
    expect(nuspec.includes('<license type="expression">Apache-2.0'), 'the licence is not named');
    expect(/<description>[^<]{20,}/.test(nuspec), 'there is no description');
    const isLibrary = files.includes(`lib/net10.0/${name}.dll`);
    expect(isLibrary || nuspec.includes('DotnetTool'), 'there is neither a library nor a tool');
    const isNative = files.some((file) => /runtimes|\.(so|dylib)$/.test(file));
    expect(!isNative || !isLibrary, 'a native library is in the package');
  });
}
await check('Lanewise depends on no native library', () => {
  const { nuspec } = contents('Lanewise');
  const needs = [...nuspec.matchAll(/dependency id="([^"]+)"/g)].map(([, id]) => id).sort();
  const known = ['Lanewise.Runtime', 'System.Numerics.Tensors'];
  expect(needs.join() === known.join(), `it depends on ${needs.join(', ')}, not on ${known.join(', ')}`);
});

const work = mkdtempSync(join(tmpdir(), 'lanewise-packages-'));
try {
  // What is on the machine already need not be downloaded. Ours come from the folder, and so an older one may not be there.
  const cache = process.env.NUGET_PACKAGES ?? join(homedir(), '.nuget/packages');
  const fallback = existsSync(join(cache, 'lanewise', version)) ? '' : `<add key="machine" value="${cache}" />`;
  writeFileSync(
    join(work, 'nuget.config'),
    `<configuration>
  <config><add key="globalPackagesFolder" value="${join(work, 'cache')}" /></config>
  <fallbackPackageFolders>${fallback}</fallbackPackageFolders>
  <packageSources><add key="lanewise" value="${feed}" /></packageSources>
</configuration>
`,
  );
  const env = { NUGET_PACKAGES: join(work, 'cache') };
  const dotnet = (command, ...args) => run('dotnet', [command, ...args], { cwd: work, env });
  const isWell = (text) => expect(text.trim().endsWith('all is well'), `it printed: ${text}`);
  const findsFaces = (text) => expect((text.match(/^\d+ ?% at /gm) ?? []).length >= 3, `it printed: ${text}`);
  const photo = join(packageFolder('@vladmandic/face-api', import.meta.url), 'demo/sample1.jpg');

  cpSync(join(root, 'tests/packages'), join(work, 'Program'), { recursive: true });
  copySample(join(work, 'FaceDetection'));
  const programs = [
    { name: 'Program', what: 'a fresh program', args: [], judge: isWell },
    { name: 'FaceDetection', what: 'the sample', args: [photo, join(work, 'faces.jpg')], judge: findsFaces },
  ];
  const properties = ['-c', 'Release', `-p:LanewiseVersion=${version}`, '-v', 'quiet', '-nologo'];
  const canLink = hasLinker(work);
  for (const { name, what, args, judge } of programs) {
    await check(`${what} uses the packages`, async () => {
      await dotnet('publish', name, ...properties, '-o', join(work, 'jit', name));
      judge(await dotnet(join(work, 'jit', name, `${name}.dll`), ...args));
    });
    if (!canLink) {
      skipped++;
      console.log(`skipped: no linker, so ${what} is not compiled ahead of time (install clang or gcc)`);
      continue;
    }
    await check(`${what} runs compiled ahead of time, which gives no warning`, async () => {
      await dotnet('publish', name, ...properties, '-p:PublishAot=true', '-warnaserror', '-o', join(work, 'aot', name));
      judge(await run(join(work, 'aot', name, process.platform === 'win32' ? `${name}.exe` : name), args));
    });
  }

  await check('the tool lanewise is installed and inspects a model', async () => {
    const tools = join(work, 'tools');
    await dotnet('tool', 'install', 'Lanewise.Cli', '--version', version, '--tool-path', tools);
    const text = await run(join(tools, 'lanewise'), ['inspect', faceModel('blazeface.json')]);
    expect(text.includes('DepthwiseConv2dNative'), `it printed: ${text}`);
  });
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 ? 0 : 1);
