// Runs programs; node built-ins only.
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

// On Windows npm is a command file, which only a shell starts.
const needsShell = (program) => process.platform === 'win32' && program === 'npm';

/** Runs a program to its end and returns what it wrote to stdout; throws with its last lines if it fails. */
export function run(program, args, { cwd = root, env = {}, onText = () => {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: needsShell(program),
    });
    let out = '';
    let all = '';
    child.stdout.setEncoding('utf8').on('data', (text) => ((out += text), (all += text), onText(text)));
    child.stderr.setEncoding('utf8').on('data', (text) => ((all += text), onText(text)));
    child.on('error', (error) => {
      const missing = error.code === 'ENOENT' ? `${program} is not installed or not on the PATH` : error.message;
      reject(Object.assign(new Error(missing), { output: all }));
    });
    child.on('close', (code, signal) => {
      if (code === 0) {
        resolve(out);
      } else {
        const how = signal ? `was ended by ${signal}` : `ended with ${code}`;
        const tail = all.trimEnd().split('\n').slice(-25).join('\n');
        reject(Object.assign(new Error(`${program} ${args.join(' ')} ${how}\n${tail}`), { output: all, code }));
      }
    });
  });
}

/** Runs a program with this terminal as its own; resolves to its exit code. */
export function runHere(program, args, { cwd = root, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
