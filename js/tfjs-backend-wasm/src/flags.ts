import { env } from '@tensorflow/tfjs-core';
import { hasRelaxedSimd, hasSimd, hasThreads } from './probe';
import { forcedVariant, type Variant } from './variant';

// The official package's flags: a user who has set one beforehand keeps it.
env().registerFlag('WASM_HAS_SIMD_SUPPORT', async () => hasSimd());
env().registerFlag('WASM_HAS_MULTITHREAD_SUPPORT', async () => !env().get('IS_NODE') && hasThreads());

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
  return hasRelaxedSimd() ? 'relaxed' : 'simd';
}

/** The variants that this engine can run, best first. */
export function getSupportedVariants(): Variant[] {
  return [...(hasRelaxedSimd() ? ['relaxed' as const] : []), ...(hasSimd() ? ['simd' as const] : []), 'scalar'];
}
