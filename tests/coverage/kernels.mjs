// Prints the kernels that each backend registers, and how many there are.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-webgl';
import { useVariant } from '../backend.mjs';

const namesOf = (backend) => new Set(tf.getKernelsForBackend(backend).map(({ kernelName }) => kernelName));

const cpu = namesOf('cpu');
const webgl = namesOf('webgl');

// Both wasm backends register under one name: ours first, since the official one registers while it is imported.
await useVariant('simd');
const lanewise = namesOf('wasm');
tf.removeBackend('wasm');
lanewise.forEach((name) => tf.unregisterKernel(name, 'wasm'));
await import('@tensorflow/tfjs-backend-wasm');
const official = namesOf('wasm');

const columns = { cpu, webgl, 'official wasm': official, Lanewise: lanewise };
const names = [...new Set(Object.values(columns).flatMap((kernels) => [...kernels]))].sort();
const print = (first, cells) => console.log(first.padEnd(38) + cells.map((cell) => cell.padStart(15)).join(''));
print('kernel', Object.keys(columns));
for (const name of names) {
  print(
    name,
    Object.values(columns).map((kernels) => (kernels.has(name) ? 'yes' : '-')),
  );
}
print(
  `${names.length} kernels`,
  Object.values(columns).map(({ size }) => String(size)),
);
const missing = names.filter((name) => !lanewise.has(name));
missing.forEach((name) => console.log(`FAILED ${name} is missing`));
console.log(`${names.length - missing.length} passed, ${missing.length} failed`);
process.exit(missing.length === 0 ? 0 : 1);
