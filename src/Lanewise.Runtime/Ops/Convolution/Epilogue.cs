using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>
/// What follows a convolution or a matrix product: bias, then activation. A bias per channel and a clamping activation go into
/// the micro-kernel, other activations pass over rows while they are in the cache; what does not go by channels are passes
/// over the finished output.
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

    /// <summary>For the rows of channels as they are finished.</summary>
    public RowActivation<V> OnRows;

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

        if (epilogue._bias.Id != 0)
        {
            return call.Status;
        }

        if (activation is Activation.Relu or Activation.Relu6)
        {
            epilogue.Least = 0;
            epilogue.Most = activation == Activation.Relu6 ? 6 : float.PositiveInfinity;
            epilogue._activation = Activation.Linear;
        }
        else if (activation != Activation.Prelu || epilogue.IsPerChannel(in alpha))
        {
            epilogue.OnRows = epilogue.Choose(ref call);
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

        if (_activation != Activation.Linear)
        {
            RowActivation<V> activation = Choose(ref call);
            if (activation.Alpha != null)
            {
                activation.Alpha = Spread(ref call, in _alpha, in output.Shape);
            }

            if (!call.Failed)
            {
                activation.Run(y, size, 0, 1, size);
            }
        }

        return call.Status;
    }

    private readonly RowActivation<V> Choose(ref Call call)
    {
        RowActivation<V> activation = default;
        switch (_activation)
        {
            case Activation.Relu:
                activation.Function = &UnaryRow<V, ReluMap<V>>.Run;
                break;
            case Activation.Relu6:
                activation.Function = &UnaryRow<V, Relu6Map<V>>.Run;
                break;
            case Activation.Sigmoid:
                activation.Function = &UnaryRow<V, SigmoidMap<V>>.Run;
                break;
            case Activation.Elu:
                activation.Function = &UnaryRow<V, EluMap<V>>.Run;
                break;
            case Activation.LeakyRelu:
                activation.Function = &UnaryRow<V, LeakyReluMap<V>>.Run;
                activation.Parameters = (float*)call.Scratch(sizeof(float));
                if (activation.Parameters != null)
                {
                    *activation.Parameters = _leakyAlpha;
                }

                break;
            case Activation.Prelu when _alpha.Size == 1:
                activation.Function = &UnaryRow<V, LeakyReluMap<V>>.Run;
                activation.Parameters = _alpha.Floats;
                break;
            case Activation.Prelu:
                activation.Function = &BinaryRow<V, PreluMap<V>>.Run;
                activation.Alpha = _alpha.Floats;
                break;
        }

        return activation;
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

        Transpose.Permute(ref call, (byte*)target, in output, tensor.Data, from, sizeof(float));
        return target;
    }
}
