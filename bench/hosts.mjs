// Ways to start a fresh host (see host.mjs) and to tell it what to do.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cp } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../scripts/chromium.mjs';
import { serve } from '../scripts/serve.mjs';
import { findNode } from './find-node.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/** Fresh pages of one headless Chromium. */
export async function chromiumHosts(site, { threads }) {
  for (const file of ['host.mjs', 'limit.mjs']) {
    await cp(join(here, file), join(site, file));
  }
  const { server, address } = await serve(site, 0);
  const browser = await launchChromium();
  return {
    engine: `Chromium ${browser.version()}`,
    async open() {
      const page = await browser.newPage();
      await page.goto(address);
      await page.evaluate(
        // The official backend takes at most half of the cores that a page reports.
        (cores) => Object.defineProperty(navigator, 'hardwareConcurrency', { value: cores }),
        Math.max(2 * threads, cpus().length),
      );
      await page.evaluate(async (address) => {
        const { makeHost } = await import(`${address}/host.mjs`);
        const read = async (file) => (await fetch(`${address}/models/${file}`)).arrayBuffer();
        // A query makes it another module, with another tfjs-core in it.
        window.host = makeHost((side, id) => import(`${address}/${side}.js?${id}`), read, `${address}/`);
      }, address);
      return {
        tell: (order, options) =>
          page.evaluate(({ order, options }) => window.host[order](options), { order, options }),
        close: () => page.close(),
      };
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** Fresh processes of a Node that has relaxed SIMD. */
export async function nodeHosts(site) {
  const { path, version } = await findNode();
  return {
    engine: `Node ${version}`,
    async open() {
      const child = fork(join(here, 'node-host.mjs'), [site], { execPath: path, execArgv: [] });
      return {
        async tell(order, options) {
          child.send({ order, options });
          const [{ result, error }] = await once(child, 'message');
          if (error) {
            throw new Error(error);
          }
          return result;
        },
        async close() {
          child.kill();
          await once(child, 'exit');
        },
      };
    },
    async close() {},
  };
}
