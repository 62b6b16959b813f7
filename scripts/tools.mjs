// Checks what has to be on the machine before anything can be built; node built-ins only.
import { run } from './run.mjs';

const dotnetMajor = 10;
const nodeMajor = 20;

/** Throws with one sentence that says what to install. */
export async function checkTools() {
  if (Number(process.versions.node.split('.')[0]) < nodeMajor) {
    throw new Error(
      `Node.js ${nodeMajor} or newer is needed, this is ${process.versions.node}: install it from https://nodejs.org.`,
    );
  }
  let sdks;
  try {
    sdks = await run('dotnet', ['--list-sdks']);
  } catch {
    throw new Error(`The .NET ${dotnetMajor} SDK is needed: install it from https://dotnet.microsoft.com/download.`);
  }
  const majors = sdks.split('\n').map((line) => Number.parseInt(line, 10));
  if (!majors.some((major) => major >= dotnetMajor)) {
    throw new Error(
      `The .NET ${dotnetMajor} SDK is needed, but only ${sdks.trim().split('\n').join(', ') || 'a runtime'} is installed: ` +
        'install it from https://dotnet.microsoft.com/download.',
    );
  }
}
