import {
  type backend_util,
  DataStorage,
  engine,
  KernelBackend,
  util,
  type BackendTimingInfo,
  type DataId,
  type DataType,
  type NamedAttrMap,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { Encoder, type Input, type Inputs } from './encoder';
import { errorOf } from './errors';
import { Instance } from './instance';
import type { Manifest } from './manifest';
import { runOnStrings } from './host/strings';
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
  readonly dataIdMap: DataStorage<TensorData>;
  private readonly instance: Instance;
  private readonly pool: WorkerPool | null;
  private readonly encoder: Encoder;
  private readonly kernels = new Map<string, number>();
  /** Which of tfjs's ids holds a tensor of the module: outputs may share an input's data. */
  private readonly holders = new Map<number, DataId>();

  constructor(
    module: WebAssembly.Module,
    private readonly manifest: Manifest,
  ) {
    super();
    this.instance = new Instance(module);
    this.pool = this.instance.isShared ? new WorkerPool(this.instance, threadsToUse()) : null;
    notePool(this.pool);
    this.dataIdMap = new DataStorage(this, engine());
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
    return this.outputs();
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
      dataId = {};
      this.holders.set(id, dataId);
      this.dataIdMap.set(dataId, { id, dtype, elements, refCount: 1 });
    } else {
      this.incRef(dataId);
    }
    return dataId;
  }

  override write(values: backend_util.BackendValues | null, shape: number[], dtype: DataType): DataId {
    const dataId = {};
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

  override async read(dataId: DataId): Promise<backend_util.BackendValues> {
    return this.readSync(dataId);
  }

  override readSync(dataId: DataId, start?: number, end?: number): backend_util.BackendValues {
    const { id, dtype, elements, values } = this.dataIdMap.get(dataId);
    if (values !== undefined) {
      return start === undefined && end === undefined ? values : values.slice(start, end);
    }
    return this.view(id, dtype, elements).slice(start, end);
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
    const [used, tensors, heap, largestFree, packed] = this.instance.ints.subarray(frame, frame + 8);
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
    return this.view(this.dataIdMap.get(dataId).id, dtype, util.sizeFromShape(shape));
  }

  getMemoryOffset(dataId: DataId): number {
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
