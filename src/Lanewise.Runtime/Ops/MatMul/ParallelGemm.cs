using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>
/// A matrix product on all threads: by rows, or by panels of columns where there are more columns than rows. Of what it is
/// not cut by, each chunk reads all.
/// </summary>
internal static unsafe class ParallelGemm<V>
    where V : unmanaged, IVector<V>
{
    private struct Job
    {
        public Gemm<V> Gemm;
        public int Rows;

        /// <summary>Rows of an item; 0 if items are panels.</summary>
        public int Step;
    }

    public static void Run(ref Call call, in Gemm<V> gemm, int rows)
    {
        Job job;
        job.Gemm = gemm;
        job.Rows = rows;
        job.Step = GemmTile<V>.MaxRows;
        long depth = (long)gemm.Taps * gemm.Depth;
        int items = (rows + job.Step - 1) / job.Step;
        if (items < gemm.PanelCount && (items < 2 * call.Threads || (rows < gemm.Columns && gemm.PanelCount >= 2 * call.Threads)))
        {
            job.Step = 0;
            items = gemm.PanelCount;
        }

        long each = job.Step == 0 ? (long)rows * Gemm<V>.PanelColumns : (long)job.Step * gemm.Columns;
        call.Parallel(items, 2 * depth * each, &RunItems, &job);
    }

    private static void RunItems(void* state, int begin, int end, int thread)
    {
        Job* job = (Job*)state;
        if (job->Step == 0)
        {
            job->Gemm.Run(0, job->Rows, begin, end);
            return;
        }

        int last = end * job->Step;
        job->Gemm.Run(begin * job->Step, last < job->Rows ? last : job->Rows);
    }
}
