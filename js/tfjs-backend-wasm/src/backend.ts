import {
  type backend_util,
  engine,
  KernelBackend,
  util,
  type BackendTimingInfo,
  type DataId,
  type DataType,
  type NamedAttrMap,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { eachInput, Encoder, type Input, type Inputs } from './encoder';
import { errorOf } from './errors';
import { IdMap, OwnId } from './ids';
import { Instance } from './instance';
import type { Manifest } from './manifest';
import { runOnStrings } from './host/strings';
import type { Program } from './programs/program';
import { Recording } from './programs/recording';
import { WorkerPool } from './pool';
import { forgetPool, notePool, threadsToUse } from './threads';

interface TensorData {
  /** The module's, or 0 for strings, which stay in JavaScript. */
  id: number;
  dtype: DataType;
  elements: number;
  refCount: number;
  values?: backend_util.BackendValues;
}

/** A complex64 element is two numbers. */
const numbersOf = (dtype: DataType, elements: number): number => (dtype === 'complex64' ? 2 * elements : elements);
const noAttributes: NamedAttrMap = {};

/** Tensors of one module instance, and the generic kernel function. */
export class BackendWasm extends KernelBackend {
  readonly dataIdMap: IdMap<TensorData>;
  private readonly instance: Instance;
  private readonly pool: WorkerPool | null;
  private readonly encoder: Encoder;
  private readonly kernels = new Map<string, number>();
  /** Which of tfjs's ids holds a tensor of the module: outputs may share an input's data. */
  private readonly holders = new Map<number, DataId>();
  /** While calls are written down. */
  private recording: Recording | null = null;

  constructor(
    module: WebAssembly.Module,
    private readonly manifest: Manifest,
  ) {
    super();
    this.instance = new Instance(module);
    this.pool = this.instance.isShared ? new WorkerPool(this.instance, threadsToUse()) : null;
    notePool(this.pool);
    this.dataIdMap = new IdMap(this, engine());
    this.encoder = new Encoder((tensor) => this.dataIdMap.get(tensor.dataId).id, manifest.dtypes);
    manifest.kernels.forEach(({ name }, index) => this.kernels.set(name, index));
  }

  /** Runs a kernel on tensors of this backend; others are moved here first. */
  runKernel(name: string, inputs: Inputs, attrs: NamedAttrMap = noAttributes): TensorInfo[] {
    const index = this.kernels.get(name);
    if (index === undefined) {
      throw new Error(`${name}: the running module has no such kernel`);
    }
    const kernel = this.manifest.kernels[index];
    const { instance } = this;
    if (this.settle(inputs) || attrs.dtype === 'string') {
      this.refuse(`${name} works on strings`);
      return runOnStrings(this, name, inputs, attrs);
    }
    let length = this.encoder.request(instance.ints, instance.frame, index, kernel, inputs, attrs);
    if (length > instance.frameWords) {
      instance.growFrame(length);
      length = this.encoder.request(instance.ints, instance.frame, index, kernel, inputs, attrs);
    }
    const status = instance.exports.call(instance.context);
    if (status !== 0) {
      throw errorOf(this.manifest, kernel, instance.ints, instance.frame, inputs);
    }
    const outputs = this.outputs();
    if (this.recording !== null) {
      this.recording.noteOp(name, outputs);
      eachInput(inputs, ({ dataId }) => this.recording!.read.add(dataId));
    }
    return outputs;
  }

  /**
   * Moves all inputs here before the request is begun, since a move may let the memory grow. True if some are strings.
   */
  private settle(inputs: Inputs): boolean {
    let strings = false;
    for (const name in inputs) {
      const input = (inputs as { [name: string]: Input })[name];
      if (Array.isArray(input)) {
        for (let i = 0; i < input.length; i++) {
          strings = this.settleOne(input[i]) || strings;
        }
      } else if (input != null) {
        strings = this.settleOne(input) || strings;
      }
    }
    return strings;
  }

  private settleOne({ dataId, dtype }: TensorInfo): boolean {
    this.dataIdMap.get(dataId);
    return dtype === 'string';
  }

  private outputs(): TensorInfo[] {
    const words = this.instance.ints;
    let at = this.instance.frame + 1;
    const outputs = new Array<TensorInfo>(words[at++]);
    for (let i = 0; i < outputs.length; i++) {
      const id = words[at++];
      const dtype = this.manifest.dtypes[words[at++]] as DataType;
      const shape = new Array<number>(words[at++]);
      let elements = 1;
      for (let axis = 0; axis < shape.length; axis++) {
        elements *= shape[axis] = words[at++];
      }
      outputs[i] = { dataId: this.hold(id, dtype, elements), shape, dtype };
    }
    return outputs;
  }

  private hold(id: number, dtype: DataType, elements: number): DataId {
    let dataId = this.holders.get(id);
    if (dataId === undefined) {
      dataId = new OwnId();
      this.holders.set(id, dataId);
      this.dataIdMap.set(dataId, { id, dtype, elements, refCount: 1 });
    } else {
      this.incRef(dataId);
    }
    return dataId;
  }

  override write(values: backend_util.BackendValues | null, shape: number[], dtype: DataType): DataId {
    const dataId = new OwnId();
    this.move(dataId, values, shape, dtype, 1);
    return dataId;
  }

  override move(
    dataId: DataId,
    values: backend_util.BackendValues | null,
    shape: number[],
    dtype: DataType,
    refCount: number,
  ): void {
    const elements = util.sizeFromShape(shape);
    if (dtype === 'string') {
      this.dataIdMap.set(dataId, { id: 0, dtype, elements, refCount, values: values ?? [] });
      return;
    }
    if (values !== null && values.length !== numbersOf(dtype, elements)) {
      throw new Error(
        `write: ${dtype}[${shape.join(',')}] takes ${numbersOf(dtype, elements)} values, but ${values.length} were given`,
      );
    }
    const { exports, context } = this.instance;
    const id = exports.allocate(context, this.manifest.dtypes.indexOf(dtype), elements);
    if (id === 0) {
      const bytes = numbersOf(dtype, elements) * util.bytesPerElement(dtype === 'complex64' ? 'float32' : dtype);
      throw new Error(
        `write: out of memory: ${dtype}[${shape.join(',')}] takes ${bytes} bytes, ` +
          `${this.memory().wasm.largestFree} are free in one piece`,
      );
    }
    this.holders.set(id, dataId);
    this.dataIdMap.set(dataId, { id, dtype, elements, refCount });
    const data = this.view(id, dtype, elements);
    if (values === null) {
      data.fill(0);
    } else {
      data.set(values as ArrayLike<number>);
    }
  }

  /** From now on calls are written down; `inputs` is what a replay will be given. */
  record(inputs: TensorInfo[]): Recording {
    this.writeIds(
      [inputs.length],
      inputs.map(({ dataId }) => dataId),
    );
    const status = this.instance.exports.record(this.instance.context);
    if (status !== 0) {
      throw new Error(`compile: ${this.manifest.status[status].message}`);
    }
    return (this.recording = new Recording());
  }

  get isRecording(): boolean {
    return this.recording !== null;
  }

  /** A tensor with the same contents and data of its own. */
  copy({ dataId, shape, dtype }: TensorInfo): TensorInfo {
    return { dataId: this.write(this.readSync(dataId), shape, dtype), shape, dtype };
  }

  /** Something happens that no replay could do again. */
  refuse(reason: string): void {
    this.recording?.refuse(reason);
  }

  /** Forgets what was written down. */
  discard(): void {
    this.recording = null;
    this.instance.exports.discard(this.instance.context);
  }

  /** Makes a program of what was written down, which gives `outputs`. @param without fusions that are switched off */
  finish(outputs: TensorInfo[], without: string[]): Program {
    const { instance, recording } = this;
    this.recording = null;
    const disabled = without.reduce((bits, fusion) => {
      const index = this.manifest.fusions.indexOf(fusion);
      if (index < 0) {
        this.discard();
        throw new Error(`compile: there is no fusion '${fusion}'; there are ${this.manifest.fusions.join(', ')}`);
      }
      return bits | (1 << index);
    }, 0);
    this.writeIds(
      [disabled, outputs.length],
      outputs.map(({ dataId }) => dataId),
    );
    const status = instance.exports.compile(instance.context);
    instance.findFrame();
    if (status !== 0) {
      throw new Error(`compile: ${this.manifest.status[status].message}`);
    }
    const words = instance.ints;
    const [, id, arenaBytes, leastBytes, count] = words.subarray(instance.frame, instance.frame + 5);
    return {
      backend: this,
      id,
      inputs: [...words.subarray(instance.frame + 5, instance.frame + 5 + count)],
      ops: recording!.ops,
      outputs: outputs.map(({ shape, dtype }) => ({ dataId: {}, shape, dtype })),
      arenaBytes,
      leastBytes,
    };
  }

  /**
   * Runs a program. Gives a reason instead of outputs if one would be of another size than was recorded.
   * @param inputs those that it needs, of the dtypes and sizes of the recording
   */
  replay(program: Program, inputs: DataId[]): TensorInfo[] | string {
    const { instance } = this;
    this.writeIds([program.id, inputs.length], inputs);
    const status = instance.exports.replay(instance.context);
    if (status !== 0) {
      const words = instance.ints;
      const details = instance.frame + 3 + words[instance.frame + 2];
      const kernel = this.manifest.kernels[words[details]] ?? { name: 'replay', fields: [] };
      const error = errorOf(this.manifest, kernel, words, instance.frame, {});
      if (this.manifest.status[status].name === 'Replayed') {
        return error.message;
      }
      throw error;
    }
    const words = instance.ints;
    const first = instance.frame + 2;
    return program.outputs.map(({ shape, dtype }, index) => ({
      dataId: this.hold(words[first + index], dtype, util.sizeFromShape(shape)),
      shape,
      dtype,
    }));
  }

  /** What became of each op of a program, a line each. */
  explain(program: Program): string[] {
    const { instance, manifest } = this;
    if (4 * program.ops.length > instance.frameWords) {
      instance.growFrame(4 * program.ops.length);
    }
    const count = instance.exports.explain(instance.context, program.id);
    if (count < 0) {
      throw new Error('explain: the program is gone');
    }
    const words = instance.ints.slice(instance.frame, instance.frame + 4 * count);
    return Array.from({ length: count }, (_, index) => {
      const [, fate, other, obstacle] = words.subarray(4 * index, 4 * index + 4);
      const text = manifest.fates[fate].replace('{op}', `op ${other}, ${program.ops[other]}`);
      const reason = manifest.obstacles[obstacle] && ` by itself: ${manifest.obstacles[obstacle]}`;
      return `${index} ${program.ops[index]}: ${text}${reason}`;
    });
  }

  /** Bytes of the weights that a program needs as tensors, and of what kernels have packed from weights. */
  weights(program: Program): { weightBytes: number; packedBytes: number } {
    const { exports, context, frame } = this.instance;
    if (exports.weights(context, program.id) !== 0) {
      throw new Error('memory: the program is gone');
    }
    const [weightBytes, packedBytes] = Array.from(
      this.instance.ints.subarray(frame, frame + 2),
      (value) => value >>> 0,
    );
    return { weightBytes, packedBytes };
  }

  /** From its next replay on a program keeps weights packed only, where that is enough. They are disposed by then. */
  shed(program: Program): void {
    this.instance.exports.shed(this.instance.context, program.id);
  }

  drop(program: Program): void {
    this.instance.exports.drop(this.instance.context, program.id);
  }

  /** Writes the words that a call about programs begins with, and the module's ids of tensors. */
  private writeIds(words: number[], dataIds: DataId[]): void {
    const ids = dataIds.map((dataId) => this.dataIdMap.get(dataId).id);
    if (words.length + ids.length > this.instance.frameWords) {
      this.instance.growFrame(words.length + ids.length);
    }
    this.instance.ints.set(words, this.instance.frame);
    this.instance.ints.set(ids, this.instance.frame + words.length);
  }

  override async read(dataId: DataId): Promise<backend_util.BackendValues> {
    return this.readSync(dataId);
  }

  override readSync(dataId: DataId, start?: number, end?: number): backend_util.BackendValues {
    const { id, dtype, elements, values } = this.dataIdMap.get(dataId);
    if (values !== undefined) {
      return start === undefined && end === undefined ? values : values.slice(start, end);
    }
    this.noteRead(id);
    return this.view(id, dtype, elements).slice(start, end);
  }

  /** What a replay computes anew must not decide what is recorded. */
  private noteRead(id: number): void {
    if (this.recording !== null && this.instance.exports.depends(this.instance.context, id) !== 0) {
      this.recording.refuse('data are read that depend on the inputs');
    }
  }

  override disposeData(dataId: DataId, force = false): boolean {
    if (!this.dataIdMap.has(dataId)) {
      return true;
    }
    const data = this.dataIdMap.get(dataId);
    data.refCount--;
    if (!force && data.refCount > 0) {
      return false;
    }
    if (data.id !== 0) {
      this.instance.exports.release(this.instance.context, data.id);
      this.holders.delete(data.id);
    }
    this.dataIdMap.delete(dataId);
    return true;
  }

  override refCount(dataId: DataId): number {
    return this.dataIdMap.has(dataId) ? this.dataIdMap.get(dataId).refCount : 0;
  }

  override incRef(dataId: DataId): void {
    if (this.dataIdMap.has(dataId)) {
      this.dataIdMap.get(dataId).refCount++;
    }
  }

  override numDataIds(): number {
    return this.dataIdMap.numDataIds();
  }

  /** tfjs's numbers, and the module's own under `wasm`, in bytes. */
  override memory() {
    const { exports, context, frame } = this.instance;
    exports.statistics(context, frame * 4);
    const statistics = this.instance.ints.subarray(frame, frame + 8);
    const [used, tensors, heap, largestFree, packed] = Array.from(statistics, (value) => value >>> 0);
    return { unreliable: false, wasm: { used, tensors, heap, largestFree, packed } };
  }

  override async time(f: () => void): Promise<BackendTimingInfo> {
    const start = util.now();
    f();
    return { kernelMs: util.now() - start };
  }

  override timerAvailable(): boolean {
    return true;
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  /** A new tensor. Where it lies is the module's choice, so that a `memoryOffset` cannot be honoured. */
  makeOutput(
    shape: number[],
    dtype: DataType,
    memoryOffset?: number | null,
    values?: backend_util.BackendValues,
  ): TensorInfo {
    if (memoryOffset != null) {
      throw new Error('makeOutput: the wasm backend places its tensors itself, memoryOffset must be left out');
    }
    return { dataId: this.write(values ?? null, shape, dtype), shape, dtype };
  }

  /** The tensor's data in place, valid until the memory grows: until the next op. */
  typedArrayFromHeap({ shape, dtype, dataId }: TensorInfo): backend_util.TypedArray {
    this.noteRead(this.dataIdMap.get(dataId).id);
    return this.view(this.dataIdMap.get(dataId).id, dtype, util.sizeFromShape(shape));
  }

  getMemoryOffset(dataId: DataId): number {
    this.noteRead(this.dataIdMap.get(dataId).id);
    return this.instance.exports.address(this.instance.context, this.dataIdMap.get(dataId).id) >>> 0;
  }

  private view(id: number, dtype: DataType, elements: number): Float32Array | Int32Array | Uint8Array {
    const { instance } = this;
    const address = instance.exports.address(instance.context, id) >>> 0;
    const first = address >>> 2;
    switch (dtype) {
      case 'float32':
      case 'complex64':
        return instance.floats.subarray(first, first + numbersOf(dtype, elements));
      case 'int32':
        return instance.ints.subarray(first, first + elements);
      case 'bool':
        return instance.bytes.subarray(address, address + elements);
      default:
        throw new Error(`${dtype} tensors do not lie in the memory of the wasm backend`);
    }
  }

  /** The workers end; the memory goes with the instance. */
  override dispose(): void {
    this.pool?.stop();
    forgetPool(this.pool);
    this.holders.clear();
  }
}
