import sharp from 'sharp';
import type { Face } from '../detector.js';

export interface Picture {
  /** Size of the picture as one sees it, after the camera's rotation. */
  width: number;
  height: number;
  /** RGB bytes of a copy small enough to work on. */
  data: Uint8Array;
  workingWidth: number;
  workingHeight: number;
}

/** The detector is given at most this many pixels a side; the model itself sees 256. */
const workingSide = 512;

export async function readPicture(file: string): Promise<Picture> {
  const image = sharp(file, { failOn: 'error' });
  const { autoOrient } = await image.metadata();
  const scale = Math.min(1, workingSide / Math.max(autoOrient.width, autoOrient.height));
  const size = (side: number) => Math.max(1, Math.round(side * scale));
  // Filled, and read at its full size: else half a row too many or too few is left out, and faces lie some pixels beside.
  const { data, info } = await image
    .autoOrient()
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .resize(size(autoOrient.width), size(autoOrient.height), { fit: 'fill', fastShrinkOnLoad: false })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { ...autoOrient, data, workingWidth: info.width, workingHeight: info.height };
}

/** Writes the picture, with boxes, scores and landmarks drawn over it, as JPEG. */
export async function drawFaces(file: string, faces: Face[], picture: Picture, to: string): Promise<void> {
  const { width, height } = picture;
  const stroke = Math.max(2, Math.max(width, height) / 400);
  const marks = faces.map(({ box: [x, y, w, h], score, landmarks }) => {
    const dots = landmarks.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="${stroke * 1.4}"/>`).join('');
    const font = Math.max(12, stroke * 6);
    return `
      <rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${w * 0.12}" fill="none"
        stroke="#c8f45c" stroke-width="${stroke}"/>
      <g fill="#c8f45c">${dots}<text x="${x + w / 2}" y="${y - font * 0.5}" font-size="${font}" font-weight="600"
        text-anchor="middle" font-family="sans-serif">${Math.round(score * 100)}%</text></g>`;
  });
  const overlay = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${marks.join('')}</svg>`;
  await sharp(file)
    .autoOrient()
    .flatten({ background: '#fff' })
    .composite([{ input: Buffer.from(overlay) }])
    .jpeg({ quality: 90 })
    .toFile(to);
}
