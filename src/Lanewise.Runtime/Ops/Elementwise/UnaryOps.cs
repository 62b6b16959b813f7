using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct UnaryArgs
{
    public Tensor X;
}

/// <summary>
/// Ops of one operand. The output has the dtype of the input unless the op says otherwise; a function of floats cuts
/// its result for int32 and bool, as tfjs's typed arrays do.
/// </summary>
[Elementwise]
public static unsafe class UnaryOps<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("Abs")]
    public static Status Abs(ref Call call, ref UnaryArgs args) => Number(ref call, ref args, &UnaryRow<V, AbsMap<V>>.Run, &UnaryRow<V, AbsIntMap<V>>.Run);

    /// <summary>−x. A bool, whose sign is lost, stays as it is.</summary>
    [Kernel("Neg"), Op("Neg")]
    public static Status Neg(ref Call call, ref UnaryArgs args) => args.X.Type == DType.Bool ? call.Alias(in args.X, in args.X.Shape) : Number(ref call, ref args, &UnaryRow<V, NegMap<V>>.Run, &UnaryRow<V, NegIntMap<V>>.Run);

    /// <summary>1, 0 or −1 with the sign of x; NaN for NaN.</summary>
    [Kernel("Sign"), Op("Sign")]
    public static Status Sign(ref Call call, ref UnaryArgs args) => Number(ref call, ref args, &UnaryRow<V, SignMap<V>>.Run, &UnaryRow<V, SignIntMap<V>>.Run);

    /// <summary>x².</summary>
    [Kernel("Square"), Op("Square")]
    public static Status Square(ref Call call, ref UnaryArgs args) => Number(ref call, ref args, &UnaryRow<V, SquareMap<V>>.Run, &UnaryRow<V, SquareIntMap<V>>.Run);

    /// <summary>max(x, 0).</summary>
    [Kernel("Relu"), Op("Relu")]
    public static Status Relu(ref Call call, ref UnaryArgs args) => Number(ref call, ref args, &UnaryRow<V, ReluMap<V>>.Run, &UnaryRow<V, ReluIntMap<V>>.Run);

    /// <summary>min(max(x, 0), 6).</summary>
    [Kernel("Relu6"), Op("Relu6")]
    public static Status Relu6(ref Call call, ref UnaryArgs args) => Number(ref call, ref args, &UnaryRow<V, Relu6Map<V>>.Run, &UnaryRow<V, Relu6IntMap<V>>.Run);

    /// <summary>The largest whole number that is not above x.</summary>
    [Kernel("Floor"), Op("Floor", OpTakes.Float)]
    public static Status Floor(ref Call call, ref UnaryArgs args) => Whole(ref call, ref args, &UnaryRow<V, FloorMap<V>>.Run);

    /// <summary>The smallest whole number that is not below x.</summary>
    [Kernel("Ceil"), Op("Ceil", OpTakes.Float)]
    public static Status Ceil(ref Call call, ref UnaryArgs args) => Whole(ref call, ref args, &UnaryRow<V, CeilMap<V>>.Run);

    /// <summary>The nearest whole number; of two as near the even one.</summary>
    [Kernel("Round"), Op("Round")]
    public static Status Round(ref Call call, ref UnaryArgs args) => Whole(ref call, ref args, &UnaryRow<V, RoundMap<V>>.Run);

    /// <summary>e^x.</summary>
    [Kernel("Exp"), Op("Exp")]
    public static Status Exp(ref Call call, ref UnaryArgs args) => Map<V>.Unary(ref call, in args.X, &UnaryRow<V, ExpMap<V>>.Run, DType.Float32, DType.Float32, DType.Float32);

    /// <summary>e^x − 1, exact for small x too.</summary>
    [Kernel("Expm1"), Op("Expm1")]
    public static Status Expm1(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, Expm1Map<V>>.Run);

    /// <summary>The natural logarithm.</summary>
    [Kernel("Log"), Op("Log", OpTakes.Float)]
    public static Status Log(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, LogMap<V>>.Run);

    /// <summary>ln(1 + x), exact for small x too.</summary>
    [Kernel("Log1p"), Op("Log1p")]
    public static Status Log1p(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, Log1pMap<V>>.Run);

    /// <summary>The square root.</summary>
    [Kernel("Sqrt"), Op("Sqrt", OpTakes.Float)]
    public static Status Sqrt(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, SqrtMap<V>>.Run);

    /// <summary>1 / √x.</summary>
    [Kernel("Rsqrt"), Op("Rsqrt", OpTakes.Float)]
    public static Status Rsqrt(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, RsqrtMap<V>>.Run);

    /// <summary>1 / x.</summary>
    [Kernel("Reciprocal"), Op("Reciprocal")]
    public static Status Reciprocal(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, ReciprocalMap<V>>.Run);

    /// <summary>The sine of x in radians.</summary>
    [Kernel("Sin"), Op("Sin", OpTakes.Float)]
    public static Status Sin(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, SinMap<V>>.Run);

    /// <summary>The cosine of x in radians.</summary>
    [Kernel("Cos"), Op("Cos", OpTakes.Float)]
    public static Status Cos(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, CosMap<V>>.Run);

    /// <summary>The tangent of x in radians.</summary>
    [Kernel("Tan"), Op("Tan", OpTakes.Float)]
    public static Status Tan(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, TanMap<V>>.Run);

    /// <summary>The angle in radians whose sine is x.</summary>
    [Kernel("Asin"), Op("Asin")]
    public static Status Asin(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, AsinMap<V>>.Run);

    /// <summary>The angle in radians whose cosine is x.</summary>
    [Kernel("Acos"), Op("Acos")]
    public static Status Acos(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, AcosMap<V>>.Run);

    /// <summary>The angle in radians whose tangent is x.</summary>
    [Kernel("Atan"), Op("Atan")]
    public static Status Atan(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, AtanMap<V>>.Run);

    /// <summary>(e^x − e^−x) / 2.</summary>
    [Kernel("Sinh"), Op("Sinh")]
    public static Status Sinh(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, SinhMap<V>>.Run);

    /// <summary>(e^x + e^−x) / 2.</summary>
    [Kernel("Cosh"), Op("Cosh", OpTakes.Float)]
    public static Status Cosh(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, CoshMap<V>>.Run);

    /// <summary>sinh(x) / cosh(x).</summary>
    [Kernel("Tanh"), Op("Tanh", OpTakes.Float)]
    public static Status Tanh(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, TanhMap<V>>.Run);

    /// <summary>The inverse of sinh.</summary>
    [Kernel("Asinh"), Op("Asinh")]
    public static Status Asinh(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, AsinhMap<V>>.Run);

    /// <summary>The inverse of cosh.</summary>
    [Kernel("Acosh"), Op("Acosh")]
    public static Status Acosh(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, AcoshMap<V>>.Run);

    /// <summary>The inverse of tanh.</summary>
    [Kernel("Atanh"), Op("Atanh")]
    public static Status Atanh(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, AtanhMap<V>>.Run);

    /// <summary>1 / (1 + e^−x).</summary>
    [Kernel("Sigmoid"), Op("Sigmoid", OpTakes.Float)]
    public static Status Sigmoid(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, SigmoidMap<V>>.Run);

    /// <summary>ln(1 + e^x).</summary>
    [Kernel("Softplus"), Op("Softplus")]
    public static Status Softplus(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, SoftplusMap<V>>.Run);

    [Kernel("Erf")]
    public static Status Erf(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, ErfMap<V>>.Run);

    /// <summary>x, or e^x − 1 where x is negative.</summary>
    [Kernel("Elu"), Op("Elu", OpTakes.Float)]
    public static Status Elu(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, EluMap<V>>.Run);

    /// <summary>1.0507 · x, or 1.7581 · (e^x − 1) where x is negative: Klambauer et al., Self-Normalizing Neural Networks, 2017.</summary>
    [Kernel("Selu"), Op("Selu")]
    public static Status Selu(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, SeluMap<V>>.Run);

    /// <summary>Whether x is NaN.</summary>
    [Kernel("IsNan"), Op("IsNaN")]
    public static Status IsNan(ref Call call, ref UnaryArgs args) => Test(ref call, ref args, &UnaryRow<V, IsNanMap<V>>.Run);

    /// <summary>Whether x is infinite.</summary>
    [Kernel("IsInf"), Op("IsInf")]
    public static Status IsInf(ref Call call, ref UnaryArgs args) => Test(ref call, ref args, &UnaryRow<V, IsInfMap<V>>.Run);

    /// <summary>Whether x is neither NaN nor infinite.</summary>
    [Kernel("IsFinite"), Op("IsFinite")]
    public static Status IsFinite(ref Call call, ref UnaryArgs args) => Test(ref call, ref args, &UnaryRow<V, IsFiniteMap<V>>.Run);

    /// <summary>Whether x is false.</summary>
    [Kernel("LogicalNot"), Op("LogicalNot", OpTakes.Bool)]
    public static Status LogicalNot(ref Call call, ref UnaryArgs args) =>
        call.RequireType(in args.X, DType.Bool) == Status.Ok
            ? Map<V>.Unary(ref call, in args.X, &UnaryRow<V, LogicalNotMap<V>>.Run, DType.Int32, DType.Int32, DType.Bool)
            : call.Status;

    /// <summary>A function with a float and an integer form.</summary>
    private static Status Number(ref Call call, ref UnaryArgs args, Row floats, Row ints)
    {
        DType lanes = args.X.Type == DType.Float32 ? DType.Float32 : DType.Int32;
        return Map<V>.Unary(ref call, in args.X, lanes == DType.Float32 ? floats : ints, lanes, lanes, args.X.Type);
    }

    /// <summary>A function that leaves integers as they are.</summary>
    private static Status Whole(ref Call call, ref UnaryArgs args, Row row) =>
        args.X.Type is DType.Int32 or DType.Bool ? call.Alias(in args.X, in args.X.Shape) : Float(ref call, ref args, row);

    private static Status Float(ref Call call, ref UnaryArgs args, Row row) =>
        Map<V>.Unary(ref call, in args.X, row, DType.Float32, DType.Float32, args.X.Type);

    private static Status Test(ref Call call, ref UnaryArgs args, Row row) =>
        Map<V>.Unary(ref call, in args.X, row, DType.Float32, DType.Int32, DType.Bool);
}
