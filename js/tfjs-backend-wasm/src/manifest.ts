// What a module says about itself in a custom section: the only source of kernel names, fields and messages.

export type FieldType =
  | 'tensor'
  | 'tensor?'
  | 'tensors'
  | 'int'
  | 'bool'
  | 'double'
  | 'enum'
  | 'dtype'
  | 'ints'
  | 'intOrInts'
  | 'doubles'
  | 'text'
  | 'choice';

export interface Field {
  name: string;
  type: FieldType;
  /** Words of an enum or a choice. */
  values?: string[];
  default?: number;
}

export interface Kernel {
  name: string;
  /** The result is an array of tensors, also where there is one or none. */
  list?: boolean;
  fields: Field[];
}

export interface Manifest {
  version: number;
  dtypes: string[];
  /** The message of a `whole` one stands alone, without the names of kernel and argument. */
  status: { name: string; message: string; whole?: boolean }[];
  kernels: Kernel[];
  /** What explanations of programs say; {op} is another op. */
  fates: string[];
  obstacles: string[];
  /** What the optimiser of programs can leave undone, by name. */
  fusions: string[];
}

const section = 'lanewise.manifest';
const version = 1;

export function readManifest(module: WebAssembly.Module, path: string): Manifest {
  const found = WebAssembly.Module.customSections(module, section);
  if (found.length !== 1) {
    throw new Error(
      `${path} is not a module of @lanewise/tfjs-backend-wasm. Call setWasmPaths() with the folder of its .wasm files.`,
    );
  }
  const manifest = JSON.parse(new TextDecoder().decode(found[0])) as Manifest;
  if (manifest.version !== version) {
    throw new Error(
      `${path} has manifest version ${manifest.version}, but this package reads ${version}: ` +
        'script and .wasm files must be of one release.',
    );
  }
  return manifest;
}
