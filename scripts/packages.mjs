// The NuGet packages as their users meet them: packed, taken from a folder by a program that knows nothing of this
// repository, run, and compiled ahead of time, where any warning of trimming is an error.
//   node scripts/packages.mjs
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, run } from './run.mjs';
import { unzip } from './zip.mjs';

const feed = join(root, 'artifacts/packages');
const program = join(root, 'tests/packages');
const version = /<Version>(.+)<\/Version>/.exec(readFileSync(join(root, 'Directory.Build.props'), 'utf8'))[1];
const projects = readdirSync(join(root, 'src')).filter((name) => {
  const project = join(root, 'src', name, `${name}.csproj`);
  return existsSync(project) && readFileSync(project, 'utf8').includes('<IsPackable>true');
});

let passed = 0;
let failed = 0;
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

/** A linker and zlib, which .NET's compiler for machine code needs; Debian's are installed where that is possible. */
function findLinker() {
  const works = () =>
    spawnSync('clang', ['--version']).status === 0 &&
    spawnSync('clang', ['-lz', '-shared', '-o', '/dev/null']).status === 0;
  if (process.platform !== 'linux' || works()) {
    return;
  }
  if (process.getuid() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    const options = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    spawnSync('apt-get', ['update', '-qq'], options);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'clang', 'zlib1g-dev'], options);
  }
  expect(works(), 'to compile ahead of time, install clang and zlib (on Debian: clang, zlib1g-dev)');
}

/** The names of the files in a package, and its description. */
function contents(name) {
  const files = unzip(readFileSync(join(feed, `${name}.${version}.nupkg`)));
  return { files: Object.keys(files), nuspec: files[`${name}.nuspec`].toString() };
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
  // packages that are on the machine already need no download, but ours come from the folder
  const cache = process.env.NUGET_PACKAGES ?? join(homedir(), '.nuget/packages');
  cpSync(program, work, { recursive: true });
  writeFileSync(
    join(work, 'nuget.config'),
    `<configuration>
  <config><add key="globalPackagesFolder" value="${join(feed, 'cache')}" /></config>
  <fallbackPackageFolders><add key="machine" value="${cache}" /></fallbackPackageFolders>
  <packageSources><add key="lanewise" value="${feed}" /></packageSources>
</configuration>
`,
  );
  const publish = join(work, 'published');
  const properties = [`-p:LanewiseVersion=${version}`];
  const says = (text) => expect(text.trim().endsWith('all is well'), `it printed: ${text}`);
  await check('a fresh program uses the packages', async () => {
    says(await run('dotnet', ['run', '-c', 'Release', ...properties], { cwd: work }));
  });
  await check('the program runs compiled ahead of time', async () => {
    findLinker();
    await run('dotnet', ['publish', '-c', 'Release', '-p:PublishAot=true', '-o', publish, ...properties], {
      cwd: work,
    });
    says(await run(join(publish, process.platform === 'win32' ? 'Program.exe' : 'Program'), [], { cwd: publish }));
  });
  if (projects.includes('Lanewise.Cli')) {
    await check('the tool lanewise is installed and runs', async () => {
      const tools = join(work, 'tools');
      await run('dotnet', ['tool', 'install', 'Lanewise.Cli', '--version', version, '--tool-path', tools], {
        cwd: work,
      });
      const help = await run(join(tools, 'lanewise'), ['--help'], { cwd: work });
      expect(help.includes('inspect'), `its help is: ${help}`);
    });
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
