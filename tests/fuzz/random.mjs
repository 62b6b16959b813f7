// A seeded source of shapes, values and tensors. What it gives is small, and often at an edge.

const edges = {
  float32: [0, -0, 1, -1, NaN, Infinity, -Infinity, 1e-40, -1e-40, 3.4e38, -3.4e38, 0.5, -2.5, 255, 16777217],
  int32: [0, 1, -1, 2147483647, -2147483648, 255, 65536, -7],
};

export class Random {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  /** 0 ≤ x < 1, by mulberry32. */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number, both ends included. */
  int(least, most) {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(probability) {
    return this.next() < probability;
  }

  pick(list) {
    return list[this.int(0, list.length - 1)];
  }

  ints(count, least, most) {
    return Array.from({ length: count }, () => this.int(least, most));
  }

  shuffled(list) {
    const result = [...list];
    for (let i = result.length - 1; i > 0; i--) {
      const j = this.int(0, i);
      [result[i], result[j]] = [result[j], result[i]];
    }
    return result;
  }

  dim() {
    return this.chance(0.04) ? 0 : this.chance(0.1) ? this.int(5, 17) : this.int(1, 4);
  }

  shape(least = 0, most = 6) {
    const rank = this.chance(0.85) ? this.int(least, Math.max(least, Math.min(most, 4))) : this.int(least, most);
    const shape = Array.from({ length: rank }, () => this.dim());
    while (sizeOf(shape) > 4000) {
      shape[this.int(0, rank - 1)] = 1;
    }
    return shape;
  }

  value(dtype, wild) {
    if (dtype === 'bool') {
      return this.int(0, 1);
    }
    if (wild && this.chance(0.2)) {
      return this.pick(edges[dtype]);
    }
    return dtype === 'int32' ? this.int(-6, 6) : Math.fround((this.next() * 2 - 1) * this.pick([1, 4, 30]));
  }

  /** A description of a tensor; `wild` values may be NaN, infinite, extreme. */
  tensor(dtype, shape, wild = this.chance(0.3)) {
    const length = sizeOf(shape) * (dtype === 'complex64' ? 2 : 1);
    const of = dtype === 'complex64' ? 'float32' : dtype;
    return { dtype, shape, values: Array.from({ length }, () => this.value(of, wild)) };
  }

  /** A tensor whose numbers are indices, some of them out of range if `bad`. */
  indices(shape, limit, bad = this.chance(0.05)) {
    const values = Array.from({ length: sizeOf(shape) }, () =>
      bad && this.chance(0.3) ? this.pick([-1, limit, limit + 5, 2147483647]) : this.int(0, Math.max(limit - 1, 0)),
    );
    return { dtype: 'int32', shape, values };
  }

  /** A shape that broadcasts with this one. */
  partner(shape) {
    const cut = shape.slice(this.chance(0.3) ? this.int(0, shape.length) : 0);
    return cut.map((dim) => (this.chance(0.25) ? 1 : dim));
  }
}

export const sizeOf = (shape) => shape.reduce((product, dim) => product * dim, 1);
