const product = (shape) => shape.reduce((size, dim) => size * dim, 1);

/** Float operations of an op: two for each multiply-add of a convolution or a matrix product, none for others. */
export function flopsOf({ name, inputShapes, outputShapes }) {
  const [first, second] = inputShapes;
  if (/MatMul/.test(name)) {
    return 2 * product(first) * outputShapes[0].at(-1);
  }
  if (name === 'Conv2DBackpropInput') {
    return 2 * product(first) * product(second.slice(0, 3));
  }
  if (/^(Fused)?Depthwise/.test(name)) {
    return 2 * product(outputShapes[0]) * second[0] * second[1];
  }
  return /^(Fused)?Conv2D$/.test(name) ? 2 * product(outputShapes[0]) * product(second.slice(0, 3)) : 0;
}
