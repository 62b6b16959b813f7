namespace Lanewise.Training.Tests;

/// <summary>The networks of tests/training/networks.mjs: from a batch and the trainable weights, in the order of the layers, the logits.</summary>
internal static class Networks
{
    public static readonly Dictionary<string, Func<Tensor, Variable[], Tensor>> All = new()
    {
        ["dense"] = static (x, w) => Dense(Dense(x, w[0], w[1]).Tanh(), w[2], w[3]),
        ["conv1d"] = static (x, w) => Classes(x.Conv1D(w[0], 1, "valid").Add(w[1]).Relu(), w[2], w[3]),
        ["conv2d"] = static (x, w) => Classes(x.Conv2D(w[0], [2, 2], "same").Add(w[1]).MaxPool([2, 2], [2, 2], "valid"), w[2], w[3]),
        ["conv3d"] = static (x, w) => Classes(Tf.AvgPool3D(x.Conv3D(w[0], [1, 1, 1], "same").Add(w[1]), [2, 2, 2], [1, 1, 1], "valid"), w[2], w[3]),
        ["separable"] = static (x, w) => Classes(x.SeparableConv2D(w[0], w[1], [1, 1], "same").Add(w[2]), w[3], w[4]),
        ["depthwise"] = static (x, w) => Classes(x.DepthwiseConv2D(w[0], [1, 1], "valid").Add(w[1]).AvgPool([2, 2], [2, 2], "valid"), w[2], w[3]),
        ["transposed"] = static (x, w) => Classes(x.Conv2DTranspose(w[0], [x.Shape[0], 8, 8, 3], [2, 2], "same").Add(w[1]), w[2], w[3]),
        ["embedding"] = static (x, w) => Classes(w[0].Gather(x.Cast(DType.Int32)), w[1], w[2]),
        ["batchNormalization"] = static (x, w) =>
        {
            (Tensor mean, Tensor variance) = x.Moments([0, 1]);
            return Classes(x.BatchNorm(mean, variance, w[1], w[0]), w[2], w[3]);
        },
        ["layerNormalization"] = static (x, w) =>
        {
            (Tensor mean, Tensor variance) = x.Moments([-1], keepDims: true);
            return Classes(((x - mean) * (variance + 0.001f).Rsqrt() * w[0]) + w[1], w[2], w[3]);
        },
        ["lstm"] = Lstm,
        ["gru"] = Gru,
        ["simpleRNN"] = static (x, w) => Dense(Steps(x).Aggregate(Tf.Zeros([x.Shape[0], 4]), (h, step) => (Dense(step, w[0], w[2]) + h.MatMul(w[1])).Tanh()), w[3], w[4]),
        ["dropout"] = static (x, w) => Dense(Tf.Dropout(x, 0.5, seed: 7), w[0], w[1]),
        ["prelu"] = static (x, w) => Dense(Dense(x, w[0], w[1]).Prelu(w[2]), w[3], w[4]),
    };

    private static Tensor Dense(Tensor x, Tensor kernel, Tensor bias) => x.MatMul(kernel) + bias;

    private static Tensor Classes(Tensor x, Tensor kernel, Tensor bias) => Dense(x.Reshape([x.Shape[0], -1]), kernel, bias);

    private static Tensor[] Steps(Tensor x) => x.Unstack(1);

    private static Tensor HardSigmoid(Tensor x) => ((x * 0.2f) + 0.5f).ClipByValue(0, 1);

    private static Tensor Lstm(Tensor x, Variable[] w)
    {
        Tensor h = Tf.Zeros([x.Shape[0], 4]);
        Tensor c = h;
        foreach (Tensor step in Steps(x))
        {
            Tensor[] z = (step.MatMul(w[0]) + h.MatMul(w[1]) + w[2]).Split(4, 1);
            c = (HardSigmoid(z[1]) * c) + (HardSigmoid(z[0]) * z[2].Tanh());
            h = HardSigmoid(z[3]) * c.Tanh();
        }

        return Dense(h, w[3], w[4]);
    }

    private static Tensor Gru(Tensor x, Variable[] w)
    {
        Tensor h = Tf.Zeros([x.Shape[0], 4]);
        Tensor[] recurrent = w[1].Split([8, 4], 1);
        foreach (Tensor step in Steps(x))
        {
            Tensor[] input = Dense(step, w[0], w[2]).Split(3, 1);
            Tensor[] inner = h.MatMul(recurrent[0]).Split(2, 1);
            Tensor z = HardSigmoid(input[0] + inner[0]);
            Tensor r = HardSigmoid(input[1] + inner[1]);
            h = (z * h) + ((1 - z) * (input[2] + (r * h).MatMul(recurrent[1])).Tanh());
        }

        return Dense(h, w[3], w[4]);
    }
}
