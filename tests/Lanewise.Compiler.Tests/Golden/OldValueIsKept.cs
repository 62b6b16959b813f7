// A value on the stack is spilled before what it reads is written.
using Lanewise.Dialect;

public static unsafe class Case
{
    [WasmExport("order")]
    public static int Run(int* p, int a) => *p + (*p = a) + a++ + a;
}

/* gives
Case.Run(p: i32, a: i32): i32
0:
    l0 = a
    t = i32.load[p]
    i32[p] = a
    t.2 = a
    a = i32.add(a, 1)
    return i32.add(i32.add(i32.add(t, l0), t.2), a)
*/
