// The branch of another target leaves nothing.
using Lanewise.Dialect;

public static class Case
{
    [WasmExport("target")]
    public static int Run(int a)
    {
        int tile = Target.HasFusedMultiplyAdd ? 6 : 4;
        if (!Target.IsWasm)
        {
            return new object().GetHashCode();
        }

        return a * tile;
    }
}

/* gives
Case.Run(a: i32): i32
0:
    return i32.mul(a, 6)
*/
