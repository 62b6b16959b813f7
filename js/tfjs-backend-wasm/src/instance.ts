/** The exports of a module; see Exports.cs. Addresses are bytes in `memory`. */
export interface ModuleExports {
  memory: WebAssembly.Memory;
  create(): number;
  frame(context: number, words: number): number;
  call(context: number): number;
  allocate(context: number, dtype: number, elements: number): number;
  address(context: number, id: number): number;
  release(context: number, id: number): void;
  statistics(context: number, address: number): void;
}

const minimumFrameWords = 16384;

/** A module instance with views of its memory, which are made anew when the memory has grown. */
export class Instance {
  readonly exports: ModuleExports;
  readonly context: number;
  frameWords = minimumFrameWords;
  private frameIndex: number;
  private i32 = new Int32Array(0);
  private f32 = new Float32Array(0);
  private u8 = new Uint8Array(0);

  constructor(module: WebAssembly.Module) {
    this.exports = new WebAssembly.Instance(module).exports as unknown as ModuleExports;
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

  private refresh(): void {
    const { buffer } = this.exports.memory;
    if (this.i32.buffer !== buffer) {
      this.i32 = new Int32Array(buffer);
      this.f32 = new Float32Array(buffer);
      this.u8 = new Uint8Array(buffer);
    }
  }
}
