// Static abstract members are resolved and inlined.
using Lanewise.Dialect;

public interface IMap
{
    static abstract float Apply(float x);
}

public struct Double : IMap
{
    public static float Apply(float x) => x + x;
}

public static unsafe class Case
{
    private static void Map<T>(float* p, int n) where T : IMap
    {
        for (int i = 0; i < n; i++)
        {
            p[i] = T.Apply(p[i]);
        }
    }

    [WasmExport("double")]
    public static void Run(float* p, int n) => Map<Double>(p, n);
}

/* gives
Case.Run(p: i32, n: i32)
0:
    Case.Map<Double>(p, n)
    return

Case.Map<Double>(p: i32, n: i32)
0:
    l0 = 0
    if i32.lt_s(l0, n) goto 1 else 2
1:
    x = f32.load[i32.add(p, i32.shl(l0, 2))]
    f32[i32.add(p, i32.shl(l0, 2))] = f32.add(x, x)
    l0 = i32.add(l0, 1)
    if i32.lt_s(l0, n) goto 1 else 2
2:
    return
*/
