// Pictures of the platform. A pixel crosses the boundary as one 32-bit word, red in its lowest byte; the module takes it apart
// and puts it together.
import type { DrawAttrs, FromPixelsInputs, NamedAttrMap, PixelData, TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '../backend';
import type { Inputs } from '../encoder';

type Context2D = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
type Drawable = Exclude<FromPixelsInputs['pixels'], PixelData | ImageData>;

/** Where pictures are drawn to be read. */
let easel: Context2D | null = null;

/** int32 [height, width, numChannels], 0 to 255. */
export function fromPixels(backend: BackendWasm, inputs: Inputs, attrs: NamedAttrMap): TensorInfo {
  const { pixels } = inputs as unknown as FromPixelsInputs;
  const { width, height, data } = isData(pixels) ? pixels : read(pixels);
  if (data.length !== width * height * 4) {
    throw new Error(
      `FromPixels: pixels must have 4 bytes for each of ${width}x${height} pixels, but has ${data.length}`,
    );
  }
  const packed = backend.makeOutput([height, width], 'int32', undefined, wordsOf(data));
  try {
    return backend.runKernel('FromPixels', { pixels: packed }, attrs)[0];
  } finally {
    backend.disposeData(packed.dataId);
  }
}

/** Paints an image [height, width] or [height, width, 1 to 4], float32 from 0 to 1 or int32 from 0 to 255. */
export function draw(backend: BackendWasm, inputs: Inputs, attrs: NamedAttrMap): TensorInfo {
  const { image } = inputs as { image: TensorInfo };
  const { canvas, options } = attrs as unknown as DrawAttrs;
  const { contextOptions, imageOptions } = options ?? {};
  const contextType = contextOptions?.contextType ?? '2d';
  if (contextType !== '2d') {
    throw new Error(`Draw: context type ${contextType} is not supported by the wasm backend, only 2d`);
  }
  const context = canvas.getContext(
    '2d',
    (contextOptions?.contextAttributes as CanvasRenderingContext2DSettings) ?? {},
  );
  if (context === null) {
    throw new Error('Draw: the canvas gives no context of type 2d');
  }
  const [packed] = backend.runKernel('Draw', { image }, { alpha: imageOptions?.alpha || 1 });
  try {
    const [height, width] = packed.shape;
    canvas.width = width;
    canvas.height = height;
    if (width > 0 && height > 0) {
      const words = backend.typedArrayFromHeap(packed);
      const picture = context.createImageData(width, height);
      picture.data.set(new Uint8Array(words.buffer, words.byteOffset, words.byteLength));
      context.putImageData(picture, 0, 0);
    }
  } finally {
    backend.disposeData(packed.dataId);
  }
  return image;
}

const isData = (pixels: FromPixelsInputs['pixels']): pixels is PixelData | ImageData => 'data' in pixels;

/** Four bytes a pixel, of anything that a canvas can show. */
function read(pixels: Drawable): { width: number; height: number; data: ArrayLike<number> } {
  const isVideo = 'videoWidth' in pixels;
  const width = isVideo ? pixels.videoWidth : pixels.width;
  const height = isVideo ? pixels.videoHeight : pixels.height;
  const own = 'getContext' in pixels ? (pixels.getContext('2d') as Context2D | null) : null;
  if (own !== null) {
    return { width, height, data: own.getImageData(0, 0, width, height).data };
  }
  // no canvas, or one with a context of another type, such as a scene in WebGL
  easel ??= newEasel();
  easel.canvas.width = width;
  easel.canvas.height = height;
  easel.drawImage(pixels, 0, 0, width, height);
  return { width, height, data: easel.getImageData(0, 0, width, height).data };
}

function newEasel(): Context2D {
  const options = { willReadFrequently: true };
  let context: Context2D | null = null;
  if (typeof document !== 'undefined') {
    context = document.createElement('canvas').getContext('2d', options) as Context2D | null;
  } else if (typeof OffscreenCanvas !== 'undefined') {
    context = new OffscreenCanvas(1, 1).getContext('2d', options) as Context2D | null;
  }
  if (context === null) {
    throw new Error('FromPixels: this platform has no canvas with a 2d context to read the picture with');
  }
  return context;
}

/** The same bytes as words; they are copied only if they do not lie at a word's place. */
function wordsOf(bytes: ArrayLike<number>): Int32Array {
  const own = ArrayBuffer.isView(bytes) && bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  return new Int32Array((own as Uint8Array).buffer, (own as Uint8Array).byteOffset, bytes.length / 4);
}
