namespace Lanewise.Models;

/// <summary>Ops that reduce dimensions, or run along them.</summary>
internal static class ReductionOps
{
    private delegate Tensor Reduction(Tensor x, ReadOnlySpan<int> axis, bool keepDims);

    private delegate Tensor Scan(Tensor x, int axis, bool exclusive, bool reverse);

    public static void Register(OpTable ops)
    {
        Add(ops, "All", Kernel.All);
        Add(ops, "Any", Kernel.Any);
        Add(ops, "Max", Kernel.Max);
        Add(ops, "Mean", Kernel.Mean);
        Add(ops, "Min", Kernel.Min);
        Add(ops, "Prod", Kernel.Prod);
        Add(ops, "Sum", Kernel.Sum);
        Add(ops, "Cumsum", Kernel.Cumsum);
        Add(ops, "Cumprod", Kernel.Cumprod);
        ops.Add("ArgMax", 2, call => Kernel.ArgMax(call[0], [call.Int(1)]));
        ops.Add("ArgMin", 2, call => Kernel.ArgMin(call[0], [call.Int(1)]));
        ops.Add("Bincount", 3, call => Kernel.Bincount(call[0], call[2], call.Int(1), false));
        ops.Add("DenseBincount", 3, attributes =>
        {
            bool isBinary = attributes.Bool("binary_output");
            return call => Kernel.DenseBincount(call[0], call[2], call.Int(1), isBinary);
        });
    }

    private static void Add(OpTable ops, string name, Reduction run) => ops.Add(name, 2, attributes =>
    {
        bool keepDims = attributes.Bool("keep_dims");
        return call => run(call[0], call.Ints(1), keepDims);
    });

    private static void Add(OpTable ops, string name, Scan run) => ops.Add(name, 2, attributes =>
    {
        bool exclusive = attributes.Bool("exclusive");
        bool reverse = attributes.Bool("reverse");
        return call => run(call[0], call.Int(1), exclusive, reverse);
    });
}
