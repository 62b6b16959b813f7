namespace Lanewise;

public static partial class Tf
{
    /// <summary>
    /// Ops with a bias and an activation in one pass over the result. While gradients are recorded they run as the single ops that they
    /// stand for.
    /// </summary>
    public static class Fused
    {
        /// <summary>activation(<see cref="Tf.Conv2D"/> + bias).</summary>
        /// <param name="x">float32 [batch, height, width, inChannels], or without the batch.</param>
        /// <param name="filter">float32 [height, width, inChannels, outChannels].</param>
        /// <param name="strides">The distances of two windows, [height, width] or one number for both.</param>
        /// <param name="pad">The padding.</param>
        /// <param name="dataFormat">Where the channels of x and of the result are.</param>
        /// <param name="dilations">The distances of two taps of a window, 1 by default; other than 1 only with strides of 1.</param>
        /// <param name="dimRoundingMode">How the output's size is rounded, where the padding is a number.</param>
        /// <param name="bias">Per channel of the result.</param>
        /// <param name="activation">The activation.</param>
        /// <param name="preluActivationWeights">The alphas of <see cref="Activation.Prelu"/>.</param>
        /// <param name="leakyreluAlpha">The alpha of <see cref="Activation.LeakyRelu"/>.</param>
        public static Tensor Conv2D(
            Tensor x,
            Tensor filter,
            ReadOnlySpan<int> strides,
            Padding pad,
            DataFormat dataFormat = DataFormat.NHWC,
            ReadOnlySpan<int> dilations = default,
            DimRoundingMode dimRoundingMode = DimRoundingMode.None,
            Tensor? bias = null,
            Activation activation = Activation.Linear,
            Tensor? preluActivationWeights = null,
            double leakyreluAlpha = 0.2)
        {
            CheckWindows(strides, pad, dilations, dimRoundingMode);
            using Scope scope = Scope.Open();
            if (Scope.Tape is not null)
            {
                Tensor sum = Biased(Tf.Conv2D(x, filter, strides, pad, dataFormat, dilations, dimRoundingMode), bias, dataFormat);
                return scope.Leave(Activate(sum, activation, preluActivationWeights, leakyreluAlpha));
            }

            Tensor batch = Batches.Of(Require.Float(x), 4, nameof(x));
            return Batches.Leave(
                scope,
                Kernel.FusedConv2D(
                    batch, Require.Float(filter), Float(bias), preluActivationWeights, strides, pad, dataFormat, dilations, dimRoundingMode, activation, leakyreluAlpha),
                x.Rank == 3);
        }

        /// <summary>activation(<see cref="Tf.DepthwiseConv2D"/> + bias).</summary>
        /// <param name="x">float32 [batch, height, width, inChannels], or without the batch.</param>
        /// <param name="filter">float32 [height, width, inChannels, multiplier].</param>
        /// <param name="strides">The distances of two windows, [height, width] or one number for both.</param>
        /// <param name="pad">The padding.</param>
        /// <param name="dataFormat">Where the channels of x and of the result are.</param>
        /// <param name="dilations">The distances of two taps of a window, 1 by default; other than 1 only with strides of 1.</param>
        /// <param name="dimRoundingMode">How the output's size is rounded, where the padding is a number.</param>
        /// <param name="bias">Per channel of the result.</param>
        /// <param name="activation">The activation.</param>
        /// <param name="preluActivationWeights">The alphas of <see cref="Activation.Prelu"/>.</param>
        /// <param name="leakyreluAlpha">The alpha of <see cref="Activation.LeakyRelu"/>.</param>
        public static Tensor DepthwiseConv2D(
            Tensor x,
            Tensor filter,
            ReadOnlySpan<int> strides,
            Padding pad,
            DataFormat dataFormat = DataFormat.NHWC,
            ReadOnlySpan<int> dilations = default,
            DimRoundingMode dimRoundingMode = DimRoundingMode.None,
            Tensor? bias = null,
            Activation activation = Activation.Linear,
            Tensor? preluActivationWeights = null,
            double leakyreluAlpha = 0.2)
        {
            CheckWindows(strides, pad, dilations, dimRoundingMode);
            using Scope scope = Scope.Open();
            if (Scope.Tape is not null)
            {
                Tensor sum = Biased(Tf.DepthwiseConv2D(x, filter, strides, pad, dataFormat, dilations, dimRoundingMode), bias, dataFormat);
                return scope.Leave(Activate(sum, activation, preluActivationWeights, leakyreluAlpha));
            }

            Tensor batch = Batches.Of(Require.Float(x), 4, nameof(x));
            return Batches.Leave(
                scope,
                Kernel.FusedDepthwiseConv2D(
                    batch, Require.Float(filter), Float(bias), preluActivationWeights, strides, pad, dataFormat, dilations, dimRoundingMode, activation, leakyreluAlpha),
                x.Rank == 3);
        }

        /// <summary>activation(<see cref="Tf.MatMul"/> + bias).</summary>
        /// <param name="a">The left ones, float32.</param>
        /// <param name="b">The right ones, float32.</param>
        /// <param name="transposeA">The left ones are [..., inner, rows].</param>
        /// <param name="transposeB">The right ones are [..., columns, inner].</param>
        /// <param name="bias">Broadcasts to the result.</param>
        /// <param name="activation">The activation.</param>
        /// <param name="preluActivationWeights">The alphas of <see cref="Activation.Prelu"/>.</param>
        /// <param name="leakyreluAlpha">The alpha of <see cref="Activation.LeakyRelu"/>.</param>
        public static Tensor MatMul(
            Tensor a,
            Tensor b,
            bool transposeA = false,
            bool transposeB = false,
            Tensor? bias = null,
            Activation activation = Activation.Linear,
            Tensor? preluActivationWeights = null,
            double leakyreluAlpha = 0.2)
        {
            using Scope scope = Scope.Open();
            if (Scope.Tape is not null)
            {
                Tensor product = Tf.MatMul(a, b, transposeA, transposeB);
                return scope.Leave(Activate(bias is null ? product : product.Add(bias), activation, preluActivationWeights, leakyreluAlpha));
            }

            Require.Number(a);
            Require.Number(b);
            (a, b) = Matching.Match(a, b);
            return scope.Leave(Kernel.FusedMatMul(a, b, bias, preluActivationWeights, transposeA, transposeB, activation, leakyreluAlpha));
        }

        private static Tensor? Float(Tensor? bias) => bias is null || bias.DType == DType.Float32 ? bias : bias.ToFloat();

        /// <summary>A vector is per channel, wherever the channels are.</summary>
        private static Tensor Biased(Tensor x, Tensor? bias, DataFormat format) =>
            bias is null ? x : x.Add(format == DataFormat.NCHW && bias.Rank == 1 ? bias.Reshape([-1, 1, 1]) : bias);

        private static Tensor Activate(Tensor x, Activation activation, Tensor? alphas, double alpha) => activation switch
        {
            Activation.Linear => x,
            Activation.Relu => x.Relu(),
            Activation.Relu6 => x.Relu6(),
            Activation.Prelu => x.Prelu(alphas ?? throw new ArgumentNullException(nameof(alphas), "prelu needs preluActivationWeights")),
            Activation.LeakyRelu => x.LeakyRelu(alpha),
            Activation.Sigmoid => x.Sigmoid(),
            _ => x.Elu(),
        };
    }
}
