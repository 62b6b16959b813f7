import type { Face } from '../detector.js';

const accent = '#c8f45c';
const accentInk = '#14190a';

/** Draws the faces (in pixels of a picture of the given size) over a picture that the canvas shows contained. */
export function drawFaces(canvas: HTMLCanvasElement, faces: Face[], width: number, height: number): void {
  const density = window.devicePixelRatio || 1;
  const shownWidth = canvas.clientWidth;
  const shownHeight = canvas.clientHeight;
  canvas.width = Math.round(shownWidth * density);
  canvas.height = Math.round(shownHeight * density);
  const context = canvas.getContext('2d')!;
  const fit = Math.min(shownWidth / width, shownHeight / height);
  context.scale(density, density);
  context.translate((shownWidth - width * fit) / 2, (shownHeight - height * fit) / 2);
  for (const face of faces) {
    drawFace(context, face, fit);
  }
}

function drawFace(context: CanvasRenderingContext2D, face: Face, fit: number): void {
  const [x, y, width, height] = face.box.map((value) => value * fit);
  context.shadowColor = 'rgb(0 0 0 / 55%)';
  context.shadowBlur = 6;

  context.strokeStyle = accent;
  context.lineWidth = width < 70 ? 2 : 2.5;
  context.lineCap = 'round';
  drawCorners(context, x, y, width, height);

  context.fillStyle = accent;
  const dot = Math.max(1.3, Math.min(4, width / 36));
  for (const [px, py] of face.landmarks) {
    context.beginPath();
    context.arc(px * fit, py * fit, dot, 0, 2 * Math.PI);
    context.fill();
  }

  context.shadowColor = 'transparent';
  const label = `${Math.round(face.score * 100)}%`;
  const labelHeight = width < 70 ? 15 : 20;
  context.font = `600 ${labelHeight * 0.6}px Inter, system-ui, sans-serif`;
  const labelWidth = context.measureText(label).width + labelHeight * 0.7;
  const middle = width < 70 ? y - labelHeight * 0.6 : y;
  context.beginPath();
  context.roundRect(x + width / 2 - labelWidth / 2, middle - labelHeight / 2, labelWidth, labelHeight, labelHeight / 2);
  context.fill();
  context.fillStyle = accentInk;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(label, x + width / 2, middle + 0.5);
}

/** Four rounded corners in place of a full rectangle, so that the face stays to be seen. */
function drawCorners(context: CanvasRenderingContext2D, x: number, y: number, width: number, height: number): void {
  const radius = Math.min(width, height) * 0.16;
  const arm = Math.min(width, height) * 0.12;
  const corners = [
    [x, y, 1, 1],
    [x + width, y, -1, 1],
    [x + width, y + height, -1, -1],
    [x, y + height, 1, -1],
  ];
  for (const [cx, cy, sx, sy] of corners) {
    context.beginPath();
    context.moveTo(cx, cy + sy * (radius + arm));
    context.lineTo(cx, cy + sy * radius);
    context.arcTo(cx, cy, cx + sx * radius, cy, radius);
    context.lineTo(cx + sx * (radius + arm), cy);
    context.stroke();
  }
}
