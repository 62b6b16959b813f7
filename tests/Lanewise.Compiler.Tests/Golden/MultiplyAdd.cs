// A micro-kernel's inner loop: load-splat, and multiply-add where the target has it.
using Lanewise.Dialect;
using Lanewise.Kernels;

public static unsafe class Case<V> where V : unmanaged, IVector<V>
{
    [WasmExport("dot")]
    public static void Run(float* a, float* b, float* c, int n)
    {
        V total = V.Load(c);
        for (int i = 0; i < n; i++)
        {
            total = V.MulAdd(V.Splat(a[i]), V.Load(b + (4 * i)), total);
        }

        V.Store(c, total);
    }
}

/* gives
Case<Vec128>.Run(a: i32, b: i32, c: i32, n: i32)
0:
    l0 = v128.load[c]
    l1 = 0
    if i32.lt_s(l1, n) goto 1 else 2
1:
    l0 = f32x4.relaxed_madd(v128.load32_splat[i32.add(a, i32.shl(l1, 2))], v128.load[i32.add(b, i32.shl(l1, 4))], l0)
    l1 = i32.add(l1, 1)
    if i32.lt_s(l1, n) goto 1 else 2
2:
    v128[c] = l0
    return
*/
