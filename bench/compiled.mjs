// What compiling a model costs beside the time of a call: JavaScript's share of it, the time to build the program, memory.
import { line } from './report.mjs';
import { median } from './rounds.mjs';

const runs = 30;

/** Asks the contestants whose model is compiled. @returns by id, what each program took and takes */
export async function askPlans(host, contestants) {
  const plans = {};
  for (const { id } of contestants.filter(({ compiled }) => compiled)) {
    const { scriptMs, readMs, ...plan } = await host.tell('plan', { id, runs });
    plans[id] = { ...plan, scriptMs: median(scriptMs), readMs: median(readMs) };
  }
  return plans;
}

const middle = (plans, id, part) => median(plans.map((page) => page[id][part]));

/** @param results by model; `plans` has for each page what `askPlans` gave */
export function compiledTable(results) {
  const cells = ['script us', 'read us', 'build ms', 'arena KB', 'of least'];
  const rows = Object.entries(results).flatMap(([model, { plans }]) =>
    Object.keys(plans[0]).map((id) => {
      const arena = middle(plans, id, 'arenaBytes');
      return line([
        model,
        id,
        (1000 * middle(plans, id, 'scriptMs')).toFixed(0),
        (1000 * middle(plans, id, 'readMs')).toFixed(0),
        middle(plans, id, 'buildMs').toFixed(2),
        (arena / 1024).toFixed(0),
        (arena / middle(plans, id, 'leastBytes')).toFixed(2),
      ]);
    }),
  );
  return [line(['model', 'contestant', ...cells]), ...rows].join('\n');
}
