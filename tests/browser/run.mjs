// Opens the demo page, with the script-tag bundle, in a headless Chromium and checks what it draws.
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from '../../scripts/chromium.mjs';
import { root } from '../../scripts/run.mjs';
import { serve } from '../../scripts/serve.mjs';
import { checks } from './checks.mjs';
import { runSuite } from './suite.mjs';

const built = join(root, 'samples/face-detection/dist');
// A copy, so that a check may take files away.
const folder = await mkdtemp(join(tmpdir(), 'lanewise-browser-'));
await cp(built, folder, { recursive: true });
const html = await readFile(join(folder, 'index.html'), 'utf8');
const bundle = html.match(/src="(backend\/[^"]+)"/)[1];

let passed = 0;
let failed = 0;
let browser;
const { server, address } = await serve(folder, 0);
try {
  browser = await launchChromium(['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']);
  console.log(`Chromium ${browser.version()}`);
  for (const [name, check] of Object.entries(checks)) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.setDefaultTimeout(60_000);
    try {
      await check({ page, address, bundle, folder });
      if (errors.length > 0) {
        throw new Error(`errors on the page: ${errors.join('; ')}`);
      }
      passed++;
      console.log(`ok     ${name}`);
    } catch (error) {
      failed++;
      console.log(`FAILED ${name}\n    ${error.message.replace(/\n/g, '\n    ')}`);
    }
    await page.close();
  }
  const suite = await runSuite(browser);
  suite.failures.forEach((text) => console.log(`FAILED ${text}`));
  console.log(`tfjs-core's suite: ${suite.passed} passed, ${suite.failures.length} failed, ${suite.skipped} skipped`);
  passed += suite.passed;
  failed += suite.failures.length;
} catch (error) {
  failed++;
  console.log(error.message);
} finally {
  await browser?.close();
  server.close();
  await rm(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
