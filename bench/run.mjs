// Lanewise beside the official wasm backend and others, in alternating rounds in the same page.
//   npm run bench -- [--models a,b] [--contestants a,b] [--rounds N] [--pages N] [--threads N] [--node]
//   npm run bench -- --startup [--pages N]: from import to the first result of BlazeFace
//   npm run bench -- --layers: what each kind of op takes, and beside which shapes
//   npm run bench -- --litert: beside LiteRT.js, on the one network that comes for both
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/run.mjs';
import { chooseModels } from '../tests/models/catalogue.mjs';
import { chromiumHosts, nodeHosts } from './hosts.mjs';
import { layerTable, playLayers } from './layers.mjs';
import { chart, summarise, table } from './report.mjs';
import { playRounds } from './rounds.mjs';
import { makeSite } from './site.mjs';
import { playStartups, startupTable } from './startup.mjs';

const known = {
  official: { side: 'official' },
  simd: { side: 'lanewise', variant: 'simd' },
  relaxed: { side: 'lanewise', variant: 'relaxed' },
  webgl: { side: 'webgl' },
  cpu: { side: 'cpu' },
  litert: { side: 'litert' },
};

const { values: options } = parseArgs({
  options: {
    models: {
      type: 'string',
      default:
        'blazeface-front,blazeface-back,facemesh,posenet,movenet-lightning,faceres,blazepose-full,selfie,centernet',
    },
    contestants: { type: 'string', default: 'official,simd,relaxed' },
    rounds: { type: 'string', default: '7' },
    pages: { type: 'string', default: '3' },
    threads: { type: 'string', default: '1' },
    node: { type: 'boolean', default: false },
    litert: { type: 'boolean', default: false },
    startup: { type: 'boolean', default: false },
    layers: { type: 'boolean', default: false },
  },
});
if (options.litert) {
  options.models = 'facemesh-detection-short';
  options.contestants = 'litert,relaxed,official';
}
if (options.startup) {
  options.models = 'blazeface-front';
}
const rounds = Number(options.rounds);
const pages = options.layers ? 1 : Number(options.pages);
const threads = Number(options.threads);
const isPlain = ({ dynamic, others, channelsFirst }) => !dynamic && !others && !channelsFirst;
const models = options.models === 'all' ? chooseModels([]).filter(isPlain) : chooseModels(options.models.split(','));

const wanted = options.contestants.split(',').flatMap((id) => {
  if (!known[id]) {
    throw new Error(`no contestant ${id}; there are ${Object.keys(known).join(', ')}`);
  }
  const { side, variant } = known[id];
  const alone = { id, side, variant, threads: 1 };
  if (threads === 1 || side === 'cpu' || side === 'webgl') {
    return [alone];
  }
  return [alone, { id: `${id} x${threads}`, side, variant: variant && `${variant}-threads`, threads }];
});

const progress = (text) => process.stderr.write(`${text}\n`);

progress('Preparing …');
const sides = [...new Set(wanted.map(({ side }) => side))];
const site = await makeSite(options.node ? 'node' : 'browser', sides, models);
const hosts = await (options.node ? nodeHosts(site) : chromiumHosts(site, { threads }));
if (options.startup) {
  const times = await playStartups(hosts, wanted, models[0].name, pages, progress);
  await hosts.close();
  console.log(
    `${hosts.engine}: medians of ${pages} fresh pages each, from the import of a bundle with tfjs, model at hand\n${startupTable(times)}`,
  );
  process.exit();
}
const results = Object.fromEntries(models.map(({ name }) => [name, { rounds: [], firsts: [] }]));
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
  for (const { name } of models) {
    progress(`${options.node ? 'process' : 'page'} ${page} of ${pages}: ${name}, ${rounds} rounds`);
    if (options.layers) {
      layers[name] = await playLayers(host, contestants, name, rounds);
      continue;
    }
    const { results: played, first } = await playRounds(host, contestants, name, rounds);
    results[name].rounds.push(...played);
    results[name].firsts.push(first);
    flops[name] ??= await host.tell('flops', { id: contestants.find(({ side }) => side !== 'litert').id });
  }
  await host.close();
}
await hosts.close();
if (options.layers) {
  for (const [name, played] of Object.entries(layers)) {
    console.log(`\n${name}\n${layerTable(played, ({ kind }) => kind)}`);
    console.log(`\n${layerTable(played, ({ kind, detail }) => `${kind} ${detail}`)}`);
  }
  process.exit();
}

const summary = Object.fromEntries(
  models.map(({ name }) => [
    name,
    summarise(results[name].rounds, results[name].firsts, contestants, flops[name], limit),
  ]),
);
const machine = `${hosts.engine}, ${cpus()[0].model.trim()}`;
console.log(
  `${machine}: medians of ${pages} x ${rounds} alternating rounds; limit ${limit.toFixed(1)} GFLOPS on one thread`,
);
console.log(table(summary));

const folder = join(root, 'artifacts/bench');
const file = join(folder, options.node ? 'node' : 'browser');
await mkdir(folder, { recursive: true });
const all = { date: new Date().toISOString(), machine, pages, rounds, threads, limit, flops, summary, results };
await writeFile(`${file}.json`, JSON.stringify(all, null, 2));
await writeFile(`${file}.svg`, chart(summary, `Times as fast as ${contestants[0].id} (${hosts.engine})`));
progress(`all rounds: ${file}.json; chart: ${file}.svg`);
