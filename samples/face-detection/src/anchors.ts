/**
 * BlazeFace looks at a square picture through two grids: one cell per 16 pixels with 2 anchors each, and one per 32
 * pixels with 6. Every anchor is just the centre of its cell; a box is told as an offset from it.
 */
const grids = [
  { stride: 16, anchorsPerCell: 2 },
  { stride: 32, anchorsPerCell: 6 },
];

/** Anchor centres [x0, y0, x1, y1, ...] in pixels of a square input, in the order of the model's output rows. */
export function anchorCentres(inputSize: number): Float32Array {
  const centres: number[] = [];
  for (const { stride, anchorsPerCell } of grids) {
    const cells = Math.ceil(inputSize / stride);
    for (let row = 0; row < cells; row++) {
      for (let column = 0; column < cells; column++) {
        for (let anchor = 0; anchor < anchorsPerCell; anchor++) {
          centres.push((column + 0.5) * stride, (row + 0.5) * stride);
        }
      }
    }
  }
  return Float32Array.from(centres);
}
