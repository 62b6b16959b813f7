using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct MultinomialArgs
{
    public Tensor Logits;
    public int NumSamples;

    /// <summary>A number's decimal form: tfjs seeds its generator with the text.</summary>
    public Text Seed;
    public bool Normalized;
}

/// <summary>
/// Events drawn by their probabilities, or by the softmax of logits: from [batch, events] int32 [batch, samples]. Each line
/// of the batch begins with the same seed, and the same seed gives the same events as on tfjs's other CPU backend.
/// </summary>
public static unsafe class Multinomial<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("Multinomial")]
    public static Status Run(ref Call call, ref MultinomialArgs args)
    {
        ref Tensor x = ref args.Logits;
        call.RequireNumber(in x);
        call.RequireRank(in x, 2);
        if (args.NumSamples < 0)
        {
            call.Fail(Status.Range, MultinomialFields.NumSamples, 0, int.MaxValue, args.NumSamples);
        }

        if (!call.Failed && x.Shape[1] == 0)
        {
            call.Fail(Status.Dimension, MultinomialFields.Logits, 1, 1, 0);
        }

        if (call.Failed || call.Output(DType.Int32, Shape.Of(x.Shape[0], args.NumSamples), out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        int events = x.Shape[1];
        float* probabilities = Lanes<V>.Of(ref call, in x, DType.Float32);
        if (!args.Normalized && !call.Failed)
        {
            float* softmax = (float*)call.Scratch((long)x.Size * sizeof(float));
            float* scratch = (float*)call.Scratch((long)SoftmaxLines<V>.Scratch(events) * sizeof(float));
            if (scratch != null)
            {
                SoftmaxLines<V>.Run(probabilities, softmax, x.Shape[0], events, scratch);
            }

            probabilities = softmax;
        }

        float* bounds = (float*)call.Scratch((long)events * sizeof(float));
        if (call.Failed)
        {
            return call.Status;
        }

        Alea random = Alea.Seed(args.Seed.Units, args.Seed.Length);
        for (int line = 0; line < x.Shape[0]; line++)
        {
            Sampling.Draw(probabilities + ((nint)line * events), events, bounds, random, output.Ints + ((nint)line * args.NumSamples), args.NumSamples);
        }

        return Status.Ok;
    }
}
