// The command line, with what is usual for each kind of run.
import { parseArgs } from 'node:util';
import { chooseModels } from '../tests/models/catalogue.mjs';
import { lineUp } from './line-up.mjs';
import { sharedNetworks } from './networks.mjs';

const usualModels = [
  'blazeface-front',
  'blazeface-back',
  'facemesh',
  'posenet',
  'movenet-lightning',
  'faceres',
  'blazepose-full',
  'selfie',
  'centernet',
];

const flag = { type: 'boolean', default: false };
const isPlain = ({ dynamic, others, channelsFirst }) => !dynamic && !others && !channelsFirst;

export function readOptions() {
  const { values: options } = parseArgs({
    options: {
      models: { type: 'string' },
      contestants: { type: 'string' },
      rounds: { type: 'string', default: '7' },
      pages: { type: 'string', default: '3' },
      threads: { type: 'string', default: '1' },
      compiled: flag,
      node: flag,
      litert: flag,
      startup: flag,
      layers: flag,
    },
  });
  const { node, startup, layers, compiled, litert } = options;
  if (litert && node) {
    throw new Error('--litert: LiteRT.js is measured in a browser only');
  }
  if (compiled && layers) {
    throw new Error('--layers: the ops of a compiled model cannot be timed one by one');
  }
  const models = litert ? sharedNetworks : startup ? ['blazeface-front'] : usualModels;
  const contestants = litert ? 'litert,relaxed,official' : 'official,simd,relaxed';
  const threads = Number(options.threads);
  return {
    node,
    startup,
    layers,
    threads,
    rounds: Number(options.rounds),
    pages: layers ? 1 : Number(options.pages),
    models:
      options.models === 'all' ? chooseModels([]).filter(isPlain) : chooseModels(options.models?.split(',') ?? models),
    contestants: lineUp((options.contestants ?? contestants).split(','), { threads, compiled }),
  };
}
