// Lanewise against the official wasm backend's SIMD build, one thread each, in the same page.
//   npm run bench -- [--models a,b] [--rounds N] [--pages N] [--node]
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/run.mjs';
import { chooseModels } from '../tests/models/catalogue.mjs';
import { chromiumHosts, nodeHosts } from './hosts.mjs';
import { median, playRounds } from './rounds.mjs';
import { makeSite } from './site.mjs';

const { values: options } = parseArgs({
  options: {
    models: { type: 'string', default: 'blazeface,posenet' },
    rounds: { type: 'string', default: '7' },
    pages: { type: 'string', default: '3' },
    node: { type: 'boolean', default: false },
  },
});
const rounds = Number(options.rounds);
const pages = Number(options.pages);
const isPlain = ({ dynamic, others, channelsFirst }) => !dynamic && !others && !channelsFirst;
const models = options.models === 'all' ? chooseModels([]).filter(isPlain) : chooseModels(options.models.split(','));

const official = { id: 'official', side: 'official' };
const lanewise = ['simd', 'relaxed'].map((variant) => ({ id: variant, side: 'lanewise', variant }));
const contestants = [official, ...lanewise];

const progress = (text) => process.stderr.write(`${text}\n`);

progress('Preparing …');
const site = await makeSite(options.node ? 'node' : 'browser', ['official', 'lanewise'], models);
const hosts = await (options.node ? nodeHosts(site) : chromiumHosts(site));
const results = Object.fromEntries(models.map(({ name }) => [name, []]));
for (let page = 1; page <= pages; page++) {
  const host = await hosts.open();
  for (const contestant of contestants) {
    await host.tell('start', contestant);
  }
  for (const { name } of models) {
    progress(`${options.node ? 'process' : 'page'} ${page} of ${pages}: ${name}, ${rounds} rounds`);
    results[name].push(...(await playRounds(host, contestants, name, rounds)));
  }
  await host.close();
}
await hosts.close();

const machine = `${hosts.engine}, ${cpus()[0].model.trim()}`;
console.log(`${machine}: medians of ${pages} x ${rounds} alternating rounds, one thread`);
const row = (cells) => console.log(cells.map((cell, i) => (i ? cell.padStart(14) : cell.padEnd(20))).join(''));
row(['model', 'official ms', ...lanewise.flatMap(({ id }) => [`${id} ms`, 'times as fast'])]);
const summary = {};
for (const { name } of models) {
  const times = Object.fromEntries(contestants.map(({ id }) => [id, median(results[name].map((round) => round[id]))]));
  const ratios = Object.fromEntries(
    lanewise.map(({ id }) => [id, median(results[name].map((round) => round.official / round[id]))]),
  );
  summary[name] = { ms: times, ratio: ratios };
  const cells = lanewise.flatMap(({ id }) => [times[id].toFixed(2), ratios[id].toFixed(3)]);
  row([name, times.official.toFixed(2), ...cells]);
}

const file = join(root, 'artifacts/bench', options.node ? 'node.json' : 'browser.json');
await mkdir(join(root, 'artifacts/bench'), { recursive: true });
await writeFile(
  file,
  JSON.stringify({ date: new Date().toISOString(), machine, pages, rounds, summary, results }, null, 2),
);
progress(`all rounds: ${file}`);
