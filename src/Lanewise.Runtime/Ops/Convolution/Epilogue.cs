using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>
/// What follows a convolution or a matrix product: bias, then activation. A bias per channel and a clamping activation go into
/// the micro-kernel; the rest are passes over the finished output.
/// </summary>
public unsafe struct Epilogue<V>
    where V : unmanaged, IVector<V>
{
    private Activation _activation;
    private Tensor _bias;
    private Tensor _alpha;
    private float _leakyAlpha;
    private int _channels;
    private bool _isLast;

    /// <summary>The bias that the micro-kernel starts from: one float per channel, padded to whole panels.</summary>
    public float* Bias;

    public float Least;
    public float Most;

    /// <param name="output">The shape of the result, as the caller of the op sees it.</param>
    /// <param name="channels">Its number of channels, or of columns.</param>
    /// <param name="format">NHWC also for a matrix product.</param>
    public static Status Read(
        ref Call call, in Tensor bias, in Tensor alpha, int alphaField, Activation activation, double leakyAlpha, in Shape output, int channels, DataFormat format, out Epilogue<V> epilogue)
    {
        epilogue = default;
        epilogue._activation = activation;
        epilogue._bias = bias;
        epilogue._alpha = alpha;
        epilogue._leakyAlpha = (float)leakyAlpha;
        epilogue._channels = channels;
        epilogue._isLast = format == DataFormat.NHWC;
        epilogue.Least = float.NegativeInfinity;
        epilogue.Most = float.PositiveInfinity;
        if (call.Failed)
        {
            return call.Status;
        }

        if (activation == Activation.Prelu && alpha.Id == 0)
        {
            return call.Fail(Status.Missing, alphaField);
        }

        epilogue.Check(ref call, in bias, in output);
        epilogue.Check(ref call, in alpha, in output);
        epilogue.Bias = (float*)call.Scratch((long)Panels<V>.PaddedColumns(channels) * sizeof(float));
        if (call.Failed)
        {
            return call.Status;
        }

        bool isFused = epilogue.IsPerChannel(in bias);
        Panels<V>.PadBias(epilogue.Bias, (float*)bias.Data, isFused ? bias.Size : 0, channels);
        if (isFused)
        {
            epilogue._bias = default;
        }

        if (epilogue._bias.Id == 0 && activation is Activation.Relu or Activation.Relu6)
        {
            epilogue.Least = 0;
            epilogue.Most = activation == Activation.Relu6 ? 6 : float.PositiveInfinity;
            epilogue._activation = Activation.Linear;
        }

        return call.Status;
    }

    /// <summary>The passes that are left, over the output in its final layout.</summary>
    public readonly Status Finish(ref Call call, in Tensor output)
    {
        int size = output.Size;
        float* y = (float*)output.Data;
        if (_bias.Id != 0)
        {
            float* bias = Spread(ref call, in _bias, in output.Shape);
            if (bias == null)
            {
                return call.Status;
            }

            BinaryRow<V, AddMap<V>>.Run(y, bias, y, size, null);
        }

        float parameter = _leakyAlpha;
        switch (_activation)
        {
            case Activation.Relu:
                UnaryRow<V, ReluMap<V>>.Run(y, null, y, size, null);
                break;
            case Activation.Relu6:
                UnaryRow<V, Relu6Map<V>>.Run(y, null, y, size, null);
                break;
            case Activation.Sigmoid:
                UnaryRow<V, SigmoidMap<V>>.Run(y, null, y, size, null);
                break;
            case Activation.Elu:
                UnaryRow<V, EluMap<V>>.Run(y, null, y, size, null);
                break;
            case Activation.LeakyRelu:
                UnaryRow<V, LeakyReluMap<V>>.Run(y, null, y, size, &parameter);
                break;
            case Activation.Prelu:
                FinishPrelu(ref call, in output);
                break;
        }

        return call.Status;
    }

    private readonly void FinishPrelu(ref Call call, in Tensor output)
    {
        float* y = (float*)output.Data;
        float* alpha = (float*)_alpha.Data;
        if (_alpha.Size == 1)
        {
            UnaryRow<V, LeakyReluMap<V>>.Run(y, null, y, output.Size, alpha);
            return;
        }

        if (_isLast && IsPerChannel(in _alpha))
        {
            for (nint i = 0; i < output.Size; i += _channels)
            {
                BinaryRow<V, PreluMap<V>>.Run(y + i, alpha, y + i, _channels, null);
            }

            return;
        }

        alpha = Spread(ref call, in _alpha, in output.Shape);
        if (alpha != null)
        {
            BinaryRow<V, PreluMap<V>>.Run(y, alpha, y, output.Size, null);
        }
    }

    // A vector belongs to the channels wherever they are; any other shape broadcasts as it stands.
    private readonly bool IsPerChannel(in Tensor tensor) =>
        tensor.Id != 0 && (tensor.Size == 1 || (tensor.Size == _channels && (tensor.Rank == 1 || (_isLast && tensor.Shape[tensor.Rank - 1] == _channels))));

    private readonly void Check(ref Call call, in Tensor tensor, in Shape output)
    {
        if (tensor.Id == 0)
        {
            return;
        }

        call.RequireType(in tensor, DType.Float32);
        if (!IsPerChannel(in tensor) && !(Shape.Broadcast(in tensor.Shape, in output, out Shape result) && result.Same(in output)))
        {
            call.Fail(Status.Broadcast, tensor.Argument);
        }
    }

    /// <summary>The tensor repeated to a whole output.</summary>
    private readonly float* Spread(ref Call call, in Tensor tensor, in Shape output)
    {
        float* target = (float*)call.Scratch((long)output.Size * sizeof(float));
        if (target == null)
        {
            return null;
        }

        int* strides = stackalloc int[Shape.MaxRank];
        int* from = stackalloc int[Shape.MaxRank];
        tensor.Shape.Strides(strides);
        bool isChannel = tensor.Rank == 1 && tensor.Size == _channels;
        int channelAxis = _isLast ? output.Rank - 1 : 1;
        for (int i = 0; i < output.Rank; i++)
        {
            int axis = isChannel ? (i == channelAxis ? 0 : -1) : i - (output.Rank - tensor.Rank);
            from[i] = axis < 0 || tensor.Shape[axis] == 1 ? 0 : strides[axis];
        }

        Transpose.Permute((byte*)target, in output, tensor.Data, from, sizeof(float));
        return target;
    }
}
