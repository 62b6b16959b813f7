// A vector of one constant is loaded from constant data; zeros are not.
using System.Runtime.Intrinsics;
using Lanewise.Dialect;

public static unsafe class Case
{
    [WasmExport("scale")]
    public static void Run(float* p) => (Vector128.Load(p) * Vector128.Create(1.5f) + Vector128<float>.Zero).Store(p);
}

/* gives
Case.Run(p: i32)
0:
    v128[p] = f32x4.add(f32x4.mul(v128.load[p], v128.load32_splat[data(4 bytes)]), v128:0:0)
    return
*/
