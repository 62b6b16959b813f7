namespace Lanewise.Models;

/// <summary>Ops on TensorArrays.</summary>
internal static class TensorArrayOps
{
    public static void Register(OpTable ops)
    {
        ops.Add("TensorArrayV3", new OpDefinition
        {
            InputCount = 1,
            Outputs = ["handle", "flow"],
            MaxOutputs = 2,
            Bind = (_, node) =>
            {
                DType dtype = node.Attributes.RequiredDType("dtype");
                ElementShape shape = ElementShape.From(node.Attributes.Shape("element_shape"));
                bool isDynamic = node.Attributes.Bool("dynamic_size");
                bool clears = node.Attributes.Bool("clear_after_read", true);
                return call =>
                {
                    call.Return(0, new TensorArray(dtype, call.Int(0), shape, isDynamic, clears));
                    call.Return(1, Tf.Scalar(1f));
                };
            },
        });

        // Their result, the flow, only orders what is done to an array. Here it is the array.
        Act(ops, "TensorArrayWriteV3", 3, call => call.Handle<TensorArray>(0).Write(call.Int(1), call.Value(2)));
        Act(ops, "TensorArrayScatterV3", 3, call => call.Handle<TensorArray>(0).Scatter(call.Ints(1), call[2]));
        Act(ops, "TensorArraySplitV3", 3, call => call.Handle<TensorArray>(0).Split(call.Ints(2), call[1]));
        Act(ops, "TensorArrayCloseV3", 1, call => call.Handle<TensorArray>(0).Close());
        ops.AddRaw("TensorArrayReadV3", 2, _ => call => call.Pass(0, call.Handle<TensorArray>(0).Read(call.Int(1))));
        ops.Add("TensorArraySizeV3", 1, call => Tf.Scalar(call.Handle<TensorArray>(0).Count));
        ops.Add("TensorArrayGatherV3", 2, attributes =>
        {
            DType? dtype = attributes.DType("dtype");
            return call => call.Handle<TensorArray>(0).Gather(call.Ints(1), dtype);
        });
        ops.Add("TensorArrayConcatV3", 1, attributes =>
        {
            DType? dtype = attributes.DType("dtype");
            return call => call.Handle<TensorArray>(0).Concat(dtype);
        });
    }

    private static void Act(OpTable ops, string name, int inputs, Action<OpCall> act) => ops.AddRaw(name, inputs, _ => call =>
    {
        act(call);
        call.Pass(0, call.Value(0));
    });
}
