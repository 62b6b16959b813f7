using System.Collections.Frozen;

namespace Lanewise.Models;

/// <summary>The layers that models may use, by class name.</summary>
internal static class LayerTable
{
    private static readonly FrozenDictionary<string, Func<LayerConfig, Layer>> s_layers = new Dictionary<string, Func<LayerConfig, Layer>>
    {
        ["InputLayer"] = config => new InputLayer(config),
        ["Sequential"] = NetworkReader.Read,
        ["Functional"] = NetworkReader.Read,
        ["Model"] = NetworkReader.Read,

        ["Dropout"] = config => new PassLayer(config),
        ["SpatialDropout1D"] = config => new PassLayer(config),
        ["SpatialDropout2D"] = config => new PassLayer(config),
        ["GaussianDropout"] = config => new PassLayer(config),
        ["GaussianNoise"] = config => new PassLayer(config),
        ["AlphaDropout"] = config => new PassLayer(config),
        ["ActivityRegularization"] = config => new PassLayer(config),
        ["Identity"] = config => new PassLayer(config),

        ["Dense"] = config => new DenseLayer(config),
        ["Embedding"] = config => new EmbeddingLayer(config),
        ["Masking"] = config => new MaskingLayer(config),

        ["Activation"] = config => new ElementLayer(config, config.Activation("activation", "linear"), passesMask: true),
        ["ReLU"] = Relu,
        ["LeakyReLU"] = config => LeakyRelu(config),
        ["PReLU"] = config => new PReLULayer(config),
        ["ELU"] = Elu,
        ["ThresholdedReLU"] = ThresholdedRelu,
        ["Softmax"] = config => new SoftmaxLayer(config),

        ["Flatten"] = config => new FlattenLayer(config),
        ["Reshape"] = config => new ReshapeLayer(config),
        ["Permute"] = config => new PermuteLayer(config),
        ["RepeatVector"] = config => new RepeatVectorLayer(config),
        ["Cropping2D"] = config => new Cropping2DLayer(config),
        ["ZeroPadding2D"] = config => new ZeroPadding2DLayer(config),
        ["UpSampling2D"] = config => new UpSampling2DLayer(config),

        ["Conv1D"] = config => new ConvLayer(config, 1),
        ["Conv2D"] = config => new ConvLayer(config, 2),
        ["Conv3D"] = config => new ConvLayer(config, 3),
        ["Conv2DTranspose"] = config => new ConvTransposeLayer(config, 2),
        ["Conv3DTranspose"] = config => new ConvTransposeLayer(config, 3),
        ["DepthwiseConv2D"] = config => new DepthwiseLayer(config),
        ["SeparableConv2D"] = config => new SeparableLayer(config),

        ["MaxPooling1D"] = config => new PoolingLayer(config, 1, isMax: true),
        ["MaxPooling2D"] = config => new PoolingLayer(config, 2, isMax: true),
        ["MaxPooling3D"] = config => new PoolingLayer(config, 3, isMax: true),
        ["AveragePooling1D"] = config => new PoolingLayer(config, 1, isMax: false),
        ["AveragePooling2D"] = config => new PoolingLayer(config, 2, isMax: false),
        ["AveragePooling3D"] = config => new PoolingLayer(config, 3, isMax: false),
        ["GlobalMaxPooling1D"] = config => new GlobalPoolingLayer(config, 1, isMax: true),
        ["GlobalMaxPooling2D"] = config => new GlobalPoolingLayer(config, 2, isMax: true),
        ["GlobalAveragePooling1D"] = config => new GlobalPoolingLayer(config, 1, isMax: false),
        ["GlobalAveragePooling2D"] = config => new GlobalPoolingLayer(config, 2, isMax: false),

        ["BatchNormalization"] = config => new BatchNormalizationLayer(config),
        ["LayerNormalization"] = config => new LayerNormalizationLayer(config),

        ["Add"] = config => new ElementMergeLayer(config, Tf.Add),
        ["Subtract"] = config => new ElementMergeLayer(config, Tf.Sub),
        ["Multiply"] = config => new ElementMergeLayer(config, Tf.Mul),
        ["Average"] = config => new ElementMergeLayer(config, Tf.Add, isAverage: true),
        ["Maximum"] = config => new ElementMergeLayer(config, Tf.Maximum),
        ["Minimum"] = config => new ElementMergeLayer(config, Tf.Minimum),
        ["Concatenate"] = config => new ConcatenateLayer(config),
        ["Dot"] = config => new DotLayer(config),

        ["RNN"] = config => new RecurrentLayer(config),
        ["SimpleRNN"] = config => new RecurrentLayer(config),
        ["GRU"] = config => new RecurrentLayer(config),
        ["LSTM"] = config => new RecurrentLayer(config),
        ["ConvLSTM2D"] = config => new RecurrentLayer(config),
        ["Bidirectional"] = config => new BidirectionalLayer(config),
        ["TimeDistributed"] = config => new TimeDistributedLayer(config),

        ["Rescaling"] = Rescaling,
        ["Resizing"] = config => new ResizingLayer(config),
        ["RandomWidth"] = config => new RandomWidthLayer(config),
        ["CenterCrop"] = config => new CenterCropLayer(config),
        ["CategoryEncoding"] = config => new CategoryEncodingLayer(config),
    }.ToFrozenDictionary();

    public static IEnumerable<string> Names => s_layers.Keys;

    /// <summary>Whether there is a layer of this class.</summary>
    public static bool Knows(string className) => s_layers.ContainsKey(className);

    /// <exception cref="ModelFormatException">The layer is not known.</exception>
    public static Layer Make(LayerConfig config) => s_layers.TryGetValue(config.ClassName, out Func<LayerConfig, Layer>? make)
        ? make(config)
        : throw config.Problem("the layer is not known");

    /// <summary>The layer that a wrapper holds.</summary>
    public static Layer Inner(LayerConfig wrapper) => Make(InnerConfig(wrapper));

    public static LayerConfig InnerConfig(LayerConfig wrapper) =>
        new(wrapper.Find("layer") ?? throw wrapper.Problem("'layer' is missing"), wrapper.File);

    private static ElementLayer Relu(LayerConfig config)
    {
        double? most = config.Find("max_value") is null ? null : config.Number("max_value", 0);
        double slope = config.Number("negative_slope", 0);
        double threshold = config.Number("threshold", 0);
        if (slope != 0 || threshold != 0)
        {
            throw config.Problem("a negative_slope or a threshold is not supported");
        }

        return new ElementLayer(config, x => most is { } limit ? Kernel.ClipByValue(x, 0, limit) : Tf.Relu(x), passesMask: true);
    }

    private static ElementLayer LeakyRelu(LayerConfig config)
    {
        double alpha = config.Number("alpha", config.Number("negative_slope", 0.3));
        return new ElementLayer(config, x => Kernel.LeakyRelu(x, alpha));
    }

    private static ElementLayer Elu(LayerConfig config) => config.Number("alpha", 1) == 1
        ? new ElementLayer(config, Tf.Elu)
        : throw config.Problem("an alpha other than 1 is not supported");

    private static ElementLayer ThresholdedRelu(LayerConfig config)
    {
        float theta = (float)config.Number("theta", 1);
        return new ElementLayer(config, x => Tf.Mul(x, Tf.Cast(Tf.Greater(x, Tf.Scalar(theta)), DType.Float32)));
    }

    private static ElementLayer Rescaling(LayerConfig config)
    {
        float scale = (float)config.Number("scale", 1);
        float offset = (float)config.Number("offset", 0);
        return new ElementLayer(config, x => Tf.Add(Tf.Mul(Tf.Cast(x, DType.Float32), Tf.Scalar(scale)), Tf.Scalar(offset)));
    }
}
