/** The modules that the package ships; the last two are the two before them over shared memory. */
export const variants = ['scalar', 'simd', 'relaxed', 'simd-threads', 'relaxed-threads'] as const;

export type Variant = (typeof variants)[number];

export const fileOf = (variant: Variant): string => `lanewise-${variant}.wasm`;

let forced: Variant | null = null;
let running: Variant | null = null;

/**
 * Forces a variant from the next initialisation of the backend on; null leaves the choice to probing the engine. A
 * variant that the engine cannot run makes the initialisation fail.
 */
export function setVariant(variant: Variant | null): void {
  if (variant !== null && !variants.includes(variant)) {
    throw new Error(`setVariant: '${variant}' must be one of ${variants.join(', ')}, or null`);
  }
  forced = variant;
}

/** The variant that runs, or null before the backend was initialised. */
export function getVariant(): Variant | null {
  return running;
}

export const forcedVariant = (): Variant | null => forced;

export function noteRunning(variant: Variant | null): void {
  running = variant;
}
