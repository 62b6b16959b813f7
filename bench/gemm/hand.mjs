// Micro-kernels written by hand in WebAssembly's text format, as the limit that compiled C# is measured against: the same
// tile, packing and clamp, nothing in the inner loop but loads and multiply-adds.

/** @param unroll steps of k in one turn of the loop; the depth is a multiple of it */
function kernel(rows, fused, unroll) {
  const all = [...Array(rows).keys()];
  const mulAdd = (a, b, c) =>
    fused ? `(f32x4.relaxed_madd ${a} ${b} ${c})` : `(f32x4.add ${c} (f32x4.mul ${a} ${b}))`;
  const step = (k) => `
    (local.set $low (v128.load offset=${32 * k} (local.get $panel)))
    (local.set $high (v128.load offset=${32 * k + 16} (local.get $panel)))
    ${all
      .map(
        (row) => `
    (local.set $x (v128.load32_splat offset=${4 * k} (i32.add (local.get $a${row}) (local.get $k))))
    (local.set $l${row} ${mulAdd('(local.get $x)', '(local.get $low)', `(local.get $l${row})`)})
    (local.set $h${row} ${mulAdd('(local.get $x)', '(local.get $high)', `(local.get $h${row})`)})`,
      )
      .join('')}`;
  const clamp = (name) => `(f32x4.pmin (f32x4.pmax (local.get ${name}) (local.get $low)) (local.get $high))`;
  return `
  (func (export "gemm${rows}x8u${unroll}") (param $a i32) (param $depth i32) (param $panel i32) (param $bias i32) (param $c i32) (param $ldc i32)
    (local $k i32) ${all.map((row) => `(local $a${row} i32) (local $l${row} v128) (local $h${row} v128)`).join(' ')}
    (local $x v128) (local $low v128) (local $high v128)
    ${all
      .map(
        (row) => `
    (local.set $a${row} (i32.load offset=${4 * row} (local.get $a)))
    (local.set $l${row} (v128.load (local.get $bias)))
    (local.set $h${row} (v128.load offset=16 (local.get $bias)))`,
      )
      .join('')}
    (local.set $depth (i32.shl (local.get $depth) (i32.const 2)))
    (loop $next
      ${[...Array(unroll).keys()].map(step).join('')}
      (local.set $panel (i32.add (local.get $panel) (i32.const ${32 * unroll})))
      (br_if $next (i32.lt_u (local.tee $k (i32.add (local.get $k) (i32.const ${4 * unroll}))) (local.get $depth))))
    (local.set $low (f32x4.splat (f32.const -inf)))
    (local.set $high (f32x4.splat (f32.const inf)))
    (local.set $ldc (i32.shl (local.get $ldc) (i32.const 2)))
    ${all
      .map(
        (row) => `
    (v128.store (local.get $c) ${clamp(`$l${row}`)})
    (v128.store offset=16 (local.get $c) ${clamp(`$h${row}`)})
    (local.set $c (i32.add (local.get $c) (local.get $ldc)))`,
      )
      .join('')})`;
}

export const unrolls = [1, 2, 4];

/** A module with a kernel per unrolling, named gemm4x8u1 and so on. */
export const handWritten = (rows, fused) =>
  `(module (memory (export "memory") 16) ${unrolls.map((unroll) => kernel(rows, fused, unroll)).join('')})`;
