// The page that measures the machine of whoever looks at it: the bench's own host, rounds and chart, with buttons.
import { makeHost } from '../host.mjs';
import { chart, summarise } from '../report.mjs';
import { playRounds } from '../rounds.mjs';

const element = (id) => document.getElementById(id);
const folder = new URL('./', document.baseURI).href;
const cores = navigator.hardwareConcurrency ?? 1;

// The one that the others are measured against comes first.
const contestants = [
  { id: 'official', name: 'tfjs wasm', side: 'official', threads: cores },
  { id: 'lanewise', name: 'Lanewise', side: 'lanewise', variant: null, threads: cores },
  {
    id: 'lanewise compiled',
    name: 'Lanewise, compiled',
    side: 'lanewise',
    variant: null,
    threads: cores,
    compiled: true,
  },
  { id: 'lanewise x1', name: 'Lanewise, one thread', side: 'lanewise', variant: null, threads: 1 },
  { id: 'webgl', name: 'tfjs webgl', side: 'webgl', threads: 1 },
  { id: 'cpu', name: 'tfjs cpu', side: 'cpu', threads: 1, isSlow: true },
];

const read = async (file) => {
  const response = await fetch(`${folder}models/${file}`);
  if (!response.ok) {
    throw new Error(`models/${file}: HTTP status ${response.status}`);
  }
  return response.arrayBuffer();
};
const host = makeHost((side, id) => import(`${folder}${side}.js?${encodeURIComponent(id)}`), read, folder);
const started = new Map();

/** Lets the page draw before each order, which holds it up. */
const tell = async (order, options) => {
  await new Promise((resolve) => setTimeout(resolve, 0));
  return host[order](options);
};

function addChoice(list, { id, name }, checked) {
  const label = document.createElement('label');
  const input = Object.assign(document.createElement('input'), { type: 'checkbox', value: id, checked });
  label.append(input, ` ${name} `, document.createElement('small'));
  element(list).append(label);
}

const chosen = (list) => [...element(list).querySelectorAll('input:checked')].map(({ value }) => value);

function note(list, id, text) {
  element(list).querySelector(`input[value="${id}"]`).parentElement.querySelector('small').textContent = text;
}

/** Starts a contestant once; tells whether it runs. */
async function start(contestant) {
  if (!started.has(contestant.id)) {
    const { missing, detail, threads } = await tell('start', contestant);
    started.set(contestant.id, !missing);
    note('contestants', contestant.id, missing ?? `${detail}, ${threads} thread${threads === 1 ? '' : 's'}`);
  }
  return started.get(contestant.id);
}

function show(summary) {
  element('chart').innerHTML = chart(summary, 'How many times as fast');
  const rows = Object.entries(summary).flatMap(([model, all]) =>
    all.map(({ id, ms, ratio, gflops, first }, i) => {
      const row = document.createElement('tr');
      const cells = [i ? '' : model, id, ms.toFixed(2), ratio.toFixed(2), gflops.toFixed(1), first.toFixed(1)];
      row.append(...cells.map((text) => Object.assign(document.createElement('td'), { textContent: text })));
      return row;
    }),
  );
  element('table').hidden = false;
  element('table').tBodies[0].replaceChildren(...rows);
}

async function run() {
  const rounds = Number(element('rounds').value);
  const playing = [];
  for (const contestant of contestants.filter(({ id }) => chosen('contestants').includes(id))) {
    element('progress').textContent = `starting ${contestant.name} …`;
    if (await start(contestant)) {
      playing.push(contestant);
    }
  }
  if (playing.length === 0) {
    throw new Error('Nothing that was chosen runs here.');
  }
  const limit = await tell('limit');
  const summary = {};
  for (const model of chosen('models')) {
    element('progress').textContent = `${model}: warming up …`;
    let flops = 0;
    await playRounds({ tell }, playing, model, rounds, async (results, first) => {
      flops ||= await tell('flops', { id: playing[0].id });
      element('progress').textContent = `${model}: round ${results.length} of ${rounds}`;
      summary[model] = summarise(results, [first], playing, flops, limit);
      show(summary);
    });
  }
  element('progress').textContent =
    `One thread of this machine can reach ${limit.toFixed(0)} GFLOPS with 128-bit vectors.`;
  return summary;
}

element('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  element('run').disabled = true;
  element('notice').hidden = true;
  document.body.dataset.state = 'running';
  try {
    window.benchResult = await run();
    document.body.dataset.state = 'ready';
  } catch (error) {
    element('notice').textContent = error.message;
    element('notice').hidden = false;
    document.body.dataset.state = 'error';
  }
  element('run').disabled = false;
});

contestants.forEach((contestant) => addChoice('contestants', contestant, !contestant.isSlow));
const { models } = await (await fetch(`${folder}models/index.json`)).json();
models.forEach(({ id, name }) => addChoice('models', { id, name }, true));
element('run').disabled = false;
document.body.dataset.state = 'ready';
