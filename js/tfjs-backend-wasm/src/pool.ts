import type { Instance } from './instance';
import { startWorker, type WorkerHandle } from './loading';

/** The workers of an instance. They start while the program goes on, and take part as soon as they run. */
export class WorkerPool {
  private workers: WorkerHandle[] = [];

  /** @param threads how many there shall be, the caller's among them */
  constructor(
    private readonly instance: Instance,
    threads: number,
  ) {
    const { exports, context, module, memory } = instance;
    exports.set_threads(context, threads);
    for (let worker = 1; worker < threads; worker++) {
      const stack = exports.worker_stack(context);
      if (stack === 0) {
        warn('there is not enough memory for more threads');
        return;
      }
      try {
        const handle = startWorker({ module, memory, context, stack, worker }, (reason) => {
          warn(reason);
          this.workers = this.workers.filter((other) => other !== handle);
        });
        this.workers.push(handle);
      } catch (error) {
        warn(error instanceof Error ? error.message : String(error));
        return;
      }
    }
  }

  /** Threads that compute, or are about to. */
  get threads(): number {
    return 1 + this.workers.length;
  }

  stop(): void {
    this.instance.exports.stop(this.instance.context);
    this.workers.forEach((worker) => worker.terminate());
    this.workers = [];
  }
}

let warned = false;

function warn(reason: string): void {
  if (!warned) {
    warned = true;
    console.warn(`The wasm backend runs on fewer threads than it could: ${reason}`);
  }
}
