import './register';

export { BackendWasm } from './backend';
export { compile, type Compiled, type CompiledModel, type CompileOptions } from './programs/compile';
export { getSupportedVariants } from './flags';
export { setWasmPath, setWasmPaths } from './paths';
export { getThreadsCount, setThreadsCount } from './threads';
export { getVariant, setVariant, type Variant } from './variant';
export { version_wasm } from './version';
