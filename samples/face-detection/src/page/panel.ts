import type { Face } from '../detector.js';
import type { Engine } from './engines.js';

const element = (id: string) => document.getElementById(id)!;

/** The engines as radio buttons with their times; calls back when one is chosen. */
export class EngineList {
  private readonly rows = new Map<string, { input: HTMLInputElement; time: HTMLElement; bar: HTMLElement }>();
  private readonly times = new Map<string, number>();

  constructor(engines: Engine[], choose: (engine: Engine) => void) {
    for (const engine of engines) {
      const row = document.createElement('label');
      row.className = 'engine';
      row.innerHTML =
        '<input type="radio" name="engine"><span class="name"></span><span class="time"></span><span class="bar"></span>';
      const [input, name, time, bar] = row.children as unknown as [HTMLInputElement, ...HTMLElement[]];
      const detail = document.createElement('small');
      detail.textContent = engine.detail;
      name.append(engine.name, detail);
      input.value = engine.id;
      input.addEventListener('change', () => choose(engine));
      this.rows.set(engine.id, { input, time, bar });
      if (engine.missing) {
        this.markMissing(engine, engine.missing);
      }
      element('engines').append(row);
    }
  }

  select(engine: Engine): void {
    this.rows.get(engine.id)!.input.checked = true;
  }

  markMissing(engine: Engine, why: string): void {
    const { input, time } = this.rows.get(engine.id)!;
    input.disabled = true;
    time.textContent = 'not here';
    input.parentElement!.title = why;
  }

  setTime(engine: Engine, ms: number): void {
    this.times.set(engine.id, ms);
    const slowest = Math.max(...this.times.values());
    for (const [id, value] of this.times) {
      const { time, bar } = this.rows.get(id)!;
      time.textContent = `${formatMs(value)} ms`;
      bar.style.setProperty('--share', String(value / slowest));
    }
  }
}

export function showSpeed(ms: number, perSecond: number): void {
  element('ms').textContent = formatMs(ms);
  element('fps').textContent = perSecond < 10 ? perSecond.toFixed(1) : perSecond.toFixed(0);
}

/** What the same picture takes if the model is not compiled; nothing where it never is. */
export function showEager(ms?: number): void {
  element('eager').textContent = ms === undefined ? '' : `The model is compiled. Op by op: ${formatMs(ms)} ms.`;
}

/** Round portraits cut from the picture, best face first. */
export function showFaces(picture: HTMLCanvasElement, faces: Face[]): void {
  element('count').textContent = String(faces.length);
  const list = element('faces');
  if (faces.length === 0) {
    const none = document.createElement('li');
    none.className = 'none';
    none.textContent = 'No face in this picture.';
    list.replaceChildren(none);
    return;
  }
  list.replaceChildren(...faces.slice(0, 10).map((face) => portrait(picture, face)));
}

function portrait(picture: HTMLCanvasElement, face: Face): HTMLLIElement {
  const [x, y, width, height] = face.box;
  const side = Math.max(width, height) * 1.25;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 112;
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, x + (width - side) / 2, y + (height - side) / 2, side, side, 0, 0, 112, 112);
  const item = document.createElement('li');
  item.append(canvas, `${Math.round(face.score * 100)}%`);
  return item;
}

export function showBusy(text: string): void {
  element('busy').textContent = text;
}

export function showNotice(text: string): void {
  const notice = element('notice');
  notice.hidden = text === '';
  notice.textContent = text;
}

function formatMs(ms: number): string {
  return ms < 100 ? ms.toFixed(1) : ms.toFixed(0);
}
