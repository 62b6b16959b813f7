import { getKernel, registerBackend, registerKernel, type KernelFunc } from '@tensorflow/tfjs-core';
import { BackendWasm } from './backend';
import type { Inputs } from './encoder';
import { chooseVariant } from './flags';
import { hostKernels } from './host/kernels';
import { loadModule } from './loading';
import { readManifest, type Kernel } from './manifest';
import { noteRunning } from './variant';

const backendName = 'wasm';
const priority = 2;

/** A kernel that the user has registered stays; ours stay registered when the backend is removed. */
function registerKernels(kernels: Kernel[]): void {
  for (const { name, list } of kernels) {
    if (!(name in hostKernels)) {
      registerOnce(name, ({ inputs, attrs, backend }) => {
        const outputs = (backend as BackendWasm).runKernel(name, inputs as Inputs, attrs);
        return list || outputs.length !== 1 ? outputs : outputs[0];
      });
    }
  }
  for (const [name, run] of Object.entries(hostKernels)) {
    registerOnce(name, ({ inputs, attrs, backend }) => {
      (backend as BackendWasm).refuse(`${name} works in JavaScript`);
      return run(backend as BackendWasm, inputs as Inputs, attrs ?? {});
    });
  }
}

function registerOnce(kernelName: string, kernelFunc: KernelFunc): void {
  if (getKernel(kernelName, backendName) == null) {
    registerKernel({ kernelName, backendName, kernelFunc });
  }
}

registerBackend(
  backendName,
  async () => {
    noteRunning(null);
    const variant = await chooseVariant();
    const { module, path } = await loadModule(variant);
    const manifest = readManifest(module, path);
    const backend = new BackendWasm(module, manifest);
    registerKernels(manifest.kernels);
    noteRunning(variant);
    return backend;
  },
  priority,
);
