/** Counts what the optimiser did: how often each fate befell an op, and how often a fusion made a difference. */
export class Tally {
  fusions = [];
  #fates = [];
  #counts = new Map();

  /** @param manifest of the module that runs */
  begin({ fates, fusions }) {
    this.#fates = fates.map((text) => ({
      text,
      pattern: new RegExp(`^\\d+ [^:]*: ${text.replace('{op}', 'op \\d+.*')}`),
    }));
    this.fusions = fusions;
    const names = [...fates.map((text) => `op ${text}`), ...fusions.map(nameOf)];
    names.forEach((name) => this.#counts.has(name) || this.#counts.set(name, 0));
  }

  /** A program with all fusions, and one without one of them. */
  note(full, partly, fusion) {
    for (const line of full.plan.split('\n')) {
      const fate = this.#fates.find(({ pattern }) => pattern.test(line));
      if (!fate && line) {
        throw new Error(`no fate is told: ${line}`);
      }
      fate && this.#add(`op ${fate.text}`);
    }
    if (full.plan !== partly.plan || full.memory.arenaBytes !== partly.memory.arenaBytes) {
      this.#add(nameOf(fusion));
    }
  }

  counts() {
    return [...this.#counts].map(([name, count]) => ({ name, count }));
  }

  #add(name) {
    this.#counts.set(name, this.#counts.get(name) + 1);
  }
}

const nameOf = (fusion) => `programs that ${fusion} makes others`;
