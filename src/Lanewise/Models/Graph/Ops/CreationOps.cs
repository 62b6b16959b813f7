namespace Lanewise.Models;

/// <summary>Ops that make tensors of numbers.</summary>
internal static class CreationOps
{
    public static void Register(OpTable ops)
    {
        ops.Add("Fill", 2, attributes =>
        {
            DType? dtype = attributes.DType("T");
            return call => Kernel.Fill(call.Ints(0), call.Number(1), dtype ?? call[1].DType);
        });
        ops.Add("Ones", 1, Constant(1));
        ops.Add("Zeros", 1, Constant(0));
        ops.Add("OnesLike", 1, call => Kernel.OnesLike(call[0]));
        ops.Add("ZerosLike", 1, call => Kernel.ZerosLike(call[0]));
        ops.Add("LinSpace", 3, call => Kernel.LinSpace(call.Number(0), call.Number(1), call.Int(2)));
        ops.Add("Range", 3, attributes =>
        {
            DType dtype = attributes.DType("Tidx") ?? DType.Float32;
            return call => Kernel.Range(call.Number(0), call.Number(1), call.Number(2), dtype);
        });
        ops.Add("OneHot", 2, attributes =>
        {
            DType dtype = attributes.DType("T") ?? DType.Int32;
            return call => Kernel.OneHot(
                call[0],
                call.Int(1),
                call.InputCount > 2 ? call.Number(2) : 1,
                call.InputCount > 3 ? call.Number(3) : 0,
                dtype);
        });
        Random(ops);
    }

    private static void Random(OpTable ops)
    {
        ops.Add("RandomStandardNormal", 1, attributes =>
        {
            DType dtype = attributes.DType("dtype") ?? DType.Float32;
            double? seed = Seed(attributes);
            return call => Tf.RandomStandardNormal(call.Ints(0), dtype, seed);
        });
        ops.Add("RandomUniform", 1, attributes =>
        {
            DType dtype = attributes.DType("dtype") ?? DType.Float32;
            double least = attributes.Number("minval", 0);
            double most = attributes.Number("maxval", 1);
            double? seed = Seed(attributes);
            return call => Tf.RandomUniform(call.Ints(0), least, most, dtype, seed);
        });
        ops.Add("RandomUniformInt", 3, attributes =>
        {
            double? seed = Seed(attributes);
            return call => Tf.RandomUniformInt(call.Ints(0), call.Int(1), call.Int(2), seed);
        });
        ops.Add("TruncatedNormal", 1, attributes =>
        {
            DType dtype = attributes.DType("dtype") ?? DType.Float32;
            double mean = attributes.Number("means", 0);
            double deviation = attributes.Number("stddev", 1);
            double? seed = Seed(attributes);
            return call => Tf.TruncatedNormal(call.Ints(0), mean, deviation, dtype, seed);
        });
        ops.Add("Multinomial", 2, attributes =>
        {
            double? seed = Seed(attributes);
            return call => Tf.Multinomial(call[0], call.Int(1), seed);
        });
    }

    private static Func<NodeAttributes, Func<OpCall, Tensor>> Constant(double value) => attributes =>
    {
        DType dtype = attributes.DType("T") ?? DType.Float32;
        return call => Kernel.Fill(call.Ints(0), value, dtype);
    };

    /// <summary>TensorFlow's 0 stands for no seed.</summary>
    private static double? Seed(NodeAttributes attributes) => attributes.Number("seed", 0) is var seed and not 0 ? seed : null;
}
