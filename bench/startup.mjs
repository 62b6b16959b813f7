// From the import of a bundle to the first result of a model: each contestant in fresh pages, taking turns.
//   npm run bench -- --startup
import { median } from './rounds.mjs';

const parts = { ready: 'backend ready', first: 'first call', total: 'first result' };

/** @returns for each contestant the times of each page, in ms: from the import until the backend is ready, of the first call alone, from the import to its result */
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
    const ratio = (part, to) => median(runs.map((run, page) => run[part] / to[page][part])).toFixed(2);
    const cells = Object.keys(parts).map(
      (part) => `${parts[part]} ${median(runs.map((run) => run[part])).toFixed(1)} ms`,
    );
    const eager = times[id.replace(' compiled', '')];
    const ofEager = eager === runs ? '' : `, first call ${ratio('first', eager)} of eager's`;
    return `${id.padEnd(20)} ${cells.join(', ')}, ${ratio('total', first)} of ${Object.keys(times)[0]}'s${ofEager}`;
  });
  return lines.join('\n');
}
