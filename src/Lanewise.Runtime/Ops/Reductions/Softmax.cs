using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct SoftmaxArgs
{
    public Tensor Logits;

    [Default(-1)]
    public int Dim;
}

/// <summary>e^(x − max) / Σ e^(x − max) along the last axis, float32.</summary>
public static unsafe class Softmax<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("Softmax")]
    public static Status Run(ref Call call, ref SoftmaxArgs args)
    {
        ref Tensor x = ref args.Logits;
        call.RequireType(in x, DType.Float32);
        call.RequireAxis(SoftmaxFields.Dim, args.Dim, x.Rank, out int axis);
        if (!call.Failed && axis != x.Rank - 1)
        {
            return call.Fail(Status.Value, SoftmaxFields.Dim, args.Dim);
        }

        if (call.Failed || call.Output(DType.Float32, in x.Shape, out Tensor y) != Status.Ok || y.Size == 0)
        {
            return call.Status;
        }

        Job job;
        job.X = x.Floats;
        job.Y = y.Floats;
        job.Length = x.Shape[axis];
        job.ScratchFloats = SoftmaxLines<V>.Scratch(job.Length);
        job.Scratch = (float*)call.Scratch((long)call.Threads * job.ScratchFloats * sizeof(float));
        if (!call.Failed)
        {
            call.Parallel(x.Size / job.Length, 32L * job.Length, &RunLines, &job);
        }

        return call.Status;
    }

    private struct Job
    {
        public float* X;
        public float* Y;
        public int Length;

        /// <summary>For each thread.</summary>
        public float* Scratch;
        public int ScratchFloats;
    }

    private static void RunLines(void* state, int begin, int end, int thread)
    {
        Job* job = (Job*)state;
        nint first = (nint)begin * job->Length;
        SoftmaxLines<V>.Run(job->X + first, job->Y + first, end - begin, job->Length, job->Scratch + (nint)thread * job->ScratchFloats);
    }
}
