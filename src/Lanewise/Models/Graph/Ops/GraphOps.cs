namespace Lanewise.Models;

/// <summary>Ops that pass values on, or tell about them.</summary>
internal static class GraphOps
{
    public static void Register(OpTable ops)
    {
        // Never run: a plan puts their values in place.
        foreach (string name in (string[])["Placeholder", "Const"])
        {
            ops.AddRaw(name, 0, _ => _ => { });
        }

        // Fake quantization is for training; the values have it already.
        foreach (string name in (string[])["Identity", "StopGradient", "Snapshot", "PlaceholderWithDefault", "FakeQuantWithMinMaxVars", "Print"])
        {
            ops.AddRaw(name, 1, _ => call => call.Pass(0, call.Value(0)));
        }

        ops.Add("IdentityN", new OpDefinition
        {
            InputCount = 1,
            Bind = (_, _) => call =>
            {
                for (int i = 0; i < call.InputCount; i++)
                {
                    call.Pass(i, call.Value(i));
                }
            },
        });
        foreach (string name in (string[])["NoOp", "Assert"])
        {
            ops.AddRaw(name, 0, _ => call => call.Pass(0, GraphValue.Done));
        }

        ops.AddRaw("EnsureShape", 2, _ => call =>
        {
            ElementShape.From(call, 1).With(call[0].Shape);
            call.Pass(0, call.Value(0));
        });
        ops.Add("Rank", 1, call => Tf.Scalar(call[0].Rank));
        ops.Add("Size", 1, call => Tf.Scalar(call[0].Size));
        ops.Add("Shape", 1, call => ShapeOf(call[0]));
        ops.Add("ShapeN", 1, [], _ => call => Array.ConvertAll(call.Tensors(..), ShapeOf));
    }

    private static Tensor ShapeOf(Tensor tensor) => Tf.Tensor(tensor.Shape.AsSpan(), [tensor.Rank]);
}
