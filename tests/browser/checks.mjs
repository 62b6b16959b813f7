// What the browser test checks: name to a function that throws if it is not so.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { knownFaces, overlap } from '../known-faces.mjs';

/** The photographs in the page's order. */
const photos = ['sample3.jpg', 'sample5.jpg', 'sample6.jpg', 'sample4.jpg', 'sample1.jpg'];

async function open({ page, address }, query = '') {
  await page.goto(`${address}/${query}`);
  await settled(page);
}

/** Waits until the page has done what it was told; an error that it shows is an error here. */
async function settled(page) {
  await page.waitForFunction(() => ['ready', 'error'].includes(document.body.dataset.state));
  assert.equal(await page.textContent('#notice'), '');
}

const resultOf = (page) => page.evaluate(() => window.faceDemo.result);

/** How many pixels of the overlay are drawn on inside and outside the given boxes (in pixels of the picture). */
function drawnPixels(page, boxes) {
  return page.evaluate((boxes) => {
    const overlay = document.getElementById('overlay');
    const { width, height } = window.faceDemo.result;
    const fit = Math.min(overlay.width / width, overlay.height / height);
    const left = (overlay.width - width * fit) / 2;
    const top = (overlay.height - height * fit) / 2;
    const { data } = overlay.getContext('2d').getImageData(0, 0, overlay.width, overlay.height);
    const counts = boxes.map(() => 0);
    let outside = 0;
    for (let pixel = 0; pixel < data.length / 4; pixel++) {
      if (data[4 * pixel + 3] < 128) {
        continue;
      }
      const x = ((pixel % overlay.width) - left) / fit;
      const y = (Math.floor(pixel / overlay.width) - top) / fit;
      // The score stands a little above its box.
      const index = boxes.findIndex(
        ([bx, by, bw, bh]) => x > bx - 0.2 * bw && x < bx + 1.2 * bw && y > by - 0.6 * bh && y < by + 1.2 * bh,
      );
      index < 0 ? outside++ : counts[index]++;
    }
    return { counts, outside };
  }, boxes);
}

async function assertFacesDrawn(page, photo) {
  const known = knownFaces[photo];
  const { faces } = await resultOf(page);
  assert.equal(faces.length, known.length, `faces of ${photo}`);
  for (const box of known) {
    const best = Math.max(...faces.map((face) => overlap(face.box, box)));
    assert.ok(best > 0.8, `a face of ${photo} at ${box}: best overlap ${best}`);
  }
  const { counts, outside } = await drawnPixels(page, known);
  assert.ok(Math.min(...counts) > 150, `pixels drawn in each box: ${counts}`);
  assert.equal(outside, 0, 'pixels drawn elsewhere');
}

const variantCheck = (variant) => async (context) => {
  const { page } = context;
  await open(context, `?engine=${variant}`);
  const { engine, backend } = await resultOf(page);
  assert.deepEqual([engine, backend], [variant, 'wasm']);
  assert.equal(await page.evaluate(() => tf.wasm.getVariant()), variant);
  assert.match(await page.textContent('#eager'), /^The model is compiled\. Op by op: [\d.]+ ms\.$/);
  await assertFacesDrawn(page, photos[0]);
};

export const checks = {
  'scalar: the faces of the first photograph': variantCheck('scalar'),
  'simd: the faces of the first photograph': variantCheck('simd'),
  'relaxed: the faces of the first photograph': variantCheck('relaxed'),
  'simd-threads: the faces of the first photograph': variantCheck('simd-threads'),
  'relaxed-threads: the faces of the first photograph': variantCheck('relaxed-threads'),

  'the best variant that runs here is chosen by itself': async (context) => {
    await open(context);
    assert.equal((await resultOf(context.page)).engine, 'relaxed-threads');
  },

  'every photograph, one after the other': async (context) => {
    const { page } = context;
    await open(context);
    for (const [index, photo] of photos.entries()) {
      await page.click(`#photos button >> nth=${index}`);
      await page.waitForFunction(
        (index) => document.querySelectorAll('#photos button')[index].getAttribute('aria-pressed') === 'true',
        index,
      );
      await settled(page);
      await assertFacesDrawn(page, photo);
      assert.equal(await page.textContent('#count'), String(knownFaces[photo].length));
    }
  },

  'engines changed by hand agree, and their times are shown': async (context) => {
    const { page } = context;
    await open(context, '?engine=scalar');
    for (const engine of ['simd', 'relaxed-threads', 'relaxed', 'cpu', 'scalar']) {
      await page.click(`.engine:has(input[value=${engine}])`);
      await page.waitForFunction((engine) => window.faceDemo.result.engine === engine, engine);
      await settled(page);
      await assertFacesDrawn(page, photos[0]);
    }
    const times = await page.locator('.engine .time').allTextContents();
    assert.equal(times.filter((time) => time.endsWith(' ms')).length, 5);
  },

  'the bench page measures, and draws its chart': async ({ page, address }) => {
    await page.goto(`${address}/bench/`);
    await page.waitForFunction(() => document.body.dataset.state === 'ready');
    await page.fill('#rounds', '1');
    for (const unwanted of ['facemesh', 'webgl', 'lanewise x1']) {
      await page.uncheck(`input[value="${unwanted}"]`);
    }
    await page.click('#run');
    await page.waitForFunction(() => ['ready', 'error'].includes(document.body.dataset.state), undefined, {
      timeout: 120_000,
    });
    assert.equal(await page.textContent('#notice'), '');
    const { blazeface } = await page.evaluate(() => window.benchResult);
    assert.deepEqual(
      blazeface.map(({ id }) => id),
      ['official', 'lanewise', 'lanewise compiled'],
    );
    assert.ok(blazeface.every(({ ms, gflops, first }) => ms > 0 && gflops > 0 && first > 0));
    assert.equal(await page.locator('#chart svg').count(), 1);
    assert.equal(await page.locator('#table tbody tr').count(), 3);
  },

  'no tensor is left behind by looking at a picture': async (context) => {
    const { page } = context;
    await open(context);
    const before = await page.evaluate(() => tf.memory().numTensors);
    await page.click('#photos button >> nth=1');
    await page.waitForFunction(() => window.faceDemo.result.faces.length === 5);
    await settled(page);
    assert.equal(await page.evaluate(() => tf.memory().numTensors), before);
  },

  "a picture of one's own": async (context) => {
    const { page, address } = context;
    await open(context);
    const buffer = Buffer.from(await (await fetch(`${address}/photos/sample6.jpg`)).arrayBuffer());
    await page.setInputFiles('#file', { name: 'mine.jpg', mimeType: 'image/jpeg', buffer });
    await page.waitForFunction(() => window.faceDemo.result.faces.length === 4);
    await settled(page);
    await assertFacesDrawn(page, 'sample6.jpg');
  },

  'a file that is no picture is told plainly, and the page goes on': async (context) => {
    const { page } = context;
    await open(context);
    await page.setInputFiles('#file', { name: 'letter.txt', mimeType: 'image/png', buffer: Buffer.from('Dear Madam') });
    await page.waitForFunction(() => document.body.dataset.state === 'error');
    assert.match(await page.textContent('#notice'), /letter\.txt is not a picture/);
    await page.click('#photos button >> nth=2');
    await page.waitForFunction(() => window.faceDemo.result.faces.length === 4);
    await settled(page);
  },

  'a camera runs until it is stopped': async (context) => {
    const { page } = context;
    await open(context);
    await page.click('#camera');
    await page.waitForFunction(() => window.faceDemo.result.width !== 1920);
    const frame = () => page.evaluate(() => document.getElementById('picture').toDataURL());
    const first = await frame();
    await page.waitForTimeout(500);
    assert.notEqual(await frame(), first, 'the picture moves');
    await page.click('#camera');
    await page.waitForFunction(() => window.faceDemo.result.faces.length === 3);
    await settled(page);
  },

  'a missing camera is told plainly': async (context) => {
    const { page } = context;
    await page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('none', 'NotFoundError'));
    });
    await open(context);
    await page.click('#camera');
    await page.waitForFunction(() => document.body.dataset.state === 'error');
    assert.equal(await page.textContent('#notice'), 'There is no camera on this machine.');
  },

  'a backend that this browser lacks cannot be chosen': async (context) => {
    const { page } = context;
    await page.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = new Proxy(HTMLCanvasElement.prototype.getContext, {
        apply: (target, self, args) => (args[0].startsWith('webgl') ? null : Reflect.apply(target, self, args)),
      });
    });
    await open(context);
    assert.ok(await page.isDisabled('input[value=webgl]'));
  },

  'the page fits a phone': async (context) => {
    const { page } = context;
    await page.setViewportSize({ width: 390, height: 844 });
    await open(context);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
    await assertFacesDrawn(page, photos[0]);
  },

  'a canvas is read whatever the type of its context': async ({ page, address, bundle }) => {
    await page.goto(`${address}/models/`);
    await addScripts(page, address, bundle);
    const values = await page.evaluate(async () => {
      tf.wasm.setWasmPaths('/backend/');
      await tf.setBackend('wasm');
      const canvas = new OffscreenCanvas(2, 1);
      // this type needs no graphics driver, as WebGL's would
      const context = canvas.getContext('bitmaprenderer');
      context.transferFromImageBitmap(
        await createImageBitmap(new ImageData(Uint8ClampedArray.of(9, 8, 7, 255, 3, 2, 1, 255), 2)),
      );
      return [tf.getBackend(), ...tf.browser.fromPixels(canvas).dataSync()];
    });
    assert.deepEqual(values, ['wasm', 9, 8, 7, 3, 2, 1]);
  },

  'a wrong path is an error that names the URL, the status and what to call': async ({ page, address, bundle }) => {
    await page.goto(`${address}/models/`);
    await addScripts(page, address, bundle);
    const message = await page.evaluate(async () => {
      tf.wasm.setWasmPaths('/nowhere/');
      return tf
        .findBackendFactory('wasm')()
        .then(
          () => 'no error',
          (error) => error.message,
        );
    });
    assert.match(message, /\/nowhere\/\S+\.wasm/);
    assert.match(message, /404/);
    assert.match(message, /setWasmPaths?/);
  },

  'the bundle works in a Web Worker': async ({ page, address, bundle, folder }) => {
    const script = `
      importScripts('vendor/tf-core.min.js', '${bundle}');
      (async () => {
        await tf.setBackend('wasm');
        const product = tf.matMul(tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([5, 6, 7, 8], [2, 2]));
        return { backend: tf.getBackend(), values: Array.from(await product.data()) };
      })().then(postMessage, (error) => postMessage({ error: error.message }));`;
    await writeFile(join(folder, 'worker.js'), script);
    await page.goto(`${address}/models/`);
    const answer = await page.evaluate(
      (url) =>
        new Promise((resolve) => {
          const worker = new Worker(url);
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = ({ message }) => resolve({ error: message });
        }),
      `${address}/worker.js`,
    );
    assert.deepEqual(answer, { backend: 'wasm', values: [19, 22, 43, 50] });
  },
};

async function addScripts(page, address, bundle) {
  for (const file of ['vendor/tf-core.min.js', bundle]) {
    await page.addScriptTag({ url: `${address}/${file}` });
  }
}
