// Where the faces of the sample photographs are (x, y, width, height in pixels), checked by eye.
export const knownFaces = {
  'sample1.jpg': [
    [419, 409, 191, 192],
    [1492, 262, 152, 152],
    [850, 470, 176, 177],
  ],
  'sample3.jpg': [
    [590, 384, 203, 203],
    [1064, 256, 251, 251],
    [1466, 354, 206, 206],
  ],
  'sample4.jpg': [
    [974, 229, 199, 199],
    [1278, 198, 188, 188],
    [676, 129, 162, 162],
    [240, 245, 174, 174],
  ],
  'sample5.jpg': [
    [777, 159, 165, 165],
    [572, 460, 198, 197],
    [1416, 442, 211, 211],
    [1107, 258, 186, 185],
    [355, 943, 206, 206],
  ],
  'sample6.jpg': [
    [1151, 354, 231, 231],
    [1463, 313, 250, 250],
    [655, 376, 242, 241],
    [230, 535, 231, 231],
  ],
};

/** Intersection over union of two boxes. */
export function overlap([ax, ay, aw, ah], [bx, by, bw, bh]) {
  const width = Math.min(ax + aw, bx + bw) - Math.max(ax, bx);
  const height = Math.min(ay + ah, by + bh) - Math.max(ay, by);
  const common = Math.max(0, width) * Math.max(0, height);
  return common / (aw * ah + bw * bh - common);
}
