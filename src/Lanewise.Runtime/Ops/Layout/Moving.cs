using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>A strided copy on all threads.</summary>
internal static unsafe class Moving
{
    // In float operations, because a move takes as long as so many of them.
    private const long CostPerElement = 16;

    private struct Job
    {
        public StridedCopy Copy;
        public byte* Target;
        public byte* Source;
        public int Size;
    }

    /// <summary>Moves elements of <paramref name="size"/> bytes between places that do not overlap.</summary>
    public static void Run(ref Call call, in StridedCopy copy, byte* target, byte* source, int size)
    {
        Job job;
        job.Copy = copy;
        job.Target = target;
        job.Source = source;
        job.Size = size;
        int slices = copy.Slices;
        call.Parallel(slices, slices == 0 ? 0 : CostPerElement * copy.Elements / slices, &RunSlices, &job);
    }

    private static void RunSlices(void* state, int begin, int end, int thread)
    {
        Job* job = (Job*)state;
        StridedCopy copy = job->Copy;
        copy.RunSlices(job->Target, job->Source, job->Size, begin, end);
    }
}
