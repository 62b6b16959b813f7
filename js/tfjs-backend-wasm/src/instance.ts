/** The exports of a module; see Exports.cs. Addresses are bytes in `memory`. */
export interface ModuleExports {
  memory: WebAssembly.Memory;
  stack_pointer: WebAssembly.Global;
  /** Only in a module that imports its memory: writes the constants into it, once for all instances. */
  initialize_memory(): void;
  create(): number;
  frame(context: number, words: number): number;
  call(context: number): number;
  allocate(context: number, dtype: number, elements: number): number;
  address(context: number, id: number): number;
  release(context: number, id: number): void;
  statistics(context: number, address: number): void;
  set_threads(context: number, threads: number): void;
  worker_stack(context: number): number;
  work(context: number, worker: number): void;
  stop(context: number): void;
  record(context: number): number;
  depends(context: number, id: number): number;
  discard(context: number): void;
  compile(context: number): number;
  replay(context: number): number;
  explain(context: number, program: number): number;
  weights(context: number, program: number): number;
  shed(context: number, program: number): void;
  drop(context: number, program: number): void;
}

const minimumFrameWords = 16384;

/** The most that may be had, since a shared memory reserves it. */
function sharedMemory(): WebAssembly.Memory {
  for (let maximum = 65536; ; maximum /= 2) {
    try {
      return new WebAssembly.Memory({ initial: 64, maximum, shared: true });
    } catch (error) {
      if (maximum <= 4096) {
        throw error;
      }
    }
  }
}

/** A module instance with views of its memory, which are made anew when the memory has grown. */
export class Instance {
  readonly exports: ModuleExports;
  readonly memory: WebAssembly.Memory;
  /** Workers may share the memory. */
  readonly isShared: boolean;
  readonly context: number;
  frameWords = minimumFrameWords;
  private frameIndex: number;
  private i32 = new Int32Array(0);
  private f32 = new Float32Array(0);
  private u8 = new Uint8Array(0);

  constructor(readonly module: WebAssembly.Module) {
    this.isShared = WebAssembly.Module.imports(module).length > 0;
    const memory = this.isShared ? sharedMemory() : null;
    const imports: WebAssembly.Imports = memory === null ? {} : { env: { memory } };
    this.exports = new WebAssembly.Instance(module, imports).exports as unknown as ModuleExports;
    this.memory = memory ?? this.exports.memory;
    if (this.isShared) {
      this.exports.initialize_memory();
    }
    this.context = this.exports.create() >>> 0;
    if (this.context === 0) {
      throw new Error('There is not enough memory to start the wasm backend.');
    }
    this.frameIndex = this.exports.frame(this.context, minimumFrameWords) >>> 2;
  }

  /** Index into `ints` of the frame area's first word. */
  get frame(): number {
    return this.frameIndex;
  }

  /** Makes room for a longer request. What was in the frame area is lost. */
  growFrame(words: number): void {
    const address = this.exports.frame(this.context, words) >>> 0;
    if (address === 0) {
      throw new Error(`out of memory: a request of ${words} words does not fit`);
    }
    this.frameIndex = address >>> 2;
    this.frameWords = words;
  }

  /** The module may have needed a longer frame area itself, and moved it. */
  findFrame(): void {
    this.frameIndex = this.exports.frame(this.context, 0) >>> 2;
  }

  get ints(): Int32Array {
    this.refresh();
    return this.i32;
  }

  get floats(): Float32Array {
    this.refresh();
    return this.f32;
  }

  get bytes(): Uint8Array {
    this.refresh();
    return this.u8;
  }

  /** A memory that grows leaves views of length 0 behind; one that is shared leaves whole ones, which end too early. */
  private refresh(): void {
    if (this.i32.length > 0 && !this.isShared) {
      return;
    }
    const { buffer } = this.memory;
    if (this.i32.buffer !== buffer) {
      this.i32 = new Int32Array(buffer);
      this.f32 = new Float32Array(buffer);
      this.u8 = new Uint8Array(buffer);
    }
  }
}
