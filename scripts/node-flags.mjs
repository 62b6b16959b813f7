// Node 20 has relaxed SIMD only behind a flag, which newer ones no longer know.
const major = Number(process.versions.node.split('.')[0]);

export const relaxedFlag = major < 21 ? ['--experimental-wasm-relaxed-simd'] : [];
