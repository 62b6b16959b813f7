// The modules that are built, tested and shipped.
export const variants = ['scalar', 'simd', 'relaxed', 'simd-threads', 'relaxed-threads'];
