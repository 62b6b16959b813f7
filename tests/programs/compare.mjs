/** What roundings in another order may change, in parts of the range of the expected values, 0 included. */
const tolerance = 1e-5;

/** Values in a graph are about 1. What is much smaller is the difference of such, and has their roundings. */
const leastRange = 0.1;

/** What differs between two lists of outputs, or undefined. @param exact which outputs must be the same bit by bit */
export function difference(expected, actual, exact) {
  if (expected.length !== actual.length) {
    return `${actual.length} outputs instead of ${expected.length}`;
  }
  for (const [index, { shape, dtype, values }] of expected.entries()) {
    const { shape: ownShape, dtype: ownType, values: own } = actual[index];
    if (dtype !== ownType || String(shape) !== String(ownShape)) {
      return `output ${index} is ${ownType}[${ownShape}] instead of ${dtype}[${shape}]`;
    }
    const allowed = exact[index] ? 0 : tolerance * rangeOf(values);
    const at = values.findIndex((value, i) => !Object.is(value, own[i]) && !(Math.abs(value - own[i]) <= allowed));
    if (at >= 0) {
      const kind = exact[index] ? 'exact' : 'rounded';
      return `output ${index}, ${kind} ${dtype}[${shape}], has ${own[at]} at ${at} instead of ${values[at]}`;
    }
  }
  return undefined;
}

function rangeOf(values) {
  let least = 0;
  let most = 0;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return Math.max(most - least, leastRange);
}
