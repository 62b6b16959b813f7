namespace Lanewise.Runtime.Ops;

public struct ExpandDimsArgs
{
    public Tensor Input;
    public int Dim;
}

/// <summary>The same elements with a dimension of 1 put in before axis <c>Dim</c>, which may be the rank.</summary>
public static class ExpandDims
{
    [Kernel("ExpandDims")]
    public static Status Run(ref Call call, ref ExpandDimsArgs args)
    {
        call.RequireAxis(ExpandDimsFields.Dim, args.Dim, args.Input.Rank + 1, out int axis);
        call.RequireRank(in args.Input, 0, Shape.MaxRank - 1);
        return call.Failed ? call.Status : call.Alias(in args.Input, Insert(in args.Input.Shape, axis, 1));
    }

    /// <summary>The shape with one more dimension, at <paramref name="axis"/>.</summary>
    public static Shape Insert(in Shape shape, int axis, int dim)
    {
        Shape result = default;
        result.Append(in shape, 0, axis);
        result.Append(dim);
        result.Append(in shape, axis, shape.Rank);
        return result;
    }
}
