using Lanewise.Runtime;

namespace Lanewise.Tests;

/// <summary>A small recording, and what becomes of its ops.</summary>
/// <param name="Inputs">The inputs, other ones for each seed.</param>
/// <param name="Build">Makes the calls, and gives the outputs.</param>
/// <param name="Fates">The fate of each op, and behind it the number of the other op.</param>
public sealed record ProgramRow(string Name, Func<int, HostTensor[]> Inputs, Func<Recording, HostTensor[], HostTensor[]> Build, string Fates)
{
    /// <summary>No fusion changes a rounding.</summary>
    public bool IsExact { get; init; } = true;

    /// <summary>So large that only the whole pipeline is tried, and none of it.</summary>
    public bool IsLarge { get; init; }

    /// <summary>The bytes that the arena must have.</summary>
    public int? Arena { get; init; }
}

/// <summary>Before and after each pass, as its remarks say.</summary>
internal static class ProgramRows
{
    private static readonly HostTensor Filter = Float(11, 1, 1, 4, 6);
    private static readonly HostTensor Wide = Float(12, 3, 3, 4, 6);
    private static readonly HostTensor Deep = Float(13, 3, 3, 4, 1);
    private static readonly HostTensor Deep24 = Float(17, 3, 3, 24, 1);
    private static readonly HostTensor ManyToFew = Float(18, 1, 1, 24, 6);
    private static readonly HostTensor Scale = Float(14, 6);
    private static readonly HostTensor Shift = Float(15, 6);
    private static readonly HostTensor DeepScale = Float(16, 4);
    private static readonly HostTensor Variance = HostTensor.Float([6], 0.5, 1, 2, 3, 0.25, 1.5);
    private static readonly HostTensor Zero = HostTensor.Float([], 0);
    private static readonly HostTensor Six = HostTensor.Float([], 6);

    public static readonly ProgramRow[] All =
    [
        new("DeadCode", Vector, static (r, x) =>
        {
            HostTensor b = r.One("Relu", ("x", x[0]));
            r.One("Exp", ("x", r.One("Square", ("x", b))));
            return [b];
        }, "Runs Dead Dead"),
        new("ConstantFolding", static seed => [Float(seed, 3, 4)], static (r, x) =>
        {
            HostTensor w = r.One("Transpose", ("x", Float(2, 5, 4)), ("perm", new[] { 1, 0 }));
            return [MatMul(r, x[0], w), w];
        }, "Constant Runs"),
        new("CommonSubexpressions", Vector, static (r, x) =>
            [r.One("Add", ("a", r.One("Relu", ("x", x[0]))), ("b", r.One("Relu", ("x", x[0]))))], "Runs Common0 Step0"),
        new("BatchNormExpansion", static seed => [Float(seed, 1, 3, 2, 6)], static (r, x) => [BatchNorm(r, x[0])], "Runs") { IsExact = false },
        new("BatchNormExpansion into a convolution", Image, static (r, x) => [BatchNorm(r, Convolve(r, x[0]))], "Runs Weights0") { IsExact = false },
        new("ScaleFolding", Image, static (r, x) => [Multiply(r, Convolve(r, x[0]), Scale)], "Runs Weights0") { IsExact = false },
        new("ScaleFolding with a bias", Image, static (r, x) =>
        {
            HostTensor y = r.One("FusedConv2D", ("x", x[0]), ("filter", Filter), ("bias", Shift), ("strides", new[] { 1, 1 }), ("pad", "valid"), ("dataFormat", "NHWC"), ("dilations", new[] { 1, 1 }), ("activation", "linear"));
            return [Multiply(r, Scale, y)];
        }, "Runs Weights0") { IsExact = false },
        new("ScaleFolding into a depthwise convolution", Image, static (r, x) => [Multiply(r, Depthwise(r, x[0]), DeepScale)], "Runs Weights0") { IsExact = false },
        new("ScaleFolding not where another op reads the product", Image, static (r, x) =>
        {
            HostTensor y = Convolve(r, x[0]);
            return [Multiply(r, y, Scale), y];
        }, "Runs Runs") { IsExact = false },
        new("PadFolding", Image, static (r, x) => [Convolve(r, Pad(r, x[0]), Wide)], "Padding1 Runs") { IsExact = false },
        new("PadFolding into an explicit padding", Image, static (r, x) =>
            [Depthwise(r, Pad(r, x[0]), new[] { 0, 0, 1, 1, 1, 2, 0, 0 })], "Padding1 Runs") { IsExact = false },
        new("PadFolding not where another op reads the pad", Image, static (r, x) =>
        {
            HostTensor p = Pad(r, x[0]);
            return [Convolve(r, p, Wide), p];
        }, "Runs Runs"),
        new("PadFolding not with another value", Image, static (r, x) => [Convolve(r, Pad(r, x[0], 1), Wide)], "Runs Runs"),
        new("ChainFusion", static seed => [.. Image(seed), Float(seed + 100, 2, 4, 5, 6)], static (r, x) =>
        {
            HostTensor b = Add(r, Convolve(r, x[0]), x[1]);
            return [Multiply(r, b, r.One("Sigmoid", ("x", b)))];
        }, "Runs Step0 Step0 Step0"),
        new("ChainFusion of a bias and a clamp", Image, static (r, x) =>
        {
            HostTensor b = Add(r, Convolve(r, x[0]), Shift);
            return [r.One("Minimum", ("a", r.One("Maximum", ("a", b), ("b", Zero))), ("b", Six))];
        }, "Runs Step0 Step0 Step0") { IsExact = false },
        new("AddendNarrowing", Image, static (r, x) =>
        {
            HostTensor wide = r.One("PadV2", ("x", x[0]), ("paddings", new[] { 0, 0, 0, 0, 0, 0, 0, 2 }), ("constantValue", 0.0));
            return [Add(r, Convolve(r, x[0]), wide)];
        }, "Padding1 Runs Step1") { IsExact = false },
        new("ChainFusion of an op that waits in a register", Vector, static (r, x) =>
        {
            HostTensor a = r.One("Exp", ("x", x[0]));
            HostTensor b = r.One("Tanh", ("x", a));
            HostTensor c = r.One("Sin", ("x", b));
            return [Add(r, Multiply(r, a, c), b)];
        }, "Runs Step0 Step0 Step0 Step0"),
        new("ChainFusion not of what is given, too", Vector, static (r, x) =>
        {
            HostTensor a = r.One("Exp", ("x", x[0]));
            return [r.One("Neg", ("x", a)), a];
        }, "Runs Runs"),
        new("BandFusion", static seed => [.. Large(seed), Float(seed + 100, 2, 97, 60, 24)], static (r, x) =>
        {
            HostTensor y = r.One("Relu", ("x", Add(r, Separate(r, x[0]), x[1])));
            return [Add(r, Convolve(r, Multiply(r, y, r.One("Sigmoid", ("x", y))), ManyToFew), Shift)];
        }, "Band5 Step0 Step0 Step0 Step0 Runs Step5") { IsExact = false, Arena = 0, IsLarge = true },
        new("BandFusion of what has a bias, into what has an activation", Large, static (r, x) =>
        {
            HostTensor y = r.One("FusedDepthwiseConv2D", ("x", x[0]), ("filter", Deep24), ("bias", Float(5, 24)), ("strides", new[] { 1, 1 }), ("pad", "same"), ("dataFormat", "NHWC"), ("dilations", new[] { 1, 1 }), ("activation", "elu"));
            return [r.One("FusedConv2D", ("x", y), ("filter", ManyToFew), ("bias", Shift), ("strides", new[] { 1, 1 }), ("pad", "valid"), ("dataFormat", "NHWC"), ("dilations", new[] { 1, 1 }), ("activation", "relu6"))];
        }, "Band1 Runs") { Arena = 0, IsLarge = true },
        new("BandFusion not where another op reads the image", Large, static (r, x) =>
        {
            HostTensor y = Separate(r, x[0]);
            return [Convolve(r, y, ManyToFew), y];
        }, "Runs Runs") { IsLarge = true },
        new("BandFusion not of an image that stays in the cache", static seed => [Float(seed, 2, 49, 33, 24)], static (r, x) =>
            [Convolve(r, Separate(r, x[0]), ManyToFew)], "Runs Runs"),
        new("BandFusion not into many columns", Large, static (r, x) => [Convolve(r, Separate(r, x[0]), Float(19, 1, 1, 24, 33))], "Runs Runs") { IsLarge = true },
        new("Views of a join", Rows2, static (r, x) =>
        {
            HostTensor whole = r.One("Concat", ("inputs", new[] { Cumsum(r, x[0]), Cumsum(r, x[1]) }), ("axis", 0));
            return [Cumsum(r, whole)];
        }, "Runs Runs InPlace Runs"),
        new("Views of a cut", Rows2, static (r, x) =>
        {
            HostTensor[] parts = r.Call("SplitV", ("x", Cumsum(r, x[0])), ("numOrSizeSplits", new[] { 1, 2 }), ("axis", 0));
            return [Cumsum(r, parts[1]), Cumsum(r, parts[0])];
        }, "Runs View Runs Runs"),
        new("Views of a slice", Rows2, static (r, x) =>
            [Cumsum(r, r.One("Slice", ("x", x[0]), ("begin", new[] { 1, 0 }), ("size", new[] { 2, 5 })))], "View Runs"),
        new("Views not of inner columns", Rows2, static (r, x) =>
            [Cumsum(r, r.One("Slice", ("x", x[0]), ("begin", new[] { 1, 1 }), ("size", new[] { 2, 3 })))], "Runs Runs"),
        new("Views not of what is joined twice", Rows2, static (r, x) =>
        {
            HostTensor a = Cumsum(r, x[0]);
            return [Cumsum(r, r.One("Concat", ("inputs", new[] { a, a }), ("axis", 0)))];
        }, "Runs Runs Runs"),
        new("Views of an empty piece", Rows2, static (r, x) =>
        {
            HostTensor[] parts = r.Call("SplitV", ("x", x[0]), ("numOrSizeSplits", new[] { 0, 3 }), ("axis", 0));
            return [Cumsum(r, parts[1]), parts[0]];
        }, "Runs Runs"),
        new("MemoryPlan reuses what is read no more", static seed => [Float(seed, 32, 32)], static (r, x) =>
            [Cumsum(r, Cumsum(r, Cumsum(r, Cumsum(r, x[0]))))], "Runs Runs Runs Runs") { Arena = 2 * 4096 },
        new("MemoryPlan writes over an operand", static seed => [HostTensor.Random(DType.Int32, seed, [32, 32])], static (r, x) =>
            [Cumsum(r, r.One("Neg", ("x", Cumsum(r, x[0]))))], "Runs Runs Runs") { Arena = 4096 },
        new("MemoryPlan does not write over an operand that broadcasts", static seed => [Float(seed, 4), Float(seed + 9, 4, 4)], static (r, x) =>
            [r.One("Cast", ("x", r.One("Greater", ("a", Cumsum(r, x[0])), ("b", x[1]))), ("dtype", "int32"))], "Runs Runs Runs") { Arena = 2 * 64 },
        new("An input and a constant are given", Vector, static (r, x) => [x[0], Scale, r.One("Neg", ("x", Scale)), r.One("Reshape", ("x", x[0]), ("shape", new[] { 1, 9 }))], "Constant Shares"),
    ];

    private static HostTensor Float(int seed, params int[] shape) => HostTensor.Random(DType.Float32, seed, shape, 1);

    private static HostTensor[] Vector(int seed) => [Float(seed, 9)];

    private static HostTensor[] Rows2(int seed) => [Float(seed, 3, 5), Float(seed + 50, 2, 5)];

    private static HostTensor[] Image(int seed) => [Float(seed, 2, 4, 5, 4)];

    /// <summary>Images of more than 1 MB together.</summary>
    private static HostTensor[] Large(int seed) => [Float(seed, 2, 97, 60, 24)];

    private static HostTensor Separate(Recording r, HostTensor x) =>
        r.One("DepthwiseConv2dNative", ("x", x), ("filter", Deep24), ("strides", new[] { 1, 1 }), ("pad", "same"), ("dilations", new[] { 1, 1 }));

    private static HostTensor MatMul(Recording r, HostTensor a, HostTensor b) => r.One("BatchMatMul", ("a", a), ("b", b), ("transposeA", false), ("transposeB", false));

    private static HostTensor Add(Recording r, HostTensor a, HostTensor b) => r.One("Add", ("a", a), ("b", b));

    private static HostTensor Multiply(Recording r, HostTensor a, HostTensor b) => r.One("Multiply", ("a", a), ("b", b));

    private static HostTensor Cumsum(Recording r, HostTensor x) => r.One("Cumsum", ("x", x), ("axis", 0), ("exclusive", false), ("reverse", false));

    private static HostTensor BatchNorm(Recording r, HostTensor x) =>
        r.One("FusedBatchNorm", ("x", x), ("mean", Shift), ("variance", Variance), ("offset", Scale), ("scale", Shift), ("varianceEpsilon", 1e-3));

    private static HostTensor Convolve(Recording r, HostTensor x, HostTensor? filter = null) =>
        r.One("Conv2D", ("x", x), ("filter", filter ?? Filter), ("strides", new[] { 1, 1 }), ("pad", "valid"), ("dataFormat", "NHWC"), ("dilations", new[] { 1, 1 }));

    private static HostTensor Depthwise(Recording r, HostTensor x, object? pad = null) =>
        r.One("DepthwiseConv2dNative", ("x", x), ("filter", Deep), ("strides", new[] { 2, 2 }), ("pad", pad ?? "same"), ("dilations", new[] { 1, 1 }));

    private static HostTensor Pad(Recording r, HostTensor x, double value = 0) =>
        r.One("PadV2", ("x", x), ("paddings", new[] { 0, 0, 1, 2, 2, 0, 0, 0 }), ("constantValue", value));
}
