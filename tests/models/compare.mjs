/**
 * The largest difference between two lists of outputs, each in relation to the range (greatest less least) of that
 * output's expected values; of several outputs that which comes nearest to its tolerance. Where all are equal, as a single value is, their size stands for it. NaN equals NaN only.
 */
export function largestError(expected, actual, tolerance) {
  if (expected.length !== actual.length) {
    return { error: Infinity, where: `${actual.length} outputs, not ${expected.length}`, good: false };
  }
  let worst = { share: 0, error: 0, where: '' };
  expected.forEach((output, index) => {
    const error = outputError(output, actual[index]);
    const share = error / tolerance(output);
    if (!(share <= worst.share)) {
      worst = { share, error, where: `output ${index} [${output.shape}]` };
    }
  });
  return { ...worst, good: worst.share <= 1 };
}

function outputError(expected, actual) {
  if (String(expected.shape) !== String(actual.shape) || expected.dtype !== actual.dtype) {
    return Infinity;
  }
  let least = Infinity;
  let most = -Infinity;
  let difference = 0;
  for (let i = 0; i < expected.values.length; i++) {
    const want = expected.values[i];
    const got = actual.values[i];
    least = Math.min(least, want);
    most = Math.max(most, want);
    if (Object.is(want, got)) {
      continue;
    }
    if (Number.isNaN(want) || Number.isNaN(got)) {
      return Infinity;
    }
    difference = Math.max(difference, Math.abs(want - got));
  }
  return difference === 0 ? 0 : difference / (most > least ? most - least : Math.abs(most));
}
