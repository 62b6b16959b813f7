import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs-core';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { FaceDetector } from '../detector.js';

/** Loads BlazeFace from the files that the build has put beside the program, and runs it once to warm up. */
export async function loadDetector(): Promise<FaceDetector> {
  const folder = new URL('./models/', import.meta.url);
  const manifest = JSON.parse(await readFile(new URL('blazeface.json', folder), 'utf8'));
  const weights = await readFile(new URL('blazeface.bin', folder));
  const model = await loadGraphModel({
    load: async () => ({
      modelTopology: manifest.modelTopology,
      format: manifest.format,
      weightSpecs: manifest.weightsManifest[0].weights,
      weightData: new Uint8Array(weights).buffer,
    }),
  });
  const detector = new FaceDetector(model);
  const blank = tf.zeros<tf.Rank.R3>([detector.inputSize, detector.inputSize, 3], 'int32');
  await detector.detect(blank);
  blank.dispose();
  return detector;
}
