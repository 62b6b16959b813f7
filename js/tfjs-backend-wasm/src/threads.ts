import { coreCount } from './loading';
import type { WorkerPool } from './pool';

// Small models gain nothing from more.
const mostByDefault = 4;

let requested: number | null = null;
let pool: WorkerPool | null = null;

/**
 * How many threads compute, from the next initialisation of the backend on: at most as many as the machine has cores. By
 * default as many as it has, up to 4.
 */
export function setThreadsCount(numThreads: number): void {
  if (!Number.isFinite(numThreads)) {
    throw new Error(`setThreadsCount: ${numThreads} is no number of threads`);
  }
  requested = Math.max(1, Math.floor(numThreads));
}

/** How many threads the next backend shall have. */
export const threadsToUse = (): number => Math.min(requested ?? mostByDefault, coreCount());

/** How many threads compute. */
export function getThreadsCount(): number {
  return pool?.threads ?? 1;
}

export function notePool(value: WorkerPool | null): void {
  pool = value;
}

export function forgetPool(value: WorkerPool | null): void {
  pool = pool === value ? null : pool;
}
