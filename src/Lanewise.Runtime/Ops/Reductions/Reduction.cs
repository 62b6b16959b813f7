using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>
/// Reduces axes with the row of a binary map: after neighbouring axes of one kind are joined, each reduced group is
/// one pass over [outer, length, inner], the innermost group first.
/// </summary>
internal static unsafe class Reduction<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>Columns that are reduced together: their partial results stay in the first-level cache.</summary>
    private const int ColumnPiece = 1024;

    /// <summary>Narrower inner dimensions are widened by taking several rows as one.</summary>
    private const int NarrowInner = 32;

    /// <summary>The shape without the axes of the mask, or with 1 in their places.</summary>
    public static Shape Result(in Shape shape, int mask, bool keepDims)
    {
        Shape result = default;
        for (int i = 0; i < shape.Rank; i++)
        {
            if ((mask & (1 << i)) == 0)
            {
                result.Append(shape[i]);
            }
            else if (keepDims)
            {
                result.Append(1);
            }
        }

        return result;
    }

    /// <summary>
    /// Reduces 32-bit elements of the given shape into <paramref name="target"/>, which has room for the result.
    /// An empty reduction gives <paramref name="identity"/>.
    /// </summary>
    public static Status Run(ref Call call, Row row, float* source, in Shape shape, int mask, float* target, int identity)
    {
        int remaining = Result(in shape, mask, false).Size;
        if (remaining == 0)
        {
            return call.Status;
        }

        if (shape.Size == 0)
        {
            Moves.Fill((int*)target, identity, remaining);
            return call.Status;
        }

        int outer = shape.Size;
        int inner = 1;
        int axis = shape.Rank - 1;
        while (axis >= 0 && !call.Failed)
        {
            bool reduced = (mask & (1 << axis)) != 0;
            int length = 1;
            while (axis >= 0 && reduced == ((mask & (1 << axis)) != 0))
            {
                length *= shape[axis];
                axis--;
            }

            outer /= length;
            if (!reduced)
            {
                inner *= length;
            }
            else if (length > 1)
            {
                bool last = outer * inner == remaining;
                float* result = last ? target : (float*)call.Scratch((long)outer * inner * sizeof(float));
                if (result != null)
                {
                    Pass(ref call, row, source, outer, length, inner, result);
                }

                source = result;
            }
        }

        if (!call.Failed && source != target)
        {
            Buffer.MemoryCopy(source, target, (nint)remaining * sizeof(float), (nint)remaining * sizeof(float));
        }

        return call.Status;
    }

    /// <summary>[outer, length, inner] to [outer, inner].</summary>
    private static void Pass(ref Call call, Row row, float* source, int outer, int length, int inner, float* result)
    {
        if (inner == 1 && length <= Fold.Short && outer > 4)
        {
            float* transposed = (float*)call.Scratch((long)Fold.ShortLinesScratch(length) * sizeof(float));
            if (transposed != null)
            {
                Fold.ShortLines(row, source, outer, length, result, transposed);
            }

            return;
        }

        if (inner == 1)
        {
            float* scratch = (float*)call.Scratch((long)Fold.LineScratch(length) * sizeof(float));
            for (int i = 0; i < outer && scratch != null; i++)
            {
                Fold.Line(row, source + ((nint)i * length), length, result + i, scratch);
            }

            return;
        }

        // k rows of a narrow inner dimension are one wide row; their columns are then k rows again
        int k = inner < NarrowInner && length > 8 ? NarrowInner * 2 / inner : 1;
        int wide = length / k;
        int width = inner * k;
        int piece = width < ColumnPiece ? width : ColumnPiece;
        int levels = Fold.ColumnsScratch(length, piece);
        float* work = (float*)call.Scratch(((long)levels + width) * sizeof(float));
        if (work == null)
        {
            return;
        }

        float* folded = work + levels;
        for (int i = 0; i < outer; i++)
        {
            float* x = source + ((nint)i * length * inner);
            float* y = result + ((nint)i * inner);
            if (k == 1)
            {
                Wide(row, x, length, inner, y, work, piece);
                continue;
            }

            if (wide == 0)
            {
                Fold.Columns(row, x, length, inner, inner, y, work);
                continue;
            }

            Wide(row, x, wide, width, folded, work, piece);
            Fold.Columns(row, folded, k, inner, inner, y, work);
            int rest = length - (wide * k);
            if (rest > 0)
            {
                Fold.Columns(row, x + ((nint)wide * width), rest, inner, inner, folded, work);
                row(y, folded, y, inner, null);
            }
        }
    }

    private static void Wide(Row row, float* x, int rows, int width, float* y, float* work, int piece)
    {
        for (int start = 0; start < width; start += piece)
        {
            int count = width - start < piece ? width - start : piece;
            Fold.Columns(row, x + start, rows, count, width, y + start, work);
        }
    }
}
