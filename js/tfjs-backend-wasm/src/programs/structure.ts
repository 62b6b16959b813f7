// Arguments and results as tfjs has them: tensors in arrays and objects.
import { Tensor } from '@tensorflow/tfjs-core';

const isPlain = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** The same structure with every tensor replaced; what else there is stays. */
export function mapTensors(value: unknown, replace: (tensor: Tensor) => unknown): unknown {
  if (value instanceof Tensor) {
    return replace(value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => mapTensors(item, replace));
  }
  if (isPlain(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTensors(item, replace)]));
  }
  return value;
}

/** All tensors of a structure, in a fixed order. */
export function tensorsIn(value: unknown, found: Tensor[] = []): Tensor[] {
  if (value instanceof Tensor) {
    found.push(value);
  } else if (Array.isArray(value)) {
    value.forEach((item) => tensorsIn(item, found));
  } else if (isPlain(value)) {
    Object.values(value).forEach((item) => tensorsIn(item, found));
  }
  return found;
}

/** A text that is equal for arguments which one program may serve; null if they hold what cannot be told apart. */
export function signatureOf(value: unknown): string | null {
  if (value instanceof Tensor) {
    return value.dtype === 'string' ? null : `${value.dtype}[${value.shape}]`;
  }
  if (Array.isArray(value)) {
    const parts = value.map(signatureOf);
    return parts.includes(null) ? null : `(${parts.join()})`;
  }
  if (isPlain(value)) {
    const parts = Object.entries(value).map(([key, item]) => [JSON.stringify(key), signatureOf(item)]);
    return parts.some(([, part]) => part === null) ? null : `{${parts.map((part) => part.join(':')).join()}}`;
  }
  if ((typeof value === 'object' && value !== null) || typeof value === 'function') {
    return null;
  }
  const text = typeof value === 'string' ? JSON.stringify(value) : Object.is(value, -0) ? '-0' : String(value);
  return `${typeof value} ${text}`;
}

/** True if a result holds objects in which tensors could hide. */
export function holdsUnknown(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Tensor || ArrayBuffer.isView(value)) {
    return false;
  }
  return Array.isArray(value) || isPlain(value) ? Object.values(value).some(holdsUnknown) : true;
}
