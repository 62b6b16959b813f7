// Lanewise beside the official wasm backend and others, in alternating rounds in the same page.
//   npm run bench -- [--models a,b] [--contestants a,b] [--compiled] [--rounds N] [--pages N] [--threads N] [--node]
//   npm run bench -- --startup [--models a] [--pages N]: from import to the first result of BlazeFace, or another model
//   npm run bench -- --layers: what each kind of op takes, and beside which shapes
//   npm run bench -- --litert: beside LiteRT.js, on the networks that come for both
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/run.mjs';
import { askPlans, compiledTable } from './compiled.mjs';
import { chromiumHosts, nodeHosts } from './hosts.mjs';
import { layerTable, playLayers } from './layers.mjs';
import { distance, sameNetwork } from './networks.mjs';
import { readOptions } from './options.mjs';
import { chart, summarise, table } from './report.mjs';
import { playRounds } from './rounds.mjs';
import { makeSite } from './site.mjs';
import { playStartups, startupTable } from './startup.mjs';

const { node, startup, layers: isByLayers, models, contestants: wanted, rounds, pages, threads } = readOptions();
const progress = (text) => process.stderr.write(`${text}\n`);

progress('Preparing …');
const sides = [...new Set(wanted.map(({ side }) => side))];
const site = await makeSite(node ? 'node' : 'browser', sides, models);
const hosts = await (node ? nodeHosts(site) : chromiumHosts(site, { threads }));
if (startup) {
  console.log(
    `${hosts.engine}: medians of ${pages} fresh pages each, from the import of a bundle with tfjs, model at hand`,
  );
  for (const { name } of models) {
    console.log(`${name}\n${startupTable(await playStartups(hosts, wanted, name, pages, progress))}`);
  }
  await hosts.close();
  process.exit();
}
const results = Object.fromEntries(models.map(({ name }) => [name, { rounds: [], firsts: [], plans: [] }]));
const flops = {};
let limit = 0;
let contestants = [];
const layers = {};
for (let page = 1; page <= pages; page++) {
  const host = await hosts.open();
  contestants = [];
  for (const contestant of wanted) {
    const { missing, detail, threads: running } = await host.tell('start', contestant);
    if (!missing) {
      contestants.push(contestant);
    }
    if (page === 1) {
      progress(`${contestant.id}: ${missing ? `left out: ${missing}` : `${detail}, threads: ${running}`}`);
    }
  }
  limit = Math.max(limit, await host.tell('limit'));
  for (const name of Object.keys(results)) {
    progress(`${node ? 'process' : 'page'} ${page} of ${pages}: ${name}, ${rounds} rounds`);
    if (isByLayers) {
      layers[name] = await playLayers(host, contestants, name, rounds);
      continue;
    }
    const { results: played, first } = await playRounds(host, contestants, name, rounds);
    const apart = await distance(host, contestants, name);
    if (apart > sameNetwork) {
      progress(`${name} is left out: outputs differ by ${apart.toPrecision(2)} of their range, it is another network`);
      delete results[name];
      continue;
    }
    results[name].rounds.push(...played);
    results[name].firsts.push(first);
    results[name].plans.push(await askPlans(host, contestants));
    flops[name] ??= await host.tell('flops', { id: contestants.find(({ side }) => side !== 'litert').id });
  }
  await host.close();
}
await hosts.close();
if (isByLayers) {
  for (const [name, played] of Object.entries(layers)) {
    console.log(`\n${name}\n${layerTable(played, ({ kind }) => kind)}`);
    console.log(`\n${layerTable(played, ({ kind, detail }) => `${kind} ${detail}`)}`);
  }
  process.exit();
}

const summary = Object.fromEntries(
  Object.entries(results).map(([name, { rounds, firsts }]) => [
    name,
    summarise(rounds, firsts, contestants, flops[name], limit),
  ]),
);
const machine = `${hosts.engine}, ${cpus()[0].model.trim()}`;
console.log(
  `${machine}: medians of ${pages} x ${rounds} alternating rounds; limit ${limit.toFixed(1)} GFLOPS on one thread`,
);
console.log(table(summary));
if (contestants.some(({ compiled }) => compiled)) {
  console.log(`\n${compiledTable(results)}`);
}

const folder = join(root, 'artifacts/bench');
const file = join(folder, node ? 'node' : 'browser');
await mkdir(folder, { recursive: true });
const all = { date: new Date().toISOString(), machine, pages, rounds, threads, limit, flops, summary, results };
await writeFile(`${file}.json`, JSON.stringify(all, null, 2));
await writeFile(`${file}.svg`, chart(summary, `Times as fast as ${contestants[0].id} (${hosts.engine})`));
progress(`all rounds: ${file}.json; chart: ${file}.svg`);
