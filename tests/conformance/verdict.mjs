// Sorts the results of a run: which failures are known, and which exclusions are stale.

const unregistered = /Kernel '(\w+)' not registered for backend 'wasm'/;

/**
 * @param results `{ name, status: passed | failed | pending, messages }` per spec
 * @param kernels names in the modules' manifest
 * @param complete whether all specs ran, so that an exclusion without a match is stale
 */
export function judge(results, exclusions, kernels, complete) {
  const verdict = { passed: 0, skipped: 0, failures: [], missing: new Map(), excluded: new Map(), stale: [] };
  const used = new Set();
  for (const result of results) {
    const byName = exclusions.filter(({ spec }) => spec?.test(result.name));
    if (result.status === 'passed') {
      verdict.passed++;
      for (const exclusion of byName.filter(({ error }) => !error)) {
        verdict.stale.push(`${exclusion.spec} excludes a spec that passes: ${result.name}`);
        used.add(exclusion);
      }
    } else if (result.status === 'failed') {
      fail(result);
    } else {
      verdict.skipped++;
    }
  }
  if (complete) {
    for (const exclusion of exclusions.filter((exclusion) => !used.has(exclusion))) {
      verdict.stale.push(`${exclusion.spec ?? exclusion.error} matches no failing spec`);
    }
  }
  return verdict;

  function fail(result) {
    const kernel = result.messages.map((message) => unregistered.exec(message)?.[1]).find((name) => name);
    if (kernel !== undefined && !kernels.has(kernel)) {
      verdict.missing.set(kernel, (verdict.missing.get(kernel) ?? 0) + 1);
      verdict.skipped++;
      return;
    }
    const exclusion = exclusions.find(
      ({ spec, error }) =>
        (!spec || spec.test(result.name)) && (!error || result.messages.some((message) => error.test(message))),
    );
    if (exclusion === undefined) {
      verdict.failures.push(result);
      return;
    }
    used.add(exclusion);
    verdict.excluded.set(exclusion, (verdict.excluded.get(exclusion) ?? 0) + 1);
    verdict.skipped++;
  }
}
