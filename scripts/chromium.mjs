// Finds a Chromium to test in, installs Debian's where that is possible, and starts it.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const runs = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

function lookUp() {
  const path = (process.env.PATH ?? '').split(delimiter);
  return [...names.flatMap((name) => path.map((folder) => join(folder, name))), ...places].find(runs);
}

function install() {
  const mayInstall = process.platform === 'linux' && process.getuid() === 0;
  if (!mayInstall || spawnSync('apt-get', ['--version']).status !== 0) {
    return;
  }
  const options = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
}

/** The path of a Chromium; throws one sentence that says what to install. */
export function findChromium() {
  const given = process.env.CHROME_PATH;
  if (given) {
    if (!runs(given)) {
      throw new Error(`CHROME_PATH is ${given}, which is not a program that can be run.`);
    }
    return given;
  }
  const found = lookUp() ?? (install(), lookUp());
  if (!found) {
    throw new Error('No Chromium was found: install Chromium or Google Chrome, or set CHROME_PATH to one.');
  }
  return found;
}

/** A headless Chromium under playwright-core's control. */
export async function launchChromium(args = []) {
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', ...args],
  });
}
