import * as tf from '@tensorflow/tfjs-core';
import type { GraphModel } from '@tensorflow/tfjs-converter';
import { compile, type CompiledModel } from '@lanewise/tfjs-backend-wasm';
import { anchorCentres } from './anchors.js';

export type Point = [x: number, y: number];

/** A face; the unit of all lengths is up to the function that returns it. */
export interface Face {
  box: [x: number, y: number, width: number, height: number];
  score: number;
  /** Right eye, left eye, nose, mouth, right ear, left ear (the sides are the person's own). */
  landmarks: Point[];
}

export interface DetectOptions {
  /** Faces below this score are left out. */
  minScore?: number;
  /** Of two boxes that overlap more than this (intersection over union), only the better stays. */
  maxOverlap?: number;
  maxFaces?: number;
  /** The model runs op by op instead of compiled. */
  eager?: boolean;
}

const landmarkCount = 6;
const valuesPerBox = 4 + 2 * landmarkCount;

/** BlazeFace: a graph model, and the decoding of its raw scores and offsets. */
export class FaceDetector {
  readonly inputSize: number;
  private readonly anchors: Float32Array;
  private readonly compiled: CompiledModel<GraphModel>;

  constructor(private readonly model: GraphModel) {
    this.compiled = compile(model);
    this.inputSize = model.inputs[0].shape![1];
    this.anchors = anchorCentres(this.inputSize);
  }

  /**
   * Finds faces in a picture of shape [height, width, 3] with values 0 to 255, best first. Lengths in the answer are
   * fractions of the picture's width and height (see {@link scaleFace}).
   */
  async detect(picture: tf.Tensor3D, options: DetectOptions = {}): Promise<Face[]> {
    const { minScore = 0.5, maxOverlap = 0.3, maxFaces = 50, eager = false } = options;
    const [height, width] = picture.shape;
    const fit = this.inputSize / Math.max(height, width);
    const left = Math.floor((this.inputSize - Math.round(width * fit)) / 2);
    const top = Math.floor((this.inputSize - Math.round(height * fit)) / 2);

    const raw = tf.tidy(() => this.run(this.letterbox(picture, fit, left, top), eager));
    const [scores, offsets] = (await Promise.all(raw.map((tensor) => tensor.data()))) as Float32Array[];
    tf.dispose(raw);

    const faces = this.decode(scores, offsets, minScore);
    const kept = await suppress(faces, maxFaces, maxOverlap);
    return kept.map((face) => mapFace(face, -left, -top, 1 / (width * fit), 1 / (height * fit)));
  }

  dispose(): void {
    this.compiled.dispose();
    this.model.dispose();
  }

  /** The picture shrunk or grown to the model's square, centred, with values from -1 to 1. */
  private letterbox(picture: tf.Tensor3D, fit: number, left: number, top: number): tf.Tensor4D {
    const height = Math.max(1, Math.round(picture.shape[0] * fit));
    const width = Math.max(1, Math.round(picture.shape[1] * fit));
    const resized = tf.image.resizeBilinear(picture, [height, width], false, true);
    const normalised = tf.sub(tf.mul(resized, 1 / 127.5), 1) as tf.Tensor3D;
    const below = this.inputSize - top - height;
    const right = this.inputSize - left - width;
    return tf.expandDims(
      tf.pad3d(normalised, [
        [top, below],
        [left, right],
        [0, 0],
      ]),
      0,
    );
  }

  /** Runs the model; joins its outputs, one pair per grid, to [all scores, all offsets]. */
  private run(input: tf.Tensor4D, eager: boolean): tf.Tensor[] {
    const model = eager || tf.getBackend() !== 'wasm' ? this.model : this.compiled;
    const outputs = model.execute(input) as tf.Tensor3D[];
    const joined = (values: number) => {
      const perGrid = outputs.filter((output) => output.shape[2] === values);
      perGrid.sort((a, b) => b.shape[1] - a.shape[1]);
      return tf.concat(perGrid, 1);
    };
    return [tf.sigmoid(joined(1)), joined(valuesPerBox)];
  }

  /** Rows above the score, in pixels of the model's input. */
  private decode(scores: Float32Array, offsets: Float32Array, minScore: number): Face[] {
    const faces: Face[] = [];
    scores.forEach((score, row) => {
      if (!(score >= minScore)) {
        return;
      }
      const anchorX = this.anchors[2 * row];
      const anchorY = this.anchors[2 * row + 1];
      const [dx, dy, width, height, ...points] = offsets.subarray(row * valuesPerBox, (row + 1) * valuesPerBox);
      const landmarks: Point[] = [];
      for (let i = 0; i < points.length; i += 2) {
        landmarks.push([anchorX + points[i], anchorY + points[i + 1]]);
      }
      faces.push({
        box: [anchorX + dx - width / 2, anchorY + dy - height / 2, width, height],
        score,
        landmarks,
      });
    });
    return faces;
  }
}

async function suppress(faces: Face[], maxFaces: number, maxOverlap: number): Promise<Face[]> {
  if (faces.length === 0) {
    return [];
  }
  const corners = tf.tensor2d(faces.map(({ box: [x, y, width, height] }) => [y, x, y + height, x + width]));
  const scores = tf.tensor1d(faces.map((face) => face.score));
  const kept = await tf.image.nonMaxSuppressionAsync(corners, scores, maxFaces, maxOverlap);
  const order = await kept.data();
  tf.dispose([corners, scores, kept]);
  return Array.from(order, (index) => faces[index]);
}

/** A face given in fractions of a picture, in pixels of it. */
export function scaleFace(face: Face, width: number, height: number): Face {
  return mapFace(face, 0, 0, width, height);
}

function mapFace(face: Face, shiftX: number, shiftY: number, scaleX: number, scaleY: number): Face {
  const [x, y, width, height] = face.box;
  return {
    box: [(x + shiftX) * scaleX, (y + shiftY) * scaleY, width * scaleX, height * scaleY],
    score: face.score,
    landmarks: face.landmarks.map(([px, py]) => [(px + shiftX) * scaleX, (py + shiftY) * scaleY]),
  };
}
