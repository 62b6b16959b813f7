import type { WorkerHandle } from './loading';
import type { Work } from './work';

/** Sends a Web Worker its work. */
export function begin(worker: Worker, work: Work, onError: (reason: string) => void): WorkerHandle {
  worker.onerror = (event) => {
    event.preventDefault();
    onError(event.message || 'the script of its workers could not be loaded');
  };
  worker.postMessage(work);
  return worker;
}
