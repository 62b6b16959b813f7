using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>
/// What follows a convolution or a matrix product: bias, activation, and in a program the steps that were fused into the call.
/// A bias per channel and clamps go into the micro-kernel, other functions pass over rows while they are in the cache; what
/// does not go by channels are passes over the finished output.
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
    private RowChain<V> _late;

    /// <summary>The bias that the micro-kernel starts from: one float per channel, padded to whole panels.</summary>
    public float* Bias;

    public float Least;
    public float Most;

    /// <summary>What a program adds between bias and clamps: one float for each element of the first so many columns; null for nothing.</summary>
    public float* Addend;
    public int AddendColumns;

    /// <summary>For the rows of channels as they are finished. Its origin is to be set to the result.</summary>
    public RowChain<V> Chain;

    /// <param name="output">The shape of the result, as the caller of the op sees it.</param>
    /// <param name="channels">Its number of channels, or of columns.</param>
    /// <param name="format">NHWC also for a matrix product.</param>
    /// <param name="takesAddend">The micro-kernel can add a matrix.</param>
    public static Status Read(
        ref Call call, in Tensor bias, in Tensor alpha, int alphaField, Activation activation, double leakyAlpha, in Shape output, int channels, DataFormat format, bool takesAddend, out Epilogue<V> epilogue)
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

        return epilogue.Plan(ref call, in output, takesAddend);
    }

    /// <summary>Decides what the micro-kernel does, what the rows, and what is left for <see cref="Finish"/>.</summary>
    private Status Plan(ref Call call, in Shape output, bool takesAddend)
    {
        Shape byChannels = Shape.Of(_channels == 0 ? 0 : output.Size / _channels, _channels);
        ChainWriter<V> rows = ChainWriter<V>.Begin(ref call, in byChannels, 1 + call.StepCount);
        if (call.Failed)
        {
            return call.Status;
        }

        bool isRows = _bias.Id == 0;
        if (isRows && _activation is Activation.Relu or Activation.Relu6)
        {
            Clamp(0, _activation == Activation.Relu6 ? 6 : float.PositiveInfinity);
            _activation = Activation.Linear;
        }
        else if (isRows && _activation != Activation.Linear && (_activation != Activation.Prelu || IsPerChannel(in _alpha)))
        {
            RowSource result = default;
            RowSource second = default;
            Row function = Choose(ref call, out float* parameters, out bool isBinary);
            if (isBinary)
            {
                second = rows.Columns(ref call, _alpha.Floats, _alpha.Size);
            }

            rows.Add(function, parameters, in result, in second, 0);
            _activation = Activation.Linear;
        }

        if (isRows && _isLast && _activation == Activation.Linear)
        {
            int first = rows.Chain.IsPresent ? 0 : Absorb(ref call, takesAddend);
            call.BindSteps(ref rows, first);
            Chain = rows.Chain;
            return call.Status;
        }

        Chain = rows.Chain;
        rows = ChainWriter<V>.Begin(ref call, in output, call.StepCount);
        call.BindSteps(ref rows, 0);
        _late = rows.Chain;
        return call.Status;
    }

    /// <summary>Takes over the first steps that the micro-kernel can do itself: a bias, an addend, then clamps. Returns how many.</summary>
    private int Absorb(ref Call call, bool takesAddend)
    {
        int first = 0;
        bool isClamped = Least != float.NegativeInfinity || Most != float.PositiveInfinity;
        while (!isClamped && first < call.StepCount && call.StepAddsToColumns(first, out float* values, out int count))
        {
            for (int i = 0; i < _channels; i++)
            {
                Bias[i] += values[count == 1 ? 0 : i];
            }

            first++;
        }

        if (takesAddend && !isClamped && first < call.StepCount && call.StepAddsWhole(first, out Addend, out AddendColumns))
        {
            AddendColumns = AddendColumns == 0 ? _channels : AddendColumns;
            first++;
        }

        while (first < call.StepCount && call.StepClamps(first, out float least, out float most))
        {
            Clamp(least, most);
            first++;
        }

        return first;
    }

    private void Clamp(float least, float most)
    {
        Least = Math.Min(Math.Max(Least, least), most);
        Most = Math.Min(Math.Max(Most, least), most);
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
            Row function = Choose(ref call, out float* parameters, out bool isBinary);
            float* alpha = isBinary && !call.Failed ? Spread(ref call, in _alpha, in output.Shape) : null;
            if (!call.Failed)
            {
                function(y, alpha, y, size, parameters);
            }
        }

        if (_late.IsPresent && !call.Failed)
        {
            RowChain<V> late = _late;
            late.Origin = y;
            late.Run(y, 0, size);
        }

        return call.Status;
    }

    /// <param name="isBinary">The second operand is alpha.</param>
    private readonly Row Choose(ref Call call, out float* parameters, out bool isBinary)
    {
        parameters = null;
        isBinary = false;
        switch (_activation)
        {
            case Activation.Relu:
                return &UnaryRow<V, ReluMap<V>>.Run;
            case Activation.Relu6:
                return &UnaryRow<V, Relu6Map<V>>.Run;
            case Activation.Sigmoid:
                return &UnaryRow<V, SigmoidMap<V>>.Run;
            case Activation.Elu:
                return &UnaryRow<V, EluMap<V>>.Run;
            case Activation.LeakyRelu:
                parameters = (float*)call.Scratch(sizeof(float));
                if (parameters != null)
                {
                    *parameters = _leakyAlpha;
                }

                return &UnaryRow<V, LeakyReluMap<V>>.Run;
            case Activation.Prelu when _alpha.Size == 1:
                parameters = _alpha.Floats;
                return &UnaryRow<V, LeakyReluMap<V>>.Run;
            default:
                isBinary = true;
                return &BinaryRow<V, PreluMap<V>>.Run;
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

        Transpose.Permute(ref call, (byte*)target, in output, tensor.Data, from, sizeof(float));
        return target;
    }
}
