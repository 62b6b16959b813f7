// A struct whose address stays inside is split into its fields, through inlined calls too.
using Lanewise.Dialect;

public struct Pair
{
    public int A;
    public int B;

    public void Add(int x)
    {
        A += x;
        B -= x;
    }
}

public static class Case
{
    [WasmExport("pair")]
    public static int Run(int a, int n)
    {
        Pair pair = new() { A = a };
        for (int i = 0; i < n; i++)
        {
            pair.Add(i);
        }

        return pair.A ^ pair.B;
    }
}

/* gives
Case.Run(a: i32, n: i32): i32
0:
    l1_0 = 0
    l1_0 = a
    l0_0 = l1_0
    l0_4 = 0
    l2 = 0
    if i32.lt_s(l2, n) goto 1 else 2
1:
    l0_0 = i32.add(l0_0, l2)
    l0_4 = i32.sub(l0_4, l2)
    l2 = i32.add(l2, 1)
    if i32.lt_s(l2, n) goto 1 else 2
2:
    return i32.xor(l0_0, l0_4)
*/
