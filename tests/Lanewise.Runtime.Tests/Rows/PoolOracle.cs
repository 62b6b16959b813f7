using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>A pool over any number of axes between batch and channels, tap by tap.</summary>
internal sealed record PoolOracle(int[] In, int[] Filter, int[] Stride, int[] Before, int[] Out)
{
    /// <summary>The output's shape.</summary>
    public int[] Shape => [In[0], .. Out, In[^1]];

    /// <summary>Sizes and padding of an image as conv_util gives them.</summary>
    public static PoolOracle Image(int[] shape, int[] filter, int[] stride, object pad)
    {
        (int[] before, int[] sizes) = (new int[2], new int[2]);
        for (int axis = 0; axis < 2; axis++)
        {
            (sizes[axis], before[axis]) = pad switch
            {
                "same" => Same(shape[axis + 1], filter[axis], stride[axis], 0),
                "valid" => ((shape[axis + 1] - filter[axis] + stride[axis]) / stride[axis], 0),

                // One number takes the height's window and step for both axes.
                int[] { Length: 1 } one => ((shape[axis + 1] - filter[0] + 2 * one[0]) / stride[0] + 1, one[0]),
                int[] pairs => ((shape[axis + 1] - filter[axis] + pairs[2 + 2 * axis] + pairs[3 + 2 * axis]) / stride[axis] + 1, pairs[2 + 2 * axis]),
                _ => throw new ArgumentException("pad"),
            };
        }

        return new(shape, filter, stride, before, sizes);
    }

    /// <summary>Of a volume, where 'same' may begin inside and a window that does not fit gives nothing.</summary>
    public static PoolOracle Volume(int[] shape, int[] filter, int[] stride, object pad)
    {
        (int[] before, int[] sizes) = (new int[3], new int[3]);
        for (int axis = 0; axis < 3; axis++)
        {
            int padding = pad is int[] one ? one[0] : 0;
            int room = shape[axis + 1] - filter[axis] + 2 * padding;
            (sizes[axis], before[axis]) = pad is "same"
                ? Same(shape[axis + 1], filter[axis], stride[axis], int.MinValue)
                : (room < 0 ? 0 : room / stride[axis] + 1, padding);
        }

        return new(shape, filter, stride, before, sizes);
    }

    private static (int Out, int Before) Same(int size, int window, int stride, int least)
    {
        int count = (size + stride - 1) / stride;
        return (count, (int)Math.Floor(Math.Max(least, (count - 1) * stride + window - size) / 2.0));
    }

    /// <summary>The indices inside the image that the window of an output index covers, in row-major order.</summary>
    public IEnumerable<int[]> Taps(int[] index)
    {
        foreach (int[] tap in HostTensor.Indices(Filter))
        {
            int[] at = [.. index];
            bool isInside = true;
            for (int axis = 0; axis < Filter.Length; axis++)
            {
                at[axis + 1] = index[axis + 1] * Stride[axis] - Before[axis] + tap[axis];
                isInside &= at[axis + 1] >= 0 && at[axis + 1] < In[axis + 1];
            }

            if (isInside)
            {
                yield return at;
            }
        }
    }

    public HostTensor Max(HostTensor x, DType type) => HostTensor.Build(type, Shape, i =>
    {
        double best = Taps(i).Select(tap => x[tap]).Where(static value => !double.IsNaN(value)).DefaultIfEmpty(double.NegativeInfinity).Max();
        return x.Type != DType.Float32 && double.IsInfinity(best) ? 0 : best;
    });

    /// <param name="x">The images.</param>
    /// <param name="type">Of the result.</param>
    /// <param name="none">The mean of nothing.</param>
    public HostTensor Mean(HostTensor x, DType type, double none) => HostTensor.Build(type, Shape, i =>
    {
        double mean = Taps(i).Select(tap => x[tap]).DefaultIfEmpty(none).Average();
        return x.Type == DType.Float32 ? mean : double.IsNaN(mean) ? 0 : Math.Truncate(mean) + 0.0;
    });

    /// <summary>The offset of the largest element, −1 for none: the first, or the last, which may be −∞.</summary>
    public int Position(HostTensor x, int[] index, bool isLast)
    {
        double best = double.NegativeInfinity;
        int position = -1;
        foreach (int[] tap in Taps(index))
        {
            if (x[tap] > best || (isLast && x[tap] >= best))
            {
                best = x[tap];
                position = x.Offset(tap);
            }
        }

        return position;
    }

    /// <summary>What each element gets of dy, whose first rows and columns belong to the windows.</summary>
    public HostTensor Gradient(HostTensor x, HostTensor dy, bool isMax)
    {
        double[] sums = new double[x.Size];
        foreach (int[] index in HostTensor.Indices(Shape))
        {
            if (isMax)
            {
                int position = Position(x, index, Filter.Length == 3);
                if (position >= 0)
                {
                    sums[position] += dy[index];
                }
            }
            else
            {
                foreach (int[] tap in Taps(index))
                {
                    sums[x.Offset(tap)] += dy[index] / Filter.Aggregate(1, static (product, size) => product * size);
                }
            }
        }

        return HostTensor.Float(x.Shape, sums);
    }
}
