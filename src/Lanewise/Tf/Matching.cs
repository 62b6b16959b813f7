namespace Lanewise;

/// <summary>Two operands brought to one dtype, as tfjs does: the lower of bool, int32, float32 and complex64 is cast.</summary>
internal static class Matching
{
    public static bool Have(Tensor a, Tensor b) => a is null || b is null || a.DType == b.DType;

    public static Tensor Run(Tensor a, Tensor b, Func<Tensor, Tensor, Tensor> kernel)
    {
        using Scope scope = Scope.Open();
        (a, b) = Match(a, b);
        return scope.Leave(kernel(a, b));
    }

    public static Tensor Run(Tensor a, float b, Func<Tensor, Tensor, Tensor> op)
    {
        using Scope scope = Scope.Open();
        return scope.Leave(op(a, Tf.Scalar(b)));
    }

    public static Tensor Run(float a, Tensor b, Func<Tensor, Tensor, Tensor> op)
    {
        using Scope scope = Scope.Open();
        return scope.Leave(op(Tf.Scalar(a), b));
    }

    /// <summary>Both as tensors of the higher dtype; what is cast belongs to the current scope.</summary>
    public static (Tensor A, Tensor B) Match(Tensor a, Tensor b)
    {
        DType type = Higher(a.DType, b.DType);
        return (a.DType == type ? a : a.Cast(type), b.DType == type ? b : b.Cast(type));
    }

    /// <exception cref="ArgumentException">One of them is string.</exception>
    public static DType Higher(DType a, DType b)
    {
        if (a == b)
        {
            return a;
        }

        if (a == DType.String || b == DType.String)
        {
            throw new ArgumentException($"{a.Word()} and {b.Word()} have no common dtype");
        }

        return Rank(a) > Rank(b) ? a : b;
    }

    private static int Rank(DType type) => type switch
    {
        DType.Bool => 0,
        DType.Int32 => 1,
        DType.Float32 => 2,
        _ => 3,
    };
}
