namespace Lanewise.Runtime;

/// <summary>The dimensions of a tensor, outermost first. Rank 0 is a scalar; a dimension may be 0.</summary>
public unsafe struct Shape
{
    public const int MaxRank = 8;

    public int Rank;
    private fixed int _dims[MaxRank];

    public readonly int this[int axis] => _dims[axis];

    public void Set(int axis, int dim) => _dims[axis] = dim;

    public void Append(int dim) => _dims[Rank++] = dim;

    /// <summary>Appends dims [<paramref name="first"/>, <paramref name="end"/>) of another shape.</summary>
    public void Append(in Shape other, int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            Append(other[i]);
        }
    }

    public static Shape Scalar => default;

    public static Shape Of(int a)
    {
        Shape shape = default;
        shape.Append(a);
        return shape;
    }

    public static Shape Of(int a, int b)
    {
        Shape shape = Of(a);
        shape.Append(b);
        return shape;
    }

    public static Shape Of(int a, int b, int c)
    {
        Shape shape = Of(a, b);
        shape.Append(c);
        return shape;
    }

    public static Shape Of(int a, int b, int c, int d)
    {
        Shape shape = Of(a, b, c);
        shape.Append(d);
        return shape;
    }

    /// <summary>The number of elements. Shapes of tensors that exist cannot overflow.</summary>
    public readonly int Size => Product(0, Rank);

    /// <summary>The number of elements, exact up to 2^62 and capped there.</summary>
    public readonly long LongSize
    {
        get
        {
            long size = 1;
            for (int i = 0; i < Rank; i++)
            {
                if (_dims[i] == 0)
                {
                    return 0;
                }

                size = size > 1L << 31 ? 1L << 62 : size * _dims[i];
            }

            return size;
        }
    }

    /// <summary>The product of dims [<paramref name="first"/>, <paramref name="end"/>); 1 if there are none.</summary>
    public readonly int Product(int first, int end)
    {
        int size = 1;
        for (int i = first; i < end; i++)
        {
            size *= _dims[i];
        }

        return size;
    }

    public readonly bool Same(in Shape other)
    {
        if (Rank != other.Rank)
        {
            return false;
        }

        for (int i = 0; i < Rank; i++)
        {
            if (_dims[i] != other._dims[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Row-major strides, in elements, into <paramref name="strides"/>[0..Rank).</summary>
    public readonly void Strides(int* strides)
    {
        int stride = 1;
        for (int i = Rank - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= _dims[i];
        }
    }

    /// <summary>
    /// Numpy's rule: shapes align at the last axis, and a dimension of 1 stretches. False if the shapes do not fit.
    /// </summary>
    public static bool Broadcast(in Shape a, in Shape b, out Shape result)
    {
        result = default;
        result.Rank = a.Rank > b.Rank ? a.Rank : b.Rank;
        for (int i = 0; i < result.Rank; i++)
        {
            int axisA = i - (result.Rank - a.Rank);
            int axisB = i - (result.Rank - b.Rank);
            int dimA = axisA < 0 ? 1 : a._dims[axisA];
            int dimB = axisB < 0 ? 1 : b._dims[axisB];
            if (dimA != dimB && dimA != 1 && dimB != 1)
            {
                return false;
            }

            result._dims[i] = dimA == 1 ? dimB : dimA;
        }

        return true;
    }
}
