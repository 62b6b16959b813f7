import { env } from '@tensorflow/tfjs-core';
import { hasRelaxedSimd, hasSimd, hasThreads } from './probe';
import { lacksTwin } from './paths';
import { threadsToUse } from './threads';
import { forcedVariant, type Variant } from './variant';

// The official package's flags: a user who has set one beforehand keeps it.
env().registerFlag('WASM_HAS_SIMD_SUPPORT', async () => hasSimd());
env().registerFlag('WASM_HAS_MULTITHREAD_SUPPORT', async () => hasThreads());

/** The forced variant, or the best that engine and flags allow. */
export async function chooseVariant(): Promise<Variant> {
  const forced = forcedVariant();
  if (forced !== null) {
    const supported = getSupportedVariants();
    // Compiling would fail too, but in words that blame the file.
    if (!supported.includes(forced)) {
      throw new Error(`setVariant: this engine cannot run '${forced}', only ${supported.join(', ')}`);
    }
    return forced;
  }
  if (!(await env().getAsync('WASM_HAS_SIMD_SUPPORT'))) {
    return 'scalar';
  }
  const variant = hasRelaxedSimd() ? 'relaxed' : 'simd';
  const threaded = threadsToUse() > 1 && !lacksTwin(variant) && (await env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT'));
  return threaded ? `${variant}-threads` : variant;
}

/** The variants that this engine can run, best first. */
export function getSupportedVariants(): Variant[] {
  const vectors = [...(hasRelaxedSimd() ? ['relaxed' as const] : []), ...(hasSimd() ? ['simd' as const] : [])];
  return [...(hasThreads() ? vectors.map((variant) => `${variant}-threads` as const) : []), ...vectors, 'scalar'];
}
