import type { ModuleExports } from './instance';

/** What a worker needs to know: the module, the memory that all its instances share, and what is its own. */
export interface Work {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  context: number;
  /** Where its stack begins. */
  stack: number;
  /** Its number, from 1 on. */
  worker: number;
}

/** Helps with ops until the pool is stopped. */
export function work({ module, memory, context, stack, worker }: Work): void {
  const exports = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as ModuleExports;
  exports.stack_pointer.value = stack;
  exports.work(context, worker);
}
