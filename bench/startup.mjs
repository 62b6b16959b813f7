// From the import of a bundle to the first result of a model: each contestant in fresh pages, taking turns.
//   npm run bench -- --startup
import { median } from './rounds.mjs';

const parts = { ready: 'backend ready', total: 'first result' };

/** @returns for each contestant the times of each page, in ms since the import: backend ready, first result */
export async function playStartups(hosts, contestants, model, pages, progress) {
  const times = Object.fromEntries(contestants.map(({ id }) => [id, []]));
  for (let page = 0; page < pages; page++) {
    progress(`page ${page + 1} of ${pages} for each contestant: ${model}`);
    for (let turn = 0; turn < contestants.length; turn++) {
      const contestant = contestants[(page + turn) % contestants.length];
      const host = await hosts.open();
      times[contestant.id].push(await host.tell('startup', { ...contestant, model }));
      await host.close();
    }
  }
  return times;
}

export function startupTable(times) {
  const [first] = Object.values(times);
  const lines = Object.entries(times).map(([id, runs]) => {
    const ratio = median(runs.map(({ total }, page) => first[page].total / total));
    const cells = Object.keys(parts).map(
      (part) => `${parts[part]} ${median(runs.map((run) => run[part])).toFixed(1)} ms`,
    );
    return `${id.padEnd(12)} ${cells.join(', ')}, ratio ${ratio.toFixed(2)}`;
  });
  return lines.join('\n');
}
