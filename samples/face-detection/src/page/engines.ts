import * as tf from '@tensorflow/tfjs-core';
import { setVariant, supportedVariants, type Variant } from '../variants.js';

/** One row of "Runs on": a tfjs backend and, for wasm, which of its modules. */
export interface Engine {
  id: string;
  name: string;
  detail: string;
  backend: 'wasm' | 'webgl' | 'cpu';
  variant?: Variant;
  /** Why it cannot run here; absent if nothing is known against it. */
  missing?: string;
}

const details: Record<Variant, string> = {
  'relaxed-threads': 'relaxed SIMD, threads',
  'simd-threads': 'SIMD, threads',
  relaxed: 'relaxed SIMD',
  simd: 'SIMD',
  scalar: 'no SIMD',
};

/** The engines to choose from, those for this browser's best first. */
export function engines(): Engine[] {
  const supported = supportedVariants();
  const wasm = (Object.keys(details) as Variant[]).map((variant): Engine => ({
    id: variant,
    name: 'WebAssembly',
    detail: details[variant],
    backend: 'wasm',
    variant,
    missing: supported.includes(variant) ? undefined : `This browser has no ${details[variant]} for WebAssembly.`,
  }));
  return [
    ...wasm,
    {
      id: 'webgl',
      name: 'WebGL',
      detail: 'graphics card',
      backend: 'webgl',
      missing: hasWebGL() ? undefined : 'This browser has no WebGL here.',
    },
    { id: 'cpu', name: 'JavaScript', detail: 'tfjs cpu', backend: 'cpu' },
  ];
}

/** Makes the engine the current tfjs backend. Tensors of an earlier wasm variant are gone afterwards. */
export async function activate(engine: Engine): Promise<void> {
  if (engine.variant) {
    setVariant(engine.variant);
  } else if (engine.backend === 'webgl' && !tf.findBackendFactory('webgl')) {
    await loadScript('vendor/tf-backend-webgl.min.js');
  }
  if (!(await tf.setBackend(engine.backend))) {
    throw new Error(`tfjs could not start its ${engine.backend} backend; the console tells why`);
  }
  await tf.ready();
}

function hasWebGL(): boolean {
  const canvas = document.createElement('canvas');
  return Boolean(canvas.getContext('webgl2') ?? canvas.getContext('webgl'));
}

function loadScript(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = src;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`could not load ${script.src}`));
    document.head.append(script);
  });
}
