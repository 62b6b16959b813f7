// npm run picture: takes docs/demo.png from the real page.
import { join } from 'node:path';
import sharp from 'sharp';
import { launchChromium } from '../../scripts/chromium.mjs';
import { root } from '../../scripts/run.mjs';
import { serve } from '../../scripts/serve.mjs';

const { server, address } = await serve(join(root, 'samples/face-detection/dist'), 0);
const browser = await launchChromium();
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.goto(address);
for (const engine of ['cpu', 'scalar', 'simd', 'relaxed']) {
  await page.waitForFunction(() => document.body.dataset.state === 'ready');
  await page.click(`.engine:has(input[value=${engine}])`);
  await page.waitForFunction((engine) => window.faceDemo.result.engine === engine, engine);
}
await page.waitForFunction(() => document.body.dataset.state === 'ready');
// The bars grow for half a second.
await page.waitForTimeout(800);
// 256 colours: a third of the size, and the eye does not see it.
await sharp(await page.screenshot())
  .png({ palette: true, quality: 95, effort: 10 })
  .toFile(join(root, 'docs/demo.png'));
await browser.close();
server.close();
