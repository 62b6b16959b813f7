import * as tf from '@tensorflow/tfjs-core';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { type Face, FaceDetector, scaleFace } from '../detector.js';
import { activate, type Engine, engines } from './engines.js';
import { drawFaces } from './overlay.js';
import { EngineList, showBusy, showEager, showFaces, showNotice, showSpeed } from './panel.js';
import { openCamera, openFile, openPhoto, type Source } from './sources.js';

declare const PHOTOS: string[];

/** What the page last found; the browser test reads it. */
interface Result {
  engine: string;
  backend: string;
  width: number;
  height: number;
  ms: number;
  /** The same with the model run op by op; of a still picture, where the model is compiled. */
  eagerMs?: number;
  faces: Face[];
}

declare global {
  interface Window {
    faceDemo: { result?: Result };
  }
}

window.faceDemo = {};

/** The detector is given at most this many pixels a side; the model itself sees 256. */
const workingSide = 512;
/** A still picture is looked at again and again for this long, so that the time shown is one after warming up. */
const measureMs = 900;
const measureRuns = 40;
/** And then for this long with the model run op by op, to compare. */
const measureEagerMs = 400;

const stage = document.getElementById('stage')!;
const picture = document.getElementById('picture') as HTMLCanvasElement;
const backdrop = document.getElementById('backdrop') as HTMLCanvasElement;
const overlay = document.getElementById('overlay') as HTMLCanvasElement;
const cameraButton = document.getElementById('camera') as HTMLButtonElement;
const working = document.createElement('canvas');
const workingContext = working.getContext('2d', { willReadFrequently: true })!;
const photoButtons: HTMLButtonElement[] = [];
const choices = engines();
const list = new EngineList(choices, (engine) => start(() => useEngine(engine)));

let engine: Engine | undefined;
let detector: FaceDetector | undefined;
let source: Source | undefined;
let faces: Face[] = [];

// One job at a time: a new one first lets the running one see that it is no longer wanted, then waits for its end.
let generation = 0;
let queue = Promise.resolve();

function start(job: () => Promise<void>): void {
  const mine = ++generation;
  queue = queue.then(async () => {
    if (mine !== generation) {
      return;
    }
    try {
      setState('running');
      showNotice('');
      await job();
      await look(mine);
    } catch (error) {
      console.error(error);
      showNotice(error instanceof Error ? error.message : String(error));
      setState('error');
    } finally {
      showBusy('');
    }
  });
}

function setState(state: 'loading' | 'running' | 'ready' | 'error'): void {
  document.body.dataset.state = state;
}

async function useEngine(next: Engine): Promise<void> {
  try {
    await switchTo(next);
  } catch (error) {
    list.markMissing(next, String(error));
    if (engine && engine !== next) {
      await switchTo(engine);
    }
    throw error;
  }
}

async function switchTo(next: Engine): Promise<void> {
  list.select(next);
  showBusy(`Starting ${next.name}, ${next.detail} …`);
  detector?.dispose();
  detector = undefined;
  await activate(next);
  detector = new FaceDetector(await loadGraphModel('models/blazeface.json'));
  engine = next;
}

async function useSource(open: () => Promise<Source>): Promise<void> {
  const next = await open();
  source?.close();
  source = next;
  faces = [];
  cameraButton.setAttribute('aria-pressed', String(next.live));
  cameraButton.lastChild!.textContent = next.live ? ' Stop ' : ' Camera ';
  showPicture();
}

/** Looks for faces: in a still picture until the time is steady, in a camera's until something else is wanted. */
async function look(mine: number): Promise<void> {
  if (!source || !detector || !engine) {
    return;
  }
  const { live } = source;
  if (!live) {
    showBusy('Looking for faces …');
  }
  showEager();
  const times: number[] = [];
  const began = performance.now();
  let since = began;
  for (let run = 0; mine === generation; run++) {
    showPicture();
    const ms = await detectOnce();
    // The first run also loads weights and compiles: shown, but replaced as soon as there is a second.
    if (run === 1) {
      times.length = 0;
      since = performance.now() - ms;
    }
    times.push(ms);
    if (times.length > measureRuns) {
      times.shift();
    }
    report(times, live ? framesPerSecond() : (1000 * times.length) / (performance.now() - since));
    if (!live && (times.length >= measureRuns || performance.now() - began > measureMs) && run > 0) {
      break;
    }
    await nextFrame();
  }
  if (!live && engine.backend === 'wasm') {
    await lookEagerly(mine);
  }
  if (mine === generation) {
    setState('ready');
  }
}

async function lookEagerly(mine: number): Promise<void> {
  const times: number[] = [];
  const began = performance.now();
  while (mine === generation && performance.now() - began < measureEagerMs) {
    times.push(await detectOnce(true));
    await nextFrame();
  }
  if (mine === generation) {
    const eagerMs = median(times);
    showEager(eagerMs);
    window.faceDemo.result!.eagerMs = eagerMs;
  }
}

const median = (times: number[]) => [...times].sort((a, b) => a - b)[times.length >> 1];

async function detectOnce(eager = false): Promise<number> {
  const fit = Math.min(1, workingSide / Math.max(picture.width, picture.height));
  working.width = Math.max(1, Math.round(picture.width * fit));
  working.height = Math.max(1, Math.round(picture.height * fit));
  workingContext.imageSmoothingQuality = 'high';
  workingContext.drawImage(picture, 0, 0, working.width, working.height);

  const began = performance.now();
  const pixels = tf.browser.fromPixels(working);
  const found = await detector!.detect(pixels, { eager });
  pixels.dispose();
  const ms = performance.now() - began;
  faces = found.map((face) => scaleFace(face, picture.width, picture.height));
  return ms;
}

function report(times: number[], perSecond: number): void {
  const ms = median(times);
  showSpeed(ms, perSecond);
  list.setTime(engine!, ms);
  drawFaces(overlay, faces, picture.width, picture.height);
  showFaces(picture, faces);
  window.faceDemo.result = {
    engine: engine!.id,
    backend: tf.getBackend(),
    width: picture.width,
    height: picture.height,
    ms,
    faces,
  };
}

const frames: number[] = [];

/** Pictures a second over the last second of a camera. */
function framesPerSecond(): number {
  const now = performance.now();
  frames.push(now);
  while (frames[0] < now - 1000) {
    frames.shift();
  }
  return frames.length;
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => resolve());
    // A hidden page gets no frames, yet a still picture is to be finished.
    setTimeout(resolve, 100);
  });
}

function showPicture(): void {
  if (!source) {
    return;
  }
  const { image, width, height, live } = source;
  if (picture.width !== width || picture.height !== height) {
    picture.width = width;
    picture.height = height;
    stage.style.aspectRatio = `${width} / ${height}`;
    drawFaces(overlay, faces, width, height);
  }
  const context = picture.getContext('2d')!;
  context.setTransform(live ? -1 : 1, 0, 0, 1, live ? width : 0, 0);
  context.clearRect(0, 0, width, height);
  context.drawImage(image, 0, 0, width, height);
  context.setTransform(1, 0, 0, 1, 0, 0);
  backdrop.getContext('2d')!.drawImage(picture, 0, 0, backdrop.width, backdrop.height);
}

function pressPhoto(pressed?: HTMLButtonElement): void {
  for (const button of photoButtons) {
    button.setAttribute('aria-pressed', String(button === pressed));
  }
}

function choosePhoto(index: number): Promise<void> {
  pressPhoto(photoButtons[index]);
  return useSource(() => openPhoto(PHOTOS[index]));
}

function chooseFile(file: File | null | undefined): void {
  if (file) {
    start(async () => {
      await useSource(() => openFile(file));
      pressPhoto();
    });
  }
}

PHOTOS.forEach((url, index) => {
  const button = document.createElement('button');
  button.type = 'button';
  button.innerHTML = `<img src="${url}" alt="Photograph ${index + 1}">`;
  button.addEventListener('click', () => start(() => choosePhoto(index)));
  document.getElementById('photos')!.append(button);
  photoButtons.push(button);
});

document.getElementById('file')!.addEventListener('change', (event) => {
  const input = event.target as HTMLInputElement;
  chooseFile(input.files?.[0]);
  input.value = '';
});

cameraButton.addEventListener('click', () => {
  if (source?.live) {
    start(() => choosePhoto(0));
  } else {
    start(async () => {
      await useSource(openCamera);
      pressPhoto();
    });
  }
});

addEventListener('dragover', (event) => {
  event.preventDefault();
  stage.classList.add('dropping');
});
addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) {
    stage.classList.remove('dropping');
  }
});
addEventListener('drop', (event) => {
  event.preventDefault();
  stage.classList.remove('dropping');
  chooseFile(event.dataTransfer?.files[0]);
});
addEventListener('paste', (event) => chooseFile(event.clipboardData?.files[0]));
new ResizeObserver(() => source && drawFaces(overlay, faces, picture.width, picture.height)).observe(stage);

const wanted = new URLSearchParams(location.search);
const first = choices.find(({ id }) => id === wanted.get('engine')) ?? choices.find(({ missing }) => !missing)!;
start(async () => {
  await choosePhoto(Math.min(PHOTOS.length, Math.max(1, Number(wanted.get('photo')) || 1)) - 1);
  await useEngine(first);
});
