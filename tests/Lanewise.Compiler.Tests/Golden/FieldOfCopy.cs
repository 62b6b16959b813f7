// A field of a local struct is read where it is, and a struct is copied once on its way into another.
using Lanewise.Dialect;

public static unsafe class Case
{
    private struct Job
    {
        public int A;
        public int B;
        public fixed int Rest[20];
    }

    [WasmExport("field")]
    public static int Run(void* state)
    {
        Job job = *(Job*)state;
        Job* kept = &job;
        return job.A + job.B + kept->Rest[3];
    }
}

/* gives
Case.Run(state: i32): i32
0:
    memory.copy(&l0, state, 88)
    return i32.add(i32.add(i32.load[&l0], i32.load[&l0 + 4]), i32.load[&l0 + 20])
*/
