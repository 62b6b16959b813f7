// Constant parts of an address go into the access.
using Lanewise.Dialect;

public static unsafe class Case
{
    [WasmExport("address")]
    public static float Run(float* p, int i) => p[i] + p[i + 1] + p[3] + ((float*)((byte*)p + 2))[i + 4];
}

/* gives
Case.Run(p: i32, i: i32): f32
0:
    return f32.add(f32.add(f32.add(f32.load[i32.add(p, i32.shl(i, 2))], f32.load[i32.add(p, i32.shl(i, 2)) + 4]), f32.load[p + 12]), f32.load[i32.add(p, i32.shl(i, 2)) + 18])
*/
