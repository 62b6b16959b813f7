// The messages of an ONNX file: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
import { message } from './protobuf.mjs';

const elementTypes = { float32: 1, int64: 7 };
const opset = 17;
const irVersion = 8;

const attributeTypes = { int: 2, string: 3, ints: 7 };

function attribute([name, value]) {
  if (Array.isArray(value)) {
    return message([1, name], [8, value], [20, attributeTypes.ints]);
  }
  if (typeof value === 'string') {
    return message([1, name], [4, value], [20, attributeTypes.string]);
  }
  return message([1, name], [3, value], [20, attributeTypes.int]);
}

const node = ({ op, inputs, output, attributes }) =>
  message([1, inputs], [2, output], [3, output], [4, op], [5, Object.entries(attributes).map(attribute)]);

const constant = ({ name, shape, values }) =>
  message(
    [1, shape],
    [2, elementTypes[values instanceof BigInt64Array ? 'int64' : 'float32']],
    [8, name],
    [9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)],
  );

const dimensions = (shape) => message([1, shape.map((size) => message([1, size]))]);

/** A float32 tensor that goes in or out; without a shape the reader infers it. */
const port = ({ name, shape }) =>
  message([1, name], [2, message([1, message([1, elementTypes.float32], [2, shape && dimensions(shape)])])]);

/** The bytes of a file with one graph. */
export function onnxFile({ name, nodes, constants, inputs, outputs }) {
  const graph = message(
    [1, nodes.map(node)],
    [2, name],
    [5, constants.map(constant)],
    [11, inputs.map(port)],
    [12, outputs.map(port)],
  );
  return message([1, irVersion], [2, 'lanewise'], [7, graph], [8, message([1, ''], [2, opset])]);
}
