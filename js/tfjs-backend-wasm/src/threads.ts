/** Accepted so that programs written for the official package run unchanged: the modules run on one thread. */
export function setThreadsCount(numThreads: number): void {
  if (!Number.isFinite(numThreads)) {
    throw new Error(`setThreadsCount: ${numThreads} is no number of threads`);
  }
}

/** How many threads compute. */
export function getThreadsCount(): number {
  return 1;
}
