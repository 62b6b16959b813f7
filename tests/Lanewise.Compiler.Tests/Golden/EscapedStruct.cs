// A struct whose address leaves lives on the shadow stack.
using System.Runtime.CompilerServices;
using Lanewise.Dialect;

public struct Pair
{
    public int A;
    public int B;
}

public static class Case
{
    [WasmExport("escape")]
    public static int Run(int a)
    {
        Pair pair = new() { A = a };
        Fill(ref pair);
        return pair.A + pair.B;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Fill(ref Pair pair) => pair.B = pair.A;
}

/* gives
Case.Run(a: i32): i32
0:
    l1_0 = 0
    l1_0 = a
    i32[&l0] = l1_0
    i32[&l0 + 4] = 0
    Case.Fill(&l0)
    return i32.add(i32.load[&l0], i32.load[&l0 + 4])

Case.Fill(pair: i32)
0:
    i32[pair + 4] = i32.load[pair]
    return
*/
