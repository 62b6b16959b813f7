// As much of the Protocol Buffers encoding as a file of ONNX needs.

function* varint(value) {
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) {
    yield Number(rest & 127n) | 128;
  }
  yield Number(rest);
}

/** One field: an integer as a varint, text, bytes and messages with their length. */
function field(number, value) {
  if (typeof value === 'number' || typeof value === 'bigint') {
    return [Buffer.from([...varint(number << 3), ...varint(value)])];
  }
  const bytes = Buffer.from(value);
  return [Buffer.from([...varint((number << 3) | 2), ...varint(bytes.length)]), bytes];
}

/** A message of [number, value] pairs; a list is a repeated field, undefined none. */
export function message(...fields) {
  const all = fields.flatMap(([number, value]) => [value].flat().map((one) => [number, one]));
  return Buffer.concat(
    all.filter(([, value]) => value !== undefined).flatMap(([number, value]) => field(number, value)),
  );
}
