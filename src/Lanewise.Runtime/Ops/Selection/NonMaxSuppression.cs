using Kernel = Lanewise.Kernels.NonMaxSuppression;

namespace Lanewise.Runtime.Ops;

public struct NonMaxSuppressionV3Args
{
    public Tensor Boxes;
    public Tensor Scores;
    public int MaxOutputSize;
    public double IouThreshold;
    public double ScoreThreshold;
}

public struct NonMaxSuppressionV4Args
{
    public Tensor Boxes;
    public Tensor Scores;
    public int MaxOutputSize;
    public double IouThreshold;
    public double ScoreThreshold;
    public bool PadToMaxOutputSize;
}

public struct NonMaxSuppressionV5Args
{
    public Tensor Boxes;
    public Tensor Scores;
    public int MaxOutputSize;
    public double IouThreshold;
    public double ScoreThreshold;
    public double SoftNmsSigma;
}

/// <summary>Boxes [count, 4] and scores [count] to the indices of the boxes that are kept, best first.</summary>
public static unsafe class NonMaxSuppression
{
    [Kernel("NonMaxSuppressionV3")]
    public static Status RunV3(ref Call call, ref NonMaxSuppressionV3Args args)
    {
        int kept = Select(ref call, in args.Boxes, in args.Scores, args.MaxOutputSize, args.IouThreshold, args.ScoreThreshold, 0, out int* chosen, out float* _);
        return WriteIndices(ref call, chosen, kept, kept);
    }

    /// <summary>As V3, filled up with zeros if asked; the second output is the number kept.</summary>
    [Kernel("NonMaxSuppressionV4", Outputs = 2)]
    public static Status RunV4(ref Call call, ref NonMaxSuppressionV4Args args)
    {
        int kept = Select(ref call, in args.Boxes, in args.Scores, args.MaxOutputSize, args.IouThreshold, args.ScoreThreshold, 0, out int* chosen, out float* _);
        WriteIndices(ref call, chosen, kept, args.PadToMaxOutputSize && args.MaxOutputSize > kept ? args.MaxOutputSize : kept);
        Shape scalar = default;
        if (call.Output(DType.Int32, in scalar, out Tensor valid) == Status.Ok)
        {
            *valid.Ints = kept;
        }

        return call.Status;
    }

    /// <summary>As V3 with falling scores (soft NMS); the second output is the scores of those kept.</summary>
    [Kernel("NonMaxSuppressionV5", Outputs = 2)]
    public static Status RunV5(ref Call call, ref NonMaxSuppressionV5Args args)
    {
        int kept = Select(
            ref call, in args.Boxes, in args.Scores, args.MaxOutputSize, args.IouThreshold, args.ScoreThreshold, args.SoftNmsSigma, out int* chosen, out float* scores);
        WriteIndices(ref call, chosen, kept, kept);
        Shape shape = Shape.Of(kept);
        if (call.Output(DType.Float32, in shape, out Tensor output) == Status.Ok)
        {
            Buffer.MemoryCopy(scores, output.Data, (nint)kept * sizeof(float), (nint)kept * sizeof(float));
        }

        return call.Status;
    }

    private static int Select(
        ref Call call, in Tensor boxes, in Tensor scores, int limit, double iouThreshold, double scoreThreshold, double sigma, out int* chosen, out float* chosenScores)
    {
        chosen = null;
        chosenScores = null;
        call.RequireType(in boxes, DType.Float32);
        call.RequireType(in scores, DType.Float32);
        call.RequireRank(in boxes, 2);
        if (call.RequireRank(in scores, 1) != Status.Ok)
        {
            return 0;
        }

        int count = boxes.Shape[0];
        call.RequireDimension(in boxes, 1, 4);
        call.RequireDimension(in scores, 0, count);
        limit = limit < 0 ? 0 : limit < count ? limit : count;
        Kernel selection = default;
        selection.Boxes = boxes.Floats;
        selection.IouThreshold = iouThreshold;
        selection.ScoreThreshold = scoreThreshold;
        selection.Sigma = sigma;
        selection.Heap = (Kernel.Candidate*)call.Scratch((long)count * sizeof(Kernel.Candidate));
        chosen = (int*)call.Scratch((long)limit * sizeof(int));
        chosenScores = (float*)call.Scratch((long)limit * sizeof(float));
        return call.Failed ? 0 : selection.Run(scores.Floats, count, limit, chosen, chosenScores);
    }

    private static Status WriteIndices(ref Call call, int* chosen, int kept, int size)
    {
        Shape shape = Shape.Of(size);
        if (call.Output(DType.Int32, in shape, out Tensor output) == Status.Ok)
        {
            for (int i = 0; i < size; i++)
            {
                output.Ints[i] = i < kept ? chosen[i] : 0;
            }
        }

        return call.Status;
    }
}
