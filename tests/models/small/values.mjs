// Seeded values for the weights and inputs of small models.
import { Random, sizeOf } from '../../fuzz/random.mjs';

/** A description of a tensor: dtype, shape and values. */
export const described = (dtype, shape, values) => ({ dtype, shape, values });

export const floats = (shape, seed, least = -1, most = 1) => {
  const random = new Random(seed);
  return described(
    'float32',
    shape,
    Array.from({ length: sizeOf(shape) }, () => Math.fround(least + random.next() * (most - least))),
  );
};

export const ints = (shape, seed, least = 0, most = 5) => {
  const random = new Random(seed);
  return described(
    'int32',
    shape,
    Array.from({ length: sizeOf(shape) }, () => random.int(least, most)),
  );
};

export const bools = (shape, seed) => ({ ...ints(shape, seed, 0, 1), dtype: 'bool' });
