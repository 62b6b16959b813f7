namespace Lanewise;

public static partial class Tf
{
    /// <summary>|x|; of complex64 the length √(re² + im²), float32.</summary>
    public static Tensor Abs(this Tensor x) => Require.Number(x).DType == DType.Complex64 ? Kernel.ComplexAbs(x) : Kernel.Abs(x);

    /// <summary>a / b. The shapes broadcast; of two dtypes the lower one is cast to the other. Of int32 the result is ⌊a / b⌋.</summary>
    public static Tensor Div(this Tensor a, Tensor b) => Matching.Have(a, b) ? DivMatching(a, b) : Matching.Run(a, b, DivMatching);

    /// <summary>a / b. The number is a float32 scalar.</summary>
    public static Tensor Div(this Tensor a, float b) => Matching.Run(a, b, Div);

    /// <summary>a / b. The number is a float32 scalar.</summary>
    public static Tensor Div(float a, Tensor b) => Matching.Run(a, b, Div);

    /// <summary>a / b, and 0 where b is 0.</summary>
    public static Tensor DivNoNan(this Tensor a, Tensor b)
    {
        using Scope scope = Scope.Open();
        (a, b) = Matching.Match(a, b);
        Tensor quotient = Div(a, b);
        Tensor zeros = ZerosLike(quotient);
        return scope.Leave(Where(Equal(b, zeros), zeros, quotient));
    }

    /// <summary>The larger of a and b. The shapes broadcast; of two dtypes the lower one is cast to the other, bool to int32.</summary>
    public static Tensor Maximum(this Tensor a, Tensor b) => Extreme(a, b, Kernel.Maximum);

    /// <summary>The larger of a and b. The number is a float32 scalar.</summary>
    public static Tensor Maximum(this Tensor a, float b) => Matching.Run(a, b, Maximum);

    /// <summary>The smaller of a and b. The shapes broadcast; of two dtypes the lower one is cast to the other, bool to int32.</summary>
    public static Tensor Minimum(this Tensor a, Tensor b) => Extreme(a, b, Kernel.Minimum);

    /// <summary>The smaller of a and b. The number is a float32 scalar.</summary>
    public static Tensor Minimum(this Tensor a, float b) => Matching.Run(a, b, Minimum);

    /// <summary>The sum of tensors of one shape and dtype.</summary>
    public static Tensor AddN(params ReadOnlySpan<Tensor> tensors)
    {
        foreach (Tensor tensor in tensors)
        {
            Require.That(tensor.DType == tensors[0].DType, "All tensors passed to tf.addN() must have the same dtype");
            Require.That(tensor.Shape.AsSpan().SequenceEqual(tensors[0].Shape.AsSpan()), "All tensors passed to tf.addN() must have the same shape");
        }

        return Kernel.AddN(tensors);
    }

    /// <summary>The bits that both have, of int32 tensors of one shape.</summary>
    public static Tensor BitwiseAnd(this Tensor x, Tensor y)
    {
        Require.That(Require.Int(x).Shape.AsSpan().SequenceEqual(Require.Int(y).Shape.AsSpan()), $"x and y must have one shape, but are {Require.Text(x)} and {Require.Text(y)}");
        return Kernel.BitwiseAnd(x, y);
    }

    /// <summary>x, kept between two numbers.</summary>
    public static Tensor ClipByValue(this Tensor x, double clipValueMin, double clipValueMax)
    {
        Require.That(clipValueMin <= clipValueMax, $"clipValueMin ({clipValueMin}) must be less than or equal to clipValueMax ({clipValueMax})");
        return clipValueMin == clipValueMax ? Fill(Require.Number(x).Shape.AsSpan(), clipValueMin, x.DType) : Kernel.ClipByValue(x, clipValueMin, clipValueMax);
    }

    /// <summary>The error function, 2/√π · ∫₀ˣ e^−t² dt. int32 is cast to float32.</summary>
    public static Tensor Erf(this Tensor x)
    {
        using Scope scope = Scope.Open();
        return scope.Leave(Kernel.Erf(Require.Number(x).DType == DType.Int32 ? x.Cast(DType.Float32) : Require.Float(x)));
    }

    /// <summary>x, or alpha · x where x is negative.</summary>
    public static Tensor LeakyRelu(this Tensor x, double alpha = 0.2) => Kernel.LeakyRelu(Require.Number(x), alpha);

    /// <summary>x, or alpha · x where x is negative; alpha broadcasts.</summary>
    public static Tensor Prelu(this Tensor x, Tensor alpha) => Kernel.Prelu(Require.Number(x), Require.Number(alpha));

    /// <summary>1 where x is positive, alpha elsewhere, NaN for NaN.</summary>
    public static Tensor Step(this Tensor x, double alpha = 0) => Kernel.Step(Require.Number(x), alpha);

    /// <summary>ln(1 / (1 + e^−x)), as −softplus(−x).</summary>
    public static Tensor LogSigmoid(this Tensor x)
    {
        using Scope scope = Scope.Open();
        return scope.Leave(x.Neg().Softplus().Neg());
    }

    private static Tensor DivMatching(Tensor a, Tensor b) => a.DType == DType.Int32 ? Kernel.FloorDiv(a, b) : Kernel.RealDiv(a, b);

    private static Tensor Extreme(Tensor a, Tensor b, Func<Tensor, Tensor, Tensor> kernel)
    {
        if (Require.Number(a).DType == Require.Number(b).DType && a.DType != DType.Bool)
        {
            return kernel(a, b);
        }

        using Scope scope = Scope.Open();
        (a, b) = Matching.Match(a, b);
        return scope.Leave(a.DType == DType.Bool ? kernel(a.Cast(DType.Int32), b.Cast(DType.Int32)) : kernel(a, b));
    }
}
