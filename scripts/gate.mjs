// The bookkeeping of npm test: runs steps, keeps a log of each, adds up what they count. Node built-ins only.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { countsOf } from './counts.mjs';
import { root, run } from './run.mjs';

const logs = join(root, 'artifacts/logs');
const tailLines = 40;

export class Gate {
  passed = 0;
  failed = 0;
  #done = 0;
  #failedSteps = new Set();

  constructor() {
    rmSync(logs, { recursive: true, force: true });
    mkdirSync(logs, { recursive: true });
  }

  /**
   * Runs one step. A check counts 1; a step with `counts` is a test runner whose own numbers count, and which has failed
   * if it prints none. A step that `needs` a failed one is failed without being run. Resolves to whether
   * it is good.
   */
  async step(name, { command: [program, args], env, counts = false, needs = [] }) {
    const began = Date.now();
    const broken = needs.find((need) => this.#failedSteps.has(need));
    if (broken) {
      return this.#end(name, began, { passed: 0, failed: 1 }, undefined, `not run, because "${broken}" failed`);
    }
    let output = '';
    let trouble;
    try {
      await run(program, args, { env, onText: (text) => (output += text) });
    } catch (error) {
      trouble = error.code === undefined ? error.message : `ended with ${error.code}`;
    }
    const found = counts ? countsOf(output) : { passed: trouble ? 0 : 1, failed: 0 };
    const result = { passed: found?.passed ?? 0, failed: found?.failed ?? 0 };
    if (counts && !found) {
      trouble ??= 'printed no count of its tests';
    }
    if (trouble && result.failed === 0) {
      result.failed = 1;
    }
    return this.#end(name, began, result, output, trouble);
  }

  #end(name, began, { passed, failed }, output, trouble) {
    this.#done++;
    this.passed += passed;
    this.failed += failed;
    const good = failed === 0;
    const seconds = ((Date.now() - began) / 1000).toFixed(0);
    const numbers = `${String(passed).padStart(6)} good ${String(failed).padStart(5)} bad ${seconds.padStart(5)} s`;
    console.log(`${good ? 'ok    ' : 'FAILED'} ${name.padEnd(46)} ${numbers}`);
    const lines = trouble ? [trouble] : [];
    if (output !== undefined) {
      const file = join(logs, `${String(this.#done).padStart(2, '0')}-${name.replace(/[^\w.]+/g, '-')}.log`);
      writeFileSync(file, output);
      lines.push(...output.trimEnd().split('\n').slice(-tailLines), `all of it: ${file}`);
    }
    if (!good) {
      this.#failedSteps.add(name);
      console.log(lines.map((line) => `    | ${line}`).join('\n'));
    }
    return good;
  }

  /** Prints the one line that sums up, and returns the exit code. */
  finish() {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    return this.failed === 0 && this.passed > 0 ? 0 : 1;
  }
}
