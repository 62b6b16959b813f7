using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct EinsumArgs
{
    public TensorList Inputs;
    public Text Equation;
}

/// <summary>
/// Einstein's summation of one or two float32 or int32 tensors: products over all values of the labels, summed over those
/// that the output does not have.
/// </summary>
/// <remarks>
/// 1. Labels that one operand alone has and the output has not are summed within it.
/// 2. The labels in both operands are those of a batch if the output has them, else of the inner dimension; with the
///    labels of one operand as rows and of the other as columns the rest is a batch of matrix products.
/// 3. The result is permuted to the order of the output.
/// </remarks>
public static unsafe class Einsum<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("Einsum")]
    public static Status Run(ref Call call, ref EinsumArgs args)
    {
        if (Equation.Read(ref call, in args.Equation, args.Inputs.Count, EinsumFields.Equation, out Equation equation) != Status.Ok)
        {
            return call.Status;
        }

        ref Tensor a = ref args.Inputs[0];
        ref Tensor b = ref args.Inputs[args.Inputs.Count - 1];
        call.RequireNumber(in a);
        call.RequireSameType(in b, a.Type);
        CheckRank(ref call, in equation.A, in a);
        if (args.Inputs.Count == 1)
        {
            return call.Failed ? call.Status : One(ref call, in a, in equation);
        }

        CheckRank(ref call, in equation.B, in b);
        for (int axis = 0; axis < equation.B.Count && !call.Failed; axis++)
        {
            int other = equation.A.AxisOf(equation.B[axis]);
            if (other >= 0 && a.Shape[other] != b.Shape[axis])
            {
                call.Fail(Status.EquationDimension, EinsumFields.Equation, a.Shape[other], axis, b.Shape[axis], 1);
            }
        }

        return call.Failed ? call.Status : Two(ref call, in a, in b, in equation);
    }

    private static void CheckRank(ref Call call, in Labels labels, in Tensor x)
    {
        if (labels.Count != x.Rank)
        {
            call.Fail(Status.EquationRank, EinsumFields.Equation, labels.Count, x.Rank);
        }
    }

    private static Status One(ref Call call, in Tensor a, in Equation equation)
    {
        Labels order = equation.Output;
        Select(ref order, in equation.A, in equation.Output, false, in equation.Output, false);
        if (order.Count == equation.Output.Count && Same(in order, in equation.A))
        {
            return call.Alias(in a, in a.Shape);
        }

        Shape shape = ShapeOf(in equation.Output, in equation.A, in a.Shape);
        if (call.Output(a.Type, in shape, out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        Sum(ref call, in a, in equation.A, in order, equation.Output.Count, output.Ints);
        return call.Status;
    }

    private static Status Two(ref Call call, in Tensor a, in Tensor b, in Equation equation)
    {
        Labels batch = default;
        Labels rows = default;
        Labels columns = default;
        Labels inner = default;
        Labels aloneA = default;
        Labels aloneB = default;
        Labels none = default;
        Select(ref batch, in equation.Output, in equation.A, true, in equation.B, true);
        Select(ref rows, in equation.Output, in equation.A, true, in equation.B, false);
        Select(ref columns, in equation.Output, in equation.B, true, in equation.A, false);
        Select(ref inner, in equation.A, in equation.B, true, in equation.Output, false);
        Select(ref aloneA, in equation.A, in equation.B, false, in equation.Output, false);
        Select(ref aloneB, in equation.B, in equation.A, false, in equation.Output, false);

        Tensor left = Arrange(ref call, in a, in equation.A, in batch, in rows, in inner, in aloneA);
        Tensor right = Arrange(ref call, in b, in equation.B, in batch, in inner, in columns, in aloneB);
        Labels order = batch;
        Select(ref order, in rows, in none, false, in none, false);
        Select(ref order, in columns, in none, false, in none, false);
        Shape all = ShapeOf(in batch, in equation.A, in a.Shape);
        Shape parts = ShapeOf(in rows, in equation.A, in a.Shape);
        all.Append(in parts, 0, parts.Rank);
        parts = ShapeOf(in columns, in equation.B, in b.Shape);
        all.Append(in parts, 0, parts.Rank);

        bool isOrdered = Same(in order, in equation.Output);
        Shape shape = ShapeOf(in equation.Output, in order, in all);
        if (call.Output(a.Type, in shape, out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        Tensor product = output;
        product.Shape = Shape.Of(left.Shape[0], left.Shape[1], right.Shape[2]);
        product.Data = isOrdered ? output.Data : call.Scratch((long)output.Size * sizeof(int));
        Tensor absent = default;
        Epilogue<V>.Read(
            ref call, in absent, in absent, -1, Activation.Linear, 0, in product.Shape, product.Shape[2], DataFormat.NHWC, takesAddend: false, out Epilogue<V> epilogue);
        BatchMatMul<V>.Multiply(ref call, in left, in right, false, false, in epilogue, in product);
        if (!isOrdered && !call.Failed)
        {
            Permute(ref call, output.Ints, in equation.Output, product.Ints, in order, in all);
        }

        return call.Status;
    }

    /// <summary>Appends the labels of one term that two others have, or have not.</summary>
    private static void Select(ref Labels target, in Labels source, in Labels first, bool inFirst, in Labels second, bool inSecond)
    {
        for (int i = 0; i < source.Count; i++)
        {
            int label = source[i];
            if (first.Has(label) == inFirst && second.Has(label) == inSecond)
            {
                target.Add(label);
            }
        }
    }

    private static bool Same(in Labels a, in Labels b)
    {
        for (int i = 0; i < a.Count; i++)
        {
            if (a[i] != b[i])
            {
                return false;
            }
        }

        return true;
    }

    private static Shape ShapeOf(in Labels order, in Labels labels, in Shape shape)
    {
        Shape result = default;
        for (int i = 0; i < order.Count; i++)
        {
            result.Append(shape[labels.AxisOf(order[i])]);
        }

        return result;
    }

    /// <summary>An operand as matrices: [batch, rows, columns], with the labels that it has alone summed.</summary>
    private static Tensor Arrange(
        ref Call call, in Tensor x, in Labels labels, in Labels batch, in Labels rows, in Labels columns, in Labels alone)
    {
        Labels none = default;
        Labels order = batch;
        Select(ref order, in rows, in none, false, in none, false);
        Select(ref order, in columns, in none, false, in none, false);
        int kept = order.Count;
        Select(ref order, in alone, in none, false, in none, false);
        Tensor matrices = x;
        matrices.Shape = Shape.Of(
            ShapeOf(in batch, in labels, in x.Shape).Size, ShapeOf(in rows, in labels, in x.Shape).Size, ShapeOf(in columns, in labels, in x.Shape).Size);
        if (!Same(in order, in labels) || alone.Count > 0)
        {
            matrices.Id = 0;
            matrices.Data = call.Scratch((long)matrices.Size * sizeof(int));
            if (matrices.Data != null)
            {
                Sum(ref call, in x, in labels, in order, kept, matrices.Ints);
            }
        }

        return matrices;
    }

    /// <summary>Permutes the axes into an order, and sums those behind the first <paramref name="kept"/>.</summary>
    private static void Sum(ref Call call, in Tensor x, in Labels labels, in Labels order, int kept, int* target)
    {
        Shape shape = ShapeOf(in order, in labels, in x.Shape);
        int* permuted = kept == order.Count ? target : x.Ints;
        if (!Same(in order, in labels) && kept < order.Count)
        {
            permuted = (int*)call.Scratch((long)x.Size * sizeof(int));
        }

        if (call.Failed)
        {
            return;
        }

        if (permuted != x.Ints)
        {
            Permute(ref call, permuted, in order, x.Ints, in labels, in x.Shape);
        }

        if (kept < order.Count)
        {
            Row row = x.Type == DType.Float32 ? &BinaryRow<V, AddMap<V>>.Run : &BinaryRow<V, AddIntMap<V>>.Run;
            int mask = ((1 << order.Count) - 1) & ~((1 << kept) - 1);
            Reduction<V>.Run(ref call, row, (float*)permuted, in shape, mask, (float*)target, 0);
        }
    }

    private static void Permute(ref Call call, int* target, in Labels order, int* source, in Labels labels, in Shape shape)
    {
        int* strides = stackalloc int[Shape.MaxRank];
        int* from = stackalloc int[Shape.MaxRank];
        shape.Strides(strides);
        for (int i = 0; i < order.Count; i++)
        {
            from[i] = strides[labels.AxisOf(order[i])];
        }

        Shape permuted = ShapeOf(in order, in labels, in shape);
        Transpose.Permute(ref call, (byte*)target, in permuted, (byte*)source, from, sizeof(int));
    }
}
