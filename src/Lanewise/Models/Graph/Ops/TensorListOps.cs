namespace Lanewise.Models;

/// <summary>Ops on TensorLists.</summary>
internal static class TensorListOps
{
    public static void Register(OpTable ops)
    {
        // What is reserved are places: only a maximum limits how many there can be.
        Make(ops, "TensorListReserve", 2, (call, dtype) => new TensorList(dtype, ElementShape.From(call, 0), -1));
        Make(ops, "EmptyTensorList", 2, (call, dtype) => new TensorList(dtype, ElementShape.From(call, 0), call.Int(1)));
        Make(ops, "TensorListFromTensor", 2, (call, _) => TensorList.FromTensor(call[0], ElementShape.From(call, 1)));
        Make(ops, "TensorListScatter", 3, (call, _) => TensorList.Scatter(call[0], call.Ints(1), ElementShape.From(call, 2), -1));
        Make(ops, "TensorListScatterV2", 4, (call, _) => TensorList.Scatter(call[0], call.Ints(1), ElementShape.From(call, 2), call.Int(3)));
        Make(ops, "TensorListSplit", 3, (call, _) => TensorList.Split(call[0], call.Ints(2), ElementShape.From(call, 1)));
        Change(ops);
        Read(ops);
    }

    private static void Change(OpTable ops)
    {
        ops.AddRaw("TensorListResize", 2, _ => call => call.Return(0, call.Handle<TensorList>(0).Resize(call.Int(1))));
        ops.AddRaw("TensorListSetItem", 3, _ => call =>
        {
            call.Handle<TensorList>(0).Set(call.Int(1), call.Value(2));
            call.Pass(0, call.Value(0));
        });
        ops.AddRaw("TensorListPushBack", 2, _ => call =>
        {
            call.Handle<TensorList>(0).Push(call.Value(1));
            call.Pass(0, call.Value(0));
        });
        ops.Add("TensorListPopBack", new OpDefinition
        {
            InputCount = 2,
            Outputs = ["output_handle", "tensor"],
            MaxOutputs = 2,
            Bind = (_, _) => call =>
            {
                call.Pass(0, call.Value(0));
                call.Return(1, call.Handle<TensorList>(0).Pop(ElementShape.From(call, 1)));
            },
        });
    }

    private static void Read(OpTable ops)
    {
        ops.Add("TensorListLength", 1, call => Tf.Scalar(call.Handle<TensorList>(0).Count));
        Read(ops, "TensorListGetItem", 3, _ => (call, list) => list.Get(call.Int(1), ElementShape.From(call, 2)));
        Read(ops, "TensorListGather", 3, _ => (call, list) => list.Gather(call.Ints(1), ElementShape.From(call, 2)));
        Read(ops, "TensorListStack", 2, attributes =>
        {
            int count = attributes.Int("num_elements", -1);
            return (call, list) => list.Stack(ElementShape.From(call, 1), count);
        });
        foreach (string name in (string[])["TensorListConcat", "TensorListConcatV2"])
        {
            Read(ops, name, 1, attributes =>
            {
                ElementShape shape = ElementShape.From(attributes.Shape("element_shape"));
                return (_, list) => list.Concat(shape);
            });
        }
    }

    private static void Make(OpTable ops, string name, int inputs, Func<OpCall, DType, TensorList> make) => ops.AddRaw(name, inputs, attributes =>
    {
        DType dtype = attributes.RequiredDType("element_dtype");
        return call =>
        {
            TensorList list = make(call, dtype);
            list.Require(dtype);
            call.Return(0, list);
        };
    });

    private static void Read(OpTable ops, string name, int inputs, Func<NodeAttributes, Func<OpCall, TensorList, Tensor>> bind) =>
        ops.Add(name, inputs, attributes =>
        {
            DType? dtype = attributes.DType("element_dtype");
            Func<OpCall, TensorList, Tensor> read = bind(attributes);
            return call =>
            {
                TensorList list = call.Handle<TensorList>(0);
                list.Require(dtype);
                return read(call, list);
            };
        });
}
