namespace Lanewise.Models;

/// <summary>Ops that cut tensors and join them.</summary>
internal static class SliceOps
{
    public static void Register(OpTable ops)
    {
        ops.Add("ConcatV2", 2, call => Kernel.Concat(call.Tensors(..^1), call.Int(^1)));
        ops.Add("Concat", 2, call => Kernel.Concat(call.Tensors(1..), call.Int(0)));
        ops.Add("Pack", 1, attributes =>
        {
            int axis = attributes.Int("axis", 0);
            return call => Kernel.Pack(call.Tensors(..), axis);
        });
        ops.Add("Unpack", 1, [], attributes =>
        {
            int axis = attributes.Int("axis", 0);
            return call => Kernel.Unpack(call[0], axis);
        });
        ops.Add("Slice", 3, call => Kernel.Slice(call[0], call.Ints(1), call.Ints(2)));
        ops.Add("StridedSlice", 4, attributes =>
        {
            int begin = attributes.Int("begin_mask", 0);
            int end = attributes.Int("end_mask", 0);
            int ellipsis = attributes.Int("ellipsis_mask", 0);
            int newAxis = attributes.Int("new_axis_mask", 0);
            int shrinkAxis = attributes.Int("shrink_axis_mask", 0);
            return call => Kernel.StridedSlice(call[0], call.Ints(1), call.Ints(2), call.Ints(3), begin, end, ellipsis, newAxis, shrinkAxis);
        });
        ops.Add("Split", 2, [], attributes =>
        {
            int parts = attributes.Int("num_split", 1);
            return call => Kernel.SplitV(call[1], parts, call.Int(0));
        });
        ops.Add("SplitV", 3, [], _ => call => Kernel.SplitV(call[0], (ReadOnlySpan<int>)call.Ints(1), call.Int(2)));
        ops.Add("Tile", 2, call => Kernel.Tile(call[0], call.Ints(1)));
        ops.Add("Reverse", 2, call =>
            Kernel.Reverse(call[0], call.Ints(1).Index().Where(entry => entry.Item != 0).Select(entry => entry.Index).ToArray()));
        ops.Add("ReverseV2", 2, call => Kernel.Reverse(call[0], call.Ints(1)));
        ops.Add("Gather", 2, call => Kernel.GatherV2(call[0], call[1], 0, 0));
        ops.Add("GatherV2", 2, attributes =>
        {
            int batchDims = attributes.Int("batch_dims", 0);
            return call => Kernel.GatherV2(call[0], call[1], call.InputCount > 2 ? call.Int(2) : 0, batchDims);
        });
        ops.Add("GatherNd", 2, call => Kernel.GatherNd(call[0], call[1]));
        ops.Add("ScatterNd", 3, call => Kernel.ScatterNd(call[0], call[1], call.Ints(2)));
        ops.Add("TensorScatterUpdate", 3, call => Kernel.TensorScatterUpdate(call[0], call[1], call[2]));
    }
}
