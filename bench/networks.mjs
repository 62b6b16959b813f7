// Networks that come both as graph models of tfjs and as .tflite files, and whether what comes is the same network.
import { join } from 'node:path';
import { filesOfPackage } from '../scripts/npm-pack.mjs';
import { root } from '../scripts/run.mjs';

/** A row of scores beside a row of boxes, as the graph models of detectors give them. */
function joined([boxes, scores]) {
  const columns = boxes.length / scores.length;
  return [scores.flatMap((score, row) => [score, ...boxes.slice(row * columns, (row + 1) * columns)])];
}

/** The graph models of poses end with the sigmoids of what the files give as it is: maps, and no short list. */
const withSigmoids = (outputs) =>
  outputs.map((output) => (output.length < 1000 ? output : output.map((value) => 1 / (1 + Math.exp(-value)))));

/**
 * By package, names of the catalogue of models to files that hold the same network. `asGraph` makes of a file's outputs those
 * of the graph model, where that computes a little more. The graph of facemesh-detection-full computes the outputs of a
 * second head as well, and its other is the sparse file's; the dense file is another network.
 */
const sources = [
  {
    name: '@mediapipe/face_detection',
    version: '0.4.1657300184',
    integrity: 'sha512-k5aYtTf7av7GwD3C9T4LJB/okHK/uJwFQSOmJ9OHZMlwg7SdYVMolRgDlA962OU7fIBKsrOA7f7BzD2gpzcAKw==',
    networks: {
      'facemesh-detection-short': 'face_detection_short_range.tflite',
      'facemesh-detection-full': 'face_detection_full_range_sparse.tflite',
    },
    asGraph: joined,
  },
  {
    name: '@mediapipe/pose',
    version: '0.5.1675469404',
    integrity: 'sha512-DFZsNWTsSphRIZppnUCuunzBiHP2FdJXR9ehc7mMi4KG+oPaOH0Em3d6kr7Py+TSyTXC1doH88KcF28k2sBxsQ==',
    networks: {
      'blazepose-lite': 'pose_landmark_lite.tflite',
      'blazepose-full': 'pose_landmark_full.tflite',
      'blazepose-heavy': 'pose_landmark_heavy.tflite',
    },
    asGraph: withSigmoids,
  },
  {
    name: '@mediapipe/hands',
    version: '0.4.1675469240',
    integrity: 'sha512-GxoZvL1mmhJxFxjuyj7vnC++JIuInGznHBin5c7ZSq/RbcnGyfEcJrkM/bMu5K1Mz/2Ko+vEX6/+wewmEHPrHg==',
    networks: {
      'handlandmark-lite': 'hand_landmark_lite.tflite',
      'handlandmark-full': 'hand_landmark_full.tflite',
    },
  },
  {
    name: '@mediapipe/selfie_segmentation',
    version: '0.1.1675465747',
    integrity: 'sha512-IxYxNhwE5VwOm52L1yoFWYLP7q9Pd+NJjzOC5tlepfvEGaY3o9hslhUrx9BgseqdfZtKSDtd/4NfCSMjNzQalA==',
    networks: { selfie: 'selfie_segmentation.tflite' },
  },
];

const sourceOf = (network) => sources.find(({ networks }) => network in networks);

export const sharedNetworks = sources.flatMap(({ networks }) => Object.keys(networks));

/** The path of a network's .tflite file. */
export async function tfliteFile(network) {
  const source = sourceOf(network);
  if (!source) {
    throw new Error(`no .tflite file for ${network}; there are ${sharedNetworks.join(', ')}`);
  }
  const folder = join(root, 'artifacts/litert', source.name.split('/')[1]);
  await filesOfPackage({ ...source, files: Object.values(source.networks) }, folder);
  return join(folder, source.networks[network]);
}

/** Beyond this the two compute something else; rounding, and weights of 16 bits, move outputs by less. */
export const sameNetwork = 0.01;

/**
 * How far apart LiteRT.js's outputs are from those of the first other contestant, on the model that both have loaded: 0 if
 * either is missing. Each output is held against the other's that comes nearest, whatever its place, since the orders differ.
 */
export async function distance(host, contestants, network) {
  const litert = contestants.find(({ side }) => side === 'litert');
  const other = contestants.find(({ side }) => side !== 'litert');
  if (!litert || !other) {
    return 0;
  }
  const { asGraph = (outputs) => outputs } = sourceOf(network);
  const expected = asGraph(await host.tell('outputs', { id: litert.id }));
  const actual = await host.tell('outputs', { id: other.id });
  return farthest(expected, actual);
}

/** Of the distances of each expected output to the nearest actual one, the largest. */
export const farthest = (expected, actual) =>
  Math.max(...expected.map((output) => Math.min(...actual.map((candidate) => difference(output, candidate)))));

/** Root of the mean square of the differences of two lists of numbers, in parts of the range of the first, 0 included. */
function difference(expected, actual) {
  if (expected.length !== actual.length) {
    return Infinity;
  }
  const [least, most] = expected.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [0, 0]);
  const squares = expected.reduce((sum, value, i) => sum + (value - actual[i]) ** 2, 0);
  return Math.sqrt(squares / expected.length) / (most - least || 1);
}
