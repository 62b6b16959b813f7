// What compiling a model brings and costs beside its time: the first call, JavaScript's share of later ones, memory.
import { line } from './report.mjs';
import { median } from './rounds.mjs';

const runs = 30;

/** Asks the contestants whose model is compiled. @returns by id, what each program took and takes */
export async function askPlans(host, contestants) {
  const plans = {};
  for (const { id } of contestants.filter(({ compiled }) => compiled)) {
    plans[id] = await host.tell('plan', { id, runs });
  }
  return plans;
}

const middle = (plans, id, part) => median(plans.map((page) => page[id][part]));

/**
 * @param summary see report.mjs
 * @param results by model; `plans` has for each page what `askPlans` gave
 */
export function compiledTable(summary, results) {
  const cells = ['first ms', 'eager', 'ratio', 'script us', 'build ms', 'arena KB', 'of least'];
  const rows = Object.entries(results).flatMap(([model, { plans }]) =>
    Object.keys(plans[0]).map((id) => {
      const first = (contestant) => summary[model].find((row) => row.id === contestant).first;
      const [compiled, eager] = [first(id), first(id.replace(' compiled', ''))];
      const arena = middle(plans, id, 'arenaBytes');
      return line([
        model,
        id,
        compiled.toFixed(1),
        eager.toFixed(1),
        (compiled / eager).toFixed(2),
        (1000 * middle(plans, id, 'scriptMs')).toFixed(0),
        middle(plans, id, 'buildMs').toFixed(1),
        (arena / 1024).toFixed(0),
        (arena / middle(plans, id, 'leastBytes')).toFixed(2),
      ]);
    }),
  );
  return [line(['model', 'contestant', ...cells]), ...rows].join('\n');
}
