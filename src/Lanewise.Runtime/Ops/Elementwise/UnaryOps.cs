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
public static unsafe class UnaryOps<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("Abs")]
    public static Status Abs(ref Call call, ref UnaryArgs args) => Number(ref call, ref args, &UnaryRow<V, AbsMap<V>>.Run, &UnaryRow<V, AbsIntMap<V>>.Run);

    /// <summary>A bool, whose sign is lost, stays as it is.</summary>
    [Kernel("Neg")]
    public static Status Neg(ref Call call, ref UnaryArgs args) => args.X.Type == DType.Bool ? call.Alias(in args.X, in args.X.Shape) : Number(ref call, ref args, &UnaryRow<V, NegMap<V>>.Run, &UnaryRow<V, NegIntMap<V>>.Run);

    [Kernel("Sign")]
    public static Status Sign(ref Call call, ref UnaryArgs args) => Number(ref call, ref args, &UnaryRow<V, SignMap<V>>.Run, &UnaryRow<V, SignIntMap<V>>.Run);

    [Kernel("Square")]
    public static Status Square(ref Call call, ref UnaryArgs args) => Number(ref call, ref args, &UnaryRow<V, SquareMap<V>>.Run, &UnaryRow<V, SquareIntMap<V>>.Run);

    [Kernel("Relu")]
    public static Status Relu(ref Call call, ref UnaryArgs args) => Number(ref call, ref args, &UnaryRow<V, ReluMap<V>>.Run, &UnaryRow<V, ReluIntMap<V>>.Run);

    [Kernel("Relu6")]
    public static Status Relu6(ref Call call, ref UnaryArgs args) => Number(ref call, ref args, &UnaryRow<V, Relu6Map<V>>.Run, &UnaryRow<V, Relu6IntMap<V>>.Run);

    [Kernel("Floor")]
    public static Status Floor(ref Call call, ref UnaryArgs args) => Whole(ref call, ref args, &UnaryRow<V, FloorMap<V>>.Run);

    [Kernel("Ceil")]
    public static Status Ceil(ref Call call, ref UnaryArgs args) => Whole(ref call, ref args, &UnaryRow<V, CeilMap<V>>.Run);

    [Kernel("Round")]
    public static Status Round(ref Call call, ref UnaryArgs args) => Whole(ref call, ref args, &UnaryRow<V, RoundMap<V>>.Run);

    [Kernel("Exp")]
    public static Status Exp(ref Call call, ref UnaryArgs args) => Map<V>.Unary(ref call, in args.X, &UnaryRow<V, ExpMap<V>>.Run, DType.Float32, DType.Float32, DType.Float32);

    [Kernel("Expm1")]
    public static Status Expm1(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, Expm1Map<V>>.Run);

    [Kernel("Log")]
    public static Status Log(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, LogMap<V>>.Run);

    [Kernel("Log1p")]
    public static Status Log1p(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, Log1pMap<V>>.Run);

    [Kernel("Sqrt")]
    public static Status Sqrt(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, SqrtMap<V>>.Run);

    [Kernel("Rsqrt")]
    public static Status Rsqrt(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, RsqrtMap<V>>.Run);

    [Kernel("Reciprocal")]
    public static Status Reciprocal(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, ReciprocalMap<V>>.Run);

    [Kernel("Sin")]
    public static Status Sin(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, SinMap<V>>.Run);

    [Kernel("Cos")]
    public static Status Cos(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, CosMap<V>>.Run);

    [Kernel("Tan")]
    public static Status Tan(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, TanMap<V>>.Run);

    [Kernel("Asin")]
    public static Status Asin(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, AsinMap<V>>.Run);

    [Kernel("Acos")]
    public static Status Acos(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, AcosMap<V>>.Run);

    [Kernel("Atan")]
    public static Status Atan(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, AtanMap<V>>.Run);

    [Kernel("Sinh")]
    public static Status Sinh(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, SinhMap<V>>.Run);

    [Kernel("Cosh")]
    public static Status Cosh(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, CoshMap<V>>.Run);

    [Kernel("Tanh")]
    public static Status Tanh(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, TanhMap<V>>.Run);

    [Kernel("Asinh")]
    public static Status Asinh(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, AsinhMap<V>>.Run);

    [Kernel("Acosh")]
    public static Status Acosh(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, AcoshMap<V>>.Run);

    [Kernel("Atanh")]
    public static Status Atanh(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, AtanhMap<V>>.Run);

    [Kernel("Sigmoid")]
    public static Status Sigmoid(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, SigmoidMap<V>>.Run);

    [Kernel("Softplus")]
    public static Status Softplus(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, SoftplusMap<V>>.Run);

    [Kernel("Erf")]
    public static Status Erf(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, ErfMap<V>>.Run);

    [Kernel("Elu")]
    public static Status Elu(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, EluMap<V>>.Run);

    [Kernel("Selu")]
    public static Status Selu(ref Call call, ref UnaryArgs args) => Float(ref call, ref args, &UnaryRow<V, SeluMap<V>>.Run);

    [Kernel("IsNan")]
    public static Status IsNan(ref Call call, ref UnaryArgs args) => Test(ref call, ref args, &UnaryRow<V, IsNanMap<V>>.Run);

    [Kernel("IsInf")]
    public static Status IsInf(ref Call call, ref UnaryArgs args) => Test(ref call, ref args, &UnaryRow<V, IsInfMap<V>>.Run);

    [Kernel("IsFinite")]
    public static Status IsFinite(ref Call call, ref UnaryArgs args) => Test(ref call, ref args, &UnaryRow<V, IsFiniteMap<V>>.Run);

    [Kernel("LogicalNot")]
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
