using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct BinaryArgs
{
    public Tensor A;
    public Tensor B;
}

/// <summary>Ops of two operands of one dtype, which broadcast.</summary>
[Elementwise]
public static unsafe class BinaryOps<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>a + b.</summary>
    [Kernel("Add"), Op("Add", OpTakes.Matching)]
    public static Status Add(ref Call call, ref BinaryArgs args) => Any(ref call, ref args, &BinaryRow<V, AddMap<V>>.Run, &BinaryRow<V, AddIntMap<V>>.Run, &BinaryRow<V, AddMap<V>>.Run);

    /// <summary>a − b.</summary>
    [Kernel("Sub"), Op("Sub", OpTakes.Matching)]
    public static Status Sub(ref Call call, ref BinaryArgs args) => Any(ref call, ref args, &BinaryRow<V, SubMap<V>>.Run, &BinaryRow<V, SubIntMap<V>>.Run, &BinaryRow<V, SubMap<V>>.Run);

    /// <summary>a · b.</summary>
    [Kernel("Multiply"), Op("Mul", OpTakes.Matching)]
    public static Status Multiply(ref Call call, ref BinaryArgs args) => Any(ref call, ref args, &BinaryRow<V, MultiplyMap<V>>.Run, &BinaryRow<V, MultiplyIntMap<V>>.Run, &PairRow.Multiply);

    [Kernel("Maximum")]
    public static Status Maximum(ref Call call, ref BinaryArgs args)
    {
        if (!IsBound(in call, in args, out float least))
        {
            return Number(ref call, ref args, &BinaryRow<V, MaximumMap<V>>.Run, &BinaryRow<V, MaximumIntMap<V>>.Run);
        }

        // Of 0 and −0 the former is larger, which the comparison of a clamp does not see.
        return BitConverter.SingleToInt32Bits(least) == 0
            ? Map<V>.Unary(ref call, in args.A, &UnaryRow<V, ReluMap<V>>.Run, DType.Float32, DType.Float32, DType.Float32)
            : ParameterOps<V>.Clamp(ref call, in args.A, least, float.PositiveInfinity);
    }

    [Kernel("Minimum")]
    public static Status Minimum(ref Call call, ref BinaryArgs args) =>
        IsBound(in call, in args, out float most) && BitConverter.SingleToInt32Bits(most) != int.MinValue
            ? ParameterOps<V>.Clamp(ref call, in args.A, float.NegativeInfinity, most)
            : Number(ref call, ref args, &BinaryRow<V, MinimumMap<V>>.Run, &BinaryRow<V, MinimumIntMap<V>>.Run);

    /// <summary>(a − b)².</summary>
    [Kernel("SquaredDifference"), Op("SquaredDifference", OpTakes.Matching)]
    public static Status SquaredDifference(ref Call call, ref BinaryArgs args) => Number(ref call, ref args, &BinaryRow<V, SquaredDifferenceMap<V>>.Run, &BinaryRow<V, SquaredDifferenceIntMap<V>>.Run);

    [Kernel("RealDiv")]
    public static Status RealDiv(ref Call call, ref BinaryArgs args) => Number(ref call, ref args, &BinaryRow<V, DivideMap<V>>.Run, &LaneRow<DivideIntMap>.Run);

    /// <summary>a modulo b, with the sign of b.</summary>
    [Kernel("Mod"), Op("Mod", OpTakes.Matching)]
    public static Status Mod(ref Call call, ref BinaryArgs args) => Number(ref call, ref args, &BinaryRow<V, ModMap<V>>.Run, &LaneRow<ModIntMap>.Run);

    /// <summary>a to the power of b.</summary>
    [Kernel("Pow"), Op("Pow", OpTakes.Matching)]
    public static Status Pow(ref Call call, ref BinaryArgs args) => Number(ref call, ref args, &BinaryRow<V, PowMap<V>>.Run, &LaneRow<PowIntMap>.Run);

    /// <summary>Whether a = b, of strings too.</summary>
    [Kernel("Equal"), Op("Equal", OpTakes.Matching)]
    public static Status Equal(ref Call call, ref BinaryArgs args) => Compare(ref call, ref args, &BinaryRow<V, EqualMap<V>>.Run, &BinaryRow<V, EqualIntMap<V>>.Run);

    /// <summary>Whether a ≠ b, of strings too.</summary>
    [Kernel("NotEqual"), Op("NotEqual", OpTakes.Matching)]
    public static Status NotEqual(ref Call call, ref BinaryArgs args) => Compare(ref call, ref args, &BinaryRow<V, NotEqualMap<V>>.Run, &BinaryRow<V, NotEqualIntMap<V>>.Run);

    /// <summary>Whether a &lt; b, of strings too.</summary>
    [Kernel("Less"), Op("Less", OpTakes.Matching)]
    public static Status Less(ref Call call, ref BinaryArgs args) => Compare(ref call, ref args, &BinaryRow<V, LessMap<V>>.Run, &BinaryRow<V, LessIntMap<V>>.Run);

    /// <summary>Whether a ≤ b, of strings too.</summary>
    [Kernel("LessEqual"), Op("LessEqual", OpTakes.Matching)]
    public static Status LessEqual(ref Call call, ref BinaryArgs args) => Compare(ref call, ref args, &BinaryRow<V, LessEqualMap<V>>.Run, &BinaryRow<V, LessEqualIntMap<V>>.Run);

    /// <summary>Whether a &gt; b, of strings too.</summary>
    [Kernel("Greater"), Op("Greater", OpTakes.Matching)]
    public static Status Greater(ref Call call, ref BinaryArgs args) => Compare(ref call, ref args, &BinaryRow<V, GreaterMap<V>>.Run, &BinaryRow<V, GreaterIntMap<V>>.Run);

    /// <summary>Whether a ≥ b, of strings too.</summary>
    [Kernel("GreaterEqual"), Op("GreaterEqual", OpTakes.Matching)]
    public static Status GreaterEqual(ref Call call, ref BinaryArgs args) => Compare(ref call, ref args, &BinaryRow<V, GreaterEqualMap<V>>.Run, &BinaryRow<V, GreaterEqualIntMap<V>>.Run);

    /// <summary>Whether both are true.</summary>
    [Kernel("LogicalAnd"), Op("LogicalAnd", OpTakes.Bool)]
    public static Status LogicalAnd(ref Call call, ref BinaryArgs args) => Bits(ref call, ref args, DType.Bool, &BinaryRow<V, AndMap<V>>.Run);

    /// <summary>Whether one or both are true.</summary>
    [Kernel("LogicalOr"), Op("LogicalOr", OpTakes.Bool)]
    public static Status LogicalOr(ref Call call, ref BinaryArgs args) => Bits(ref call, ref args, DType.Bool, &BinaryRow<V, OrMap<V>>.Run);

    /// <summary>Whether just one is true.</summary>
    [Kernel("LogicalXor"), Op("LogicalXor", OpTakes.Bool)]
    public static Status LogicalXor(ref Call call, ref BinaryArgs args) => Bits(ref call, ref args, DType.Bool, &BinaryRow<V, XorMap<V>>.Run);

    [Kernel("BitwiseAnd")]
    public static Status BitwiseAnd(ref Call call, ref BinaryArgs args) => Bits(ref call, ref args, DType.Int32, &BinaryRow<V, AndMap<V>>.Run);

    /// <summary>⌊a / b⌋, int32 whatever the operands.</summary>
    [Kernel("FloorDiv"), Op("FloorDiv", OpTakes.Matching)]
    public static Status FloorDiv(ref Call call, ref BinaryArgs args)
    {
        DType lanes = Lanes(args.A.Type);
        Row row = lanes == DType.Float32 ? &LaneRow<FloorDivFloatMap>.Run : &LaneRow<FloorDivIntMap>.Run;
        return Run(ref call, ref args, row, lanes, DType.Int32, DType.Int32);
    }

    /// <summary>The angle of the point (b, a) in radians.</summary>
    [Kernel("Atan2"), Op("Atan2", OpTakes.Matching)]
    public static Status Atan2(ref Call call, ref BinaryArgs args) =>
        Run(ref call, ref args, &BinaryRow<V, Atan2Map<V>>.Run, DType.Float32, DType.Float32, args.A.Type);

    /// <summary>b is one float for all of a, no NaN: a clamp is quicker than the larger or smaller of two NaNs, and needs no second operand.</summary>
    private static bool IsBound(in Call call, in BinaryArgs args, out float bound)
    {
        bool isOne = !call.IsLookedAt && !call.Failed && args.A.Type == DType.Float32 && args.B.Type == DType.Float32 && args.B.Size == 1 && args.B.Rank <= args.A.Rank;
        bound = isOne ? *args.B.Floats : 0;
        return isOne && !float.IsNaN(bound);
    }

    private static DType Lanes(DType type) => type == DType.Float32 ? DType.Float32 : DType.Int32;

    private static Status Number(ref Call call, ref BinaryArgs args, Row floats, Row ints)
    {
        DType lanes = Lanes(args.A.Type);
        return Run(ref call, ref args, lanes == DType.Float32 ? floats : ints, lanes, lanes, args.A.Type);
    }

    /// <summary>Complex if one operand is: the other is then cast to it.</summary>
    private static Status Any(ref Call call, ref BinaryArgs args, Row floats, Row ints, Row pairs)
    {
        if (args.A.Type != DType.Complex64 && args.B.Type != DType.Complex64)
        {
            return Number(ref call, ref args, floats, ints);
        }

        Tensor a = Pairs.Of<V>(ref call, in args.A);
        Tensor b = Pairs.Of<V>(ref call, in args.B);
        if (call.Failed)
        {
            return call.Status;
        }

        if (!Shape.Broadcast(in args.A.Shape, in args.B.Shape, out Shape shape))
        {
            return call.Fail(Status.Broadcast, BinaryFields.B);
        }

        if (call.Output(DType.Complex64, in shape, out Tensor y) == Status.Ok)
        {
            y.Type = DType.Float32;
            y.Shape.Append(2);
            Map<V>.Binary(ref call, in a, in b, pairs, DType.Float32, DType.Float32, in y);
        }

        return call.Status;
    }

    private static Status Compare(ref Call call, ref BinaryArgs args, Row floats, Row ints)
    {
        DType lanes = Lanes(args.A.Type);
        return Run(ref call, ref args, lanes == DType.Float32 ? floats : ints, lanes, DType.Int32, DType.Bool);
    }

    private static Status Bits(ref Call call, ref BinaryArgs args, DType type, Row row)
    {
        call.RequireType(in args.A, type);
        return Run(ref call, ref args, row, DType.Int32, DType.Int32, type);
    }

    private static Status Run(ref Call call, ref BinaryArgs args, Row row, DType lanes, DType results, DType type)
    {
        call.RequireReal(in args.A);
        call.RequireSameType(in args.B, args.A.Type);
        return call.Failed ? call.Status : Map<V>.Binary(ref call, in args.A, in args.B, row, lanes, results, type);
    }
}
