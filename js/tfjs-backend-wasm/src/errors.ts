import { eachInput, type Inputs } from './encoder';
import type { Kernel, Manifest } from './manifest';

/** The error that a failed call's answer, which begins at `start`, stands for. */
export function errorOf(manifest: Manifest, kernel: Kernel, words: Int32Array, start: number, inputs: Inputs): Error {
  const status = manifest.status[words[start]];
  const field = kernel.fields[words[start + 1]];
  const details = words.subarray(start + 3, start + 3 + words[start + 2]);
  const template = status?.message ?? `failed with status ${words[start]}`;
  const message = template
    .replace('{argument}', field?.name ?? '')
    .replace(/\{(\d+)(?::(\w+))?\}/g, (_, index, form) => formOf(details[Number(index)], form, inputs));
  if (status?.whole) {
    return new Error(message);
  }
  const subject = field && !template.includes('{argument}') ? `${field.name} ` : '';
  const described = describe(inputs);
  return new Error(`${kernel.name}: ${subject}${message}${described && ` (${described})`}`);
}

function formOf(detail: number, form: string | undefined, inputs: Inputs): string {
  switch (form) {
    case 'char':
      return String.fromCharCode(detail);
    case 'shape':
      return `[${Object.values(inputs).flat()[detail]?.shape.join(',')}]`;
    default:
      return String(detail);
  }
}

/** `x: float32[1,2,3,4], filter: float32[3,3,4,8]` */
export function describe(inputs: Inputs): string {
  const texts: string[] = [];
  eachInput(inputs, ({ dtype, shape }, name) => texts.push(`${name}: ${dtype}[${shape.join(',')}]`));
  return texts.join(', ');
}
