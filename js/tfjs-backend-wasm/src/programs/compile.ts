import { engine, Tensor, Variable, type NamedTensorMap, type TensorInfo } from '@tensorflow/tfjs-core';
import { BackendWasm } from '../backend';
import type { Program } from './program';
import type { Recording } from './recording';
import { holdsUnknown, mapTensors, signatureOf, tensorsIn } from './structure';

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
  private isReleased = false;

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
        'an argument is neither a tensor of numbers, a number, a string nor a list or plain object of them',
      );
    }
    const id = `${key} ${signature}`;
    const entry = this.entries.get(id);
    if (entry !== undefined) {
      if (entry.program.backend === backend && this.isCurrent(entry)) {
        this.entries.delete(id);
        this.entries.set(id, entry);
        const outputs = this.replay(backend, entry, args);
        if (typeof outputs !== 'string') {
          return fill(entry.result, outputs);
        }
        this.requireWeights(outputs);
        this.refused.set(id, outputs);
      }
      this.requireWeights('the backend was started again, or a variable has changed');
      this.remove(id, entry);
    }
    const reason = this.refused.get(id);
    return reason === undefined ? this.record(backend, run, args, id) : this.eager(run, args, reason);
  }

  /** The programs that there are. */
  get programs(): Program[] {
    return [...this.entries.values()].map(({ program }) => program);
  }

  /** Lets the weights go that the function reads. What has a program runs on, and nothing else does. */
  release(disposeWeights: () => void): void {
    if (this.entries.size === 0) {
      throw new Error(`compile: ${this.name} has no program yet that could do without its weights: run it first`);
    }
    this.isReleased = true;
    disposeWeights();
    this.programs.forEach((program) => program.backend.shed(program));
  }

  dispose(): void {
    for (const [id, entry] of this.entries) {
      this.remove(id, entry);
    }
    this.refused.clear();
  }

  private requireWeights(reason: string): void {
    if (this.isReleased) {
      throw new Error(
        `compile: the weights of ${this.name} were released, so it runs only as it was recorded: ${reason}`,
      );
    }
  }

  private eager(run: (...args: unknown[]) => unknown, args: unknown[], reason: string): unknown {
    this.requireWeights(reason);
    this.object(reason);
    return run(...args);
  }

  /** Says why calls are not replayed: once, or with `strict` as an error. */
  private object(reason: string): void {
    const text = `compile: ${this.name} is not replayed: ${reason}`;
    if (this.options.strict) {
      throw new Error(text);
    }
    if (!this.hasWarned) {
      this.hasWarned = true;
      console.warn(text);
    }
  }

  private remove(id: string, { program }: Entry): void {
    this.entries.delete(id);
    if (engine().backend === program.backend) {
      program.backend.drop(program);
    }
  }

  /**
   * False if a variable is gone, or if one that counted as a constant holds something else now; from then on that is an
   * input.
   */
  private isCurrent({ reads, writes, fixed }: Entry): boolean {
    let isCurrent = ![...reads, ...writes].some(({ isDisposed }) => isDisposed);
    for (const [variable, dataId] of fixed) {
      if (variable.dataId !== dataId) {
        this.changing.add(variable);
        isCurrent = false;
      }
    }
    return isCurrent;
  }

  /** The tensors of the result, or why there are none. */
  private replay(backend: BackendWasm, { program, reads, writes }: Entry, args: unknown[]): Tensor[] | string {
    const tensors = tensorsIn(args);
    tensors.forEach((tensor) => tensor.throwIfDisposed());
    const inputs = [...tensors, ...reads];
    const infos = backend.replay(
      program,
      program.inputs.map((index) => inputs[index].dataId),
    );
    if (typeof infos === 'string') {
      return infos;
    }
    const outputs = infos.map((info) => engine().makeTensorFromTensorInfo(info, backend));
    const assigned = outputs.splice(outputs.length - writes.length);
    writes.forEach((variable, index) => {
      variable.assign(assigned[index]);
      assigned[index].dispose();
    });
    return outputs;
  }

  private record(backend: BackendWasm, run: (...args: unknown[]) => unknown, args: unknown[], id: string): unknown {
    this.requireWeights(`not as ${id}`);
    const variables = Object.values(engine().registeredVariables);
    // Those on another backend are moved here by the op that reads them, and are read from then on.
    const reads = variables.filter(
      (variable) => backend.dataIdMap.has(variable.dataId) && (!this.fixesVariables || this.changing.has(variable)),
    );
    reads.forEach((variable) => unshare(backend, variable));
    const before = new Map(variables.map((variable) => [variable, variable.dataId]));
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
    engine().startScope(this.name);
    let result: unknown;
    let isBuilt = false;
    try {
      result = run(...own);
      this.build(backend, recording, result, before, reads, id);
      isBuilt = true;
    } finally {
      Math.random = random;
      if (!isBuilt) {
        backend.discard();
      }
      const given = isBuilt ? result : null;
      engine().endScope(result instanceof Promise ? engine().state.activeScope.track : tensorsIn(given));
      const free = (value: unknown) => copies.forEach((copy) => !tensorsIn(value).includes(copy) && copy.dispose());
      result instanceof Promise ? result.then(free, () => free(null)) : free(given);
    }
    return result;
  }

  private build(
    backend: BackendWasm,
    recording: Recording,
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
    } else if (holdsUnknown(result)) {
      recording.refuse('its result is neither a tensor nor a list or plain object');
    }
    if (outputs.some(({ dtype }) => dtype === 'string')) {
      recording.refuse('it gives strings');
    }
    if (recording.refusal !== null) {
      backend.discard();
      this.refused.set(id, recording.refusal);
      this.object(recording.refusal);
      return;
    }
    // An optimizer makes its variables at the first step, a weight that is assigned is none, and a variable may have been elsewhere.
    const isNew = variables.some((variable) => !before.has(variable));
    const unread = writes.filter((variable) => !reads.includes(variable));
    unread.forEach((variable) => this.changing.add(variable));
    const fixed = new Map(
      [...before].filter(([variable, dataId]) => !reads.includes(variable) && recording.read.has(dataId)),
    );
    if (isNew || unread.length > 0 || (!this.fixesVariables && fixed.size > 0)) {
      backend.discard();
      return;
    }
    const program = backend.finish([...outputs, ...writes], this.options.without ?? []);
    let next = 0;
    const places = mapTensors(result, (tensor) => (tensor instanceof Variable ? tensor : new Place(next++)));
    this.entries.set(id, { program, result: places, reads, writes, fixed });
    const [oldest] = this.entries;
    if (this.entries.size > (this.options.maxPrograms ?? 8)) {
      this.remove(...oldest);
    }
  }
}

/** Gives a variable data of its own, so that reading it can be told from reading the tensor that it was made from. */
function unshare(backend: BackendWasm, variable: Variable): void {
  if (backend.refCount(variable.dataId) > 1) {
    const own = engine().makeTensorFromTensorInfo(backend.copy(variable), backend);
    variable.assign(own);
    own.dispose();
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
  /**
   * Bytes of each program: what intermediate results take while it runs, and the least that they could take; the weights that it needs
   * as tensors, which the model or another program may have as well; what kernels have packed from weights.
   */
  memory(): { arenaBytes: number; leastBytes: number; weightBytes: number; packedBytes: number }[];
}

type ModelResult = Tensor | Tensor[] | NamedTensorMap;

/** What a GraphModel and a LayersModel have in common, as far as it is needed here. */
export interface Model {
  readonly inputs: TensorInfo[] | Tensor[] | unknown;
  readonly outputs: TensorInfo[] | Tensor[] | unknown;
  predict(inputs: ModelResult, config?: object): ModelResult;
  execute?(inputs: ModelResult, outputs?: string | string[]): Tensor | Tensor[];
  dispose(): unknown;
}

/** What stands in for a model: with the types that the model's own members have. */
export type CompiledModel<M extends Model> = Pick<M, 'inputs' | 'outputs' | 'predict' | 'execute'> &
  Compiled & {
    /**
     * Disposes the model: from now on there is of its weights what the programs need, from their next replays on only as kernels read
     * it, packed. `memory` tells what that saves. What has run before goes on running; anything else is an error.
     */
    releaseWeights(): void;
  };

const isModel = (target: unknown): target is Model =>
  typeof target === 'object' && target !== null && typeof (target as Model).predict === 'function';

function compiledOf(recorder: Recorder): Compiled {
  return {
    dispose: () => recorder.dispose(),
    explain: () => recorder.programs.map((program) => program.backend.explain(program).join('\n')).join('\n\n'),
    memory: () =>
      recorder.programs.map((program) => ({
        arenaBytes: program.arenaBytes,
        leastBytes: program.leastBytes,
        ...program.backend.weights(program),
      })),
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
export function compile<M extends Model>(model: M, options?: CompileOptions): CompiledModel<M>;
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
          `predict ${JSON.stringify(config ?? {})}`,
        ),
      execute: (inputs: ModelResult, outputs?: string | string[]) =>
        recorder.call(
          (value) => target.execute!(value as ModelResult, outputs),
          [inputs],
          `execute ${Array.isArray(outputs)} ${names(outputs)}`,
        ),
      releaseWeights: () => recorder.release(() => target.dispose()),
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
