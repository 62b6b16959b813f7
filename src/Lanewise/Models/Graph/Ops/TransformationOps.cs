namespace Lanewise.Models;

/// <summary>Ops that change dtype or shape, and move values about.</summary>
internal static class TransformationOps
{
    public static void Register(OpTable ops)
    {
        ops.Add("Cast", 1, attributes =>
        {
            DType dtype = attributes.RequiredDType("DstT");
            return call => Tf.Cast(call[0], dtype);
        });
        ops.Add("ExpandDims", 2, call => Kernel.ExpandDims(call[0], call.Int(1)));
        ops.Add("Squeeze", 1, attributes =>
        {
            int[] axis = attributes.Ints(attributes.Has("axis") ? "axis" : "squeeze_dims", []);
            return call => axis.Length > 0 ? Tf.Squeeze(call[0], axis) : Tf.Squeeze(call[0]);
        });
        ops.Add("Reshape", 2, call => Tf.Reshape(call[0], call.Ints(1)));
        ops.Add("BroadcastTo", 2, call => Tf.BroadcastTo(call[0], call.Ints(1)));
        ops.Add("Pad", 2, attributes =>
        {
            double value = attributes.Number("constant_value", 0);
            return call => Kernel.PadV2(call[0], call.Ints(1), value);
        });
        ops.Add("PadV2", 2, call => Kernel.PadV2(call[0], call.Ints(1), call.InputCount > 2 ? call.Number(2) : 0));
        ops.Add("MirrorPad", 2, attributes =>
        {
            MirrorMode mode = attributes.Text("mode").ToUpperInvariant() switch
            {
                "REFLECT" => MirrorMode.Reflect,
                "SYMMETRIC" => MirrorMode.Symmetric,
                _ => throw attributes.Problem("mode", "REFLECT or SYMMETRIC"),
            };
            return call => Kernel.MirrorPad(call[0], call.Ints(1), mode);
        });
        ops.Add("SpaceToBatchND", 3, call => Kernel.SpaceToBatchND(call[0], call.Ints(1), call.Ints(2)));
        ops.Add("BatchToSpaceND", 3, call => Kernel.BatchToSpaceND(call[0], call.Ints(1), call.Ints(2)));
        ops.Add("DepthToSpace", 1, attributes =>
        {
            int blockSize = attributes.Int("block_size", 2);
            DataFormat format = attributes.Text("data_format", "NHWC").ToUpperInvariant() == "NCHW" ? DataFormat.NCHW : DataFormat.NHWC;
            return call => Kernel.DepthToSpace(call[0], blockSize, format);
        });
    }
}
