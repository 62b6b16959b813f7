namespace Lanewise.Models;

/// <summary>Ops that bring values into a range.</summary>
internal static class NormalizationOps
{
    public static void Register(OpTable ops)
    {
        string[] outputs = ["y", "batch_mean", "batch_variance", "reserve_space_1", "reserve_space_2", "reserve_space_3"];
        foreach (string name in (string[])["FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3"])
        {
            // Only y: the others are for training.
            ops.Add(name, 5, outputs, attributes =>
            {
                double epsilon = attributes.Number("epsilon", 0.001);
                return call => [Kernel.FusedBatchNorm(call[0], call[3], call[4], call[2], call[1], epsilon)];
            });
        }

        ops.Add("LRN", 1, attributes =>
        {
            int radius = attributes.Int("depth_radius", 5);
            double bias = attributes.Number("bias", 1);
            double alpha = attributes.Number("alpha", 1);
            double beta = attributes.Number("beta", 0.5);
            return call => Kernel.LRN(call[0], radius, bias, alpha, beta);
        });
        ops.Add("Softmax", 1, call => Tf.Softmax(call[0]));
        ops.Add("LogSoftmax", 1, call => Tf.LogSoftmax(call[0]));
        ops.Add("EuclideanNorm", 2, attributes =>
        {
            bool keepDims = attributes.Bool("keep_dims");
            return call => Tf.EuclideanNorm(call[0], call.Ints(1), keepDims);
        });
    }
}
