// Where the time of a model goes, by kinds of ops: milliseconds, share, GFLOPS, GB/s, beside the first contestant's.
//   npm run bench -- --layers [--models a,b] [--node]
import { median } from './rounds.mjs';

const runs = 15;

/** @returns for each contestant the ops of a run, with the median over the rounds of their times */
export async function playLayers(host, contestants, model, rounds) {
  const played = Object.fromEntries(contestants.map(({ id }) => [id, []]));
  for (const { id } of contestants) {
    await host.tell('load', { id, model });
    await host.tell('layers', { id, runs });
  }
  for (let round = 0; round < rounds; round++) {
    for (const { id } of contestants) {
      played[id].push(await host.tell('layers', { id, runs }));
    }
  }
  return Object.fromEntries(
    Object.entries(played).map(([id, all]) => [
      id,
      all[0].map((layer, i) => ({ ...layer, ms: median(all.map((layers) => layers[i].ms)) })),
    ]),
  );
}

/** @param key of a layer: what is summed up @returns lines of text, one for each key, the longest time first */
export function layerTable(played, key) {
  const [first, ...others] = Object.entries(played).map(([id, layers]) => [id, sums(layers, key)]);
  const [id, kinds] = others.at(-1) ?? first;
  const total = Object.values(kinds).reduce((sum, { ms }) => sum + ms, 0);
  const line = (cells) => cells.map((cell, i) => (i === 0 ? cell.padEnd(44) : cell.padStart(9))).join('');
  const rows = Object.entries(kinds)
    .sort(([, a], [, b]) => b.ms - a.ms)
    .map(([name, { count, ms, flops, bytes }]) =>
      line([
        name,
        `${count}`,
        ms.toFixed(3),
        `${((100 * ms) / total).toFixed(1)} %`,
        flops ? (flops / ms / 1e6).toFixed(1) : '',
        (bytes / ms / 1e6).toFixed(1),
        first[1][name] ? (first[1][name].ms / ms).toFixed(2) : '',
      ]),
    );
  const head = line([id, 'ops', 'ms', 'share', 'GFLOPS', 'GB/s', `/${first[0]}`]);
  return [head, ...rows, line(['together', '', total.toFixed(3)])].join('\n');
}

function sums(layers, key) {
  const kinds = {};
  for (const layer of layers) {
    const kind = (kinds[key(layer)] ??= { count: 0, ms: 0, flops: 0, bytes: 0 });
    kind.count++;
    kind.ms += layer.ms;
    kind.flops += layer.flops;
    kind.bytes += layer.bytes;
  }
  return kinds;
}
