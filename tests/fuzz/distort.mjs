// Spoils one argument of a right call, as a mistaken program would.

/** @returns the call with one input or attribute replaced, its name, and whether a list lost an element */
export function distort(call, random) {
  const inputs = Array.isArray(call.inputs) ? [...call.inputs] : { ...call.inputs };
  const attrs = { ...call.attrs };
  const names = Object.keys(inputs).filter(
    (name) => inputs[name] && !Array.isArray(inputs[name]) && inputs[name].dtype !== 'string',
  );
  const settings = Object.keys(attrs).filter((name) => typeof attrs[name] === 'number' || Array.isArray(attrs[name]));
  if (settings.length > 0 && (names.length === 0 || random.chance(0.5))) {
    const name = random.pick(settings);
    attrs[name] = spoiled(attrs[name], random, steps.test(name) ? 2 : 0);
    const isShort = attrs[name]?.length < call.attrs[name].length;
    return { ...call, attrs, isDistorted: name, isShort };
  }
  if (names.length === 0) {
    return call;
  }
  const name = random.pick(names);
  const dtype = random.chance(0.5) ? inputs[name].dtype : random.pick(['float32', 'int32', 'bool']);
  const shape = random.chance(0.5) ? random.shape() : inputs[name].shape;
  inputs[name] = random.tensor(dtype, shape, false);
  return { ...call, inputs, isDistorted: name };
}

const numbers = [-1, 0, 1, 2, 7, 100];

/** With a step of 0 or less cpu walks for ever. */
const steps = /strides|dilations|step|num|numSegments/i;

function spoiled(value, random, first) {
  if (!Array.isArray(value)) {
    return random.pick(numbers.slice(first));
  }
  if (random.chance(0.3)) {
    return value.slice(1);
  }
  const copy = [...value];
  if (copy.length > 0) {
    const index = random.int(0, copy.length - 1);
    copy[index] = spoiled(copy[index], random, first);
  }
  return copy;
}
