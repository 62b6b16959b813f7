import { engine, Tensor, tidy, Variable, type NamedTensorMap, type TensorInfo } from '@tensorflow/tfjs-core';
import { BackendWasm } from '../backend';
import type { Program } from './program';
import { mapTensors, signatureOf, tensorsIn } from './structure';

export interface CompileOptions {
  /** What cannot be recorded is an error instead of a warning. */
  strict?: boolean;
  /** Fusions that are switched off, by name, to find out what one does: see `explain`. */
  without?: string[];
  /** So many programs are kept, for different shapes and dtypes; the one that was not used for the longest time goes. Default 8. */
  maxPrograms?: number;
}

/** One program of a compiled function, with what it needs beside its arguments. */
interface Entry {
  program: Program;
  /** What the function gave, with places for tensors. */
  result: unknown;
  /** Variables whose current values are inputs too. */
  reads: Variable[];
  /** Variables that the outputs behind the result's become. */
  writes: Variable[];
  /** Variables that count as constants, and what they held when the program was built. */
  fixed: Map<Variable, object>;
}

/** Where the n-th tensor of a result stands. */
class Place {
  constructor(readonly index: number) {}
}

type AnyFunction = (...args: never[]) => unknown;

/** Calls of one function, recorded at first and replayed then. */
export class Recorder {
  private readonly entries = new Map<string, Entry>();
  private readonly refused = new Map<string, string>();
  private readonly changing = new Set<Variable>();
  private hasWarned = false;

  /**
   * @param name for warnings
   * @param fixesVariables variables are the weights of a model, and constants as long as they do not change
   */
  constructor(
    private readonly name: string,
    private readonly options: CompileOptions,
    private readonly fixesVariables: boolean,
  ) {}

  /** @param key what the result depends on beside the arguments' shapes and dtypes */
  call(run: (...args: unknown[]) => unknown, args: unknown[], key = ''): unknown {
    const { backend } = engine();
    if (!(backend instanceof BackendWasm)) {
      return this.eager(run, args, `the backend is ${engine().backendName}`);
    }
    if (engine().state.gradientDepth > 0) {
      return this.eager(run, args, 'a gradient is being computed: compile the function that computes it');
    }
    if (backend.isRecording) {
      return run(...args);
    }
    const signature = signatureOf(args);
    if (signature === null) {
      return this.eager(
        run,
        args,
        'an argument is neither a tensor, a number, a string nor a list or plain object of them',
      );
    }
    const id = `${key} ${signature}`;
    const entry = this.entries.get(id);
    if (entry !== undefined) {
      if (entry.program.backend === backend && this.isCurrent(entry)) {
        this.entries.delete(id);
        this.entries.set(id, entry);
        return this.replay(backend, entry, args);
      }
      this.remove(id, entry);
    }
    const reason = this.refused.get(id);
    return reason === undefined ? this.record(backend, run, args, id) : this.eager(run, args, reason);
  }

  /** The programs that there are. */
  get programs(): Program[] {
    return [...this.entries.values()].map(({ program }) => program);
  }

  dispose(): void {
    for (const [id, entry] of this.entries) {
      this.remove(id, entry);
    }
    this.refused.clear();
  }

  private eager(run: (...args: unknown[]) => unknown, args: unknown[], reason: string): unknown {
    const text = `compile: ${this.name} is not replayed: ${reason}`;
    if (this.options.strict) {
      throw new Error(text);
    }
    if (!this.hasWarned) {
      this.hasWarned = true;
      console.warn(text);
    }
    return run(...args);
  }

  private remove(id: string, { program }: Entry): void {
    this.entries.delete(id);
    if (engine().backend === program.backend) {
      program.backend.drop(program);
    }
  }

  /** False if a variable that counted as a constant holds something else now; from then on it is an input. */
  private isCurrent({ fixed }: Entry): boolean {
    let isCurrent = true;
    for (const [variable, dataId] of fixed) {
      if (variable.dataId !== dataId) {
        this.changing.add(variable);
        isCurrent = false;
      }
    }
    return isCurrent;
  }

  private replay(backend: BackendWasm, { program, result, reads, writes }: Entry, args: unknown[]): unknown {
    const inputs = tensorsIn(args).map(({ dataId }) => dataId);
    for (const { dataId } of reads) {
      inputs.push(dataId);
    }
    const outputs = backend.replay(program, inputs).map((info) => engine().makeTensorFromTensorInfo(info, backend));
    const first = outputs.length - writes.length;
    writes.forEach((variable, index) => {
      variable.assign(outputs[first + index]);
      outputs[first + index].dispose();
    });
    return fill(result, outputs);
  }

  private record(backend: BackendWasm, run: (...args: unknown[]) => unknown, args: unknown[], id: string): unknown {
    const before = new Map(Object.values(engine().registeredVariables).map((variable) => [variable, variable.dataId]));
    const reads = [...before.keys()].filter(
      (variable) => variable.dtype !== 'string' && (!this.fixesVariables || this.changing.has(variable)),
    );
    // Copies, so that an argument can be told from a weight, and from another argument, that has the same data.
    const copies = tensorsIn(args).map((tensor) => engine().makeTensorFromTensorInfo(backend.copy(tensor), backend));
    let next = 0;
    const own = mapTensors(args, () => copies[next++]) as unknown[];
    const recording = backend.record([...copies, ...reads]);
    const { random } = Math;
    Math.random = () => {
      recording.refuse('a random number is drawn');
      return random();
    };
    let result: unknown;
    try {
      result = tidy(() => run(...own) as NamedTensorMap);
    } catch (error) {
      backend.discard();
      throw error;
    } finally {
      Math.random = random;
      copies.forEach((copy) => !tensorsIn(result).includes(copy) && copy.dispose());
    }
    this.build(backend, recording, result, before, reads, id);
    if (this.options.strict && this.refused.has(id)) {
      throw new Error(`compile: ${this.name} cannot be recorded: ${this.refused.get(id)}`);
    }
    return result;
  }

  private build(
    backend: BackendWasm,
    recording: ReturnType<BackendWasm['record']>,
    result: unknown,
    before: Map<Variable, object>,
    reads: Variable[],
    id: string,
  ): void {
    const variables = Object.values(engine().registeredVariables);
    const writes = variables.filter((variable) => before.has(variable) && before.get(variable) !== variable.dataId);
    const outputs = tensorsIn(result).filter((tensor) => !(tensor instanceof Variable));
    if (result instanceof Promise) {
      recording.refuse('it is asynchronous');
    }
    if (outputs.some(({ dtype }) => dtype === 'string')) {
      recording.refuse('it gives strings');
    }
    if (recording.refusal !== null) {
      backend.discard();
      this.refused.set(id, recording.refusal);
      this.warn(recording.refusal);
      return;
    }
    // An optimizer makes its variables at the first step; and a weight that is assigned is none.
    const isNew = variables.some((variable) => !before.has(variable));
    const unread = writes.filter((variable) => !reads.includes(variable));
    unread.forEach((variable) => this.changing.add(variable));
    if (isNew || unread.length > 0) {
      backend.discard();
      return;
    }
    const program = backend.finish([...outputs, ...writes], this.options.without ?? []);
    const fixed = new Map(
      [...before].filter(([variable, dataId]) => !reads.includes(variable) && recording.read.has(dataId)),
    );
    let next = 0;
    const places = mapTensors(result, (tensor) => (tensor instanceof Variable ? tensor : new Place(next++)));
    this.entries.set(id, { program, result: places, reads, writes, fixed });
    const [oldest] = this.entries;
    if (this.entries.size > (this.options.maxPrograms ?? 8)) {
      this.remove(...oldest);
    }
  }

  private warn(reason: string): void {
    if (!this.hasWarned && !this.options.strict) {
      this.hasWarned = true;
      console.warn(`compile: ${this.name} is not replayed: ${reason}`);
    }
  }
}

/** The result of the recording with the tensors of a replay. */
function fill(result: unknown, outputs: Tensor[]): unknown {
  if (result instanceof Place) {
    return outputs[result.index];
  }
  if (Array.isArray(result)) {
    return result.map((item) => fill(item, outputs));
  }
  if (typeof result === 'object' && result !== null && Object.getPrototypeOf(result) === Object.prototype) {
    return Object.fromEntries(Object.entries(result).map(([key, item]) => [key, fill(item, outputs)]));
  }
  return result;
}

/** What `compile` adds to a function or a model. */
export interface Compiled {
  /** Frees the programs; the next call records again. */
  dispose(): void;
  /** What became of each recorded op, and why something was not fused, for each program. */
  explain(): string;
  /** Bytes that the programs take while they run, and the fewest that they could take. */
  memory(): { arenaBytes: number; leastBytes: number }[];
}

type ModelResult = Tensor | Tensor[] | NamedTensorMap;

/** What a GraphModel and a LayersModel have in common, as far as it is needed here. */
export interface Model {
  readonly inputs: TensorInfo[] | Tensor[] | unknown;
  readonly outputs: TensorInfo[] | Tensor[] | unknown;
  predict(inputs: ModelResult, config?: object): ModelResult;
  execute?(inputs: ModelResult, outputs?: string | string[]): Tensor | Tensor[];
}

const isModel = (target: unknown): target is Model =>
  typeof target === 'object' && target !== null && typeof (target as Model).predict === 'function';

function compiledOf(recorder: Recorder): Compiled {
  return {
    dispose: () => recorder.dispose(),
    explain: () => recorder.programs.map((program) => program.backend.explain(program).join('\n')).join('\n\n'),
    memory: () => recorder.programs.map(({ arenaBytes, leastBytes }) => ({ arenaBytes, leastBytes })),
  };
}

/**
 * Records the first call for each combination of shapes and dtypes, optimises what was recorded as a whole, and replays it in a
 * single call from then on: of a GraphModel, of a LayersModel, or of any synchronous function of tensors. What the function does
 * beside computing with tensors happens at the recording only.
 *
 * What cannot be recorded (data that are read in between, random numbers, strings, another backend) runs as always, with one
 * warning that says why; with `strict` it is an error.
 */
export function compile<T extends Model>(model: T, options?: CompileOptions): Model & Compiled;
export function compile<F extends AnyFunction>(fn: F, options?: CompileOptions): F & Compiled;
export function compile(target: Model | AnyFunction, options: CompileOptions = {}): unknown {
  if (isModel(target)) {
    const recorder = new Recorder('the model', options, true);
    const names = (outputs?: string | string[]) => [outputs ?? []].flat().join();
    return {
      inputs: target.inputs,
      outputs: target.outputs,
      predict: (inputs: ModelResult, config?: object) =>
        recorder.call(
          (value) => target.predict(value as ModelResult, config),
          [inputs],
          `predict ${JSON.stringify(config)}`,
        ),
      execute: (inputs: ModelResult, outputs?: string | string[]) =>
        recorder.call(
          (value) => target.execute!(value as ModelResult, outputs),
          [inputs],
          `execute ${Array.isArray(outputs)} ${names(outputs)}`,
        ),
      ...compiledOf(recorder),
    };
  }
  if (typeof target !== 'function') {
    throw new Error('compile: takes a model or a function');
  }
  const recorder = new Recorder(target.name || 'the function', options, false);
  const run = target as unknown as (...args: unknown[]) => unknown;
  return Object.assign((...args: unknown[]) => recorder.call(run, args), compiledOf(recorder));
}
