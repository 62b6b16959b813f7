namespace Lanewise.Runtime.Ops;

/// <summary>Where the rows of a ragged dimension begin and the last ends: row i has the elements from splits[i] to splits[i + 1] − 1.</summary>
internal static unsafe class Splits
{
    /// <summary>An int32 vector of at least one element, from 0 or more, ascending, up to <paramref name="most"/> or less.</summary>
    public static Status Require(ref Call call, in Tensor splits, int most)
    {
        call.RequireType(in splits, DType.Int32);
        if (call.RequireRank(in splits, 1) != Status.Ok)
        {
            return call.Status;
        }

        if (splits.Size == 0)
        {
            return call.Fail(Status.SplitsEmpty, splits.Argument);
        }

        // in the order in which tfjs looks, because each has its message
        if (splits.Ints[0] < 0)
        {
            return call.Fail(Status.SplitsNegative, splits.Argument);
        }

        if (splits.Ints[splits.Size - 1] > most)
        {
            return call.Fail(Status.SplitsPast, splits.Argument);
        }

        for (int i = 1; i < splits.Size; i++)
        {
            if (splits.Ints[i - 1] > splits.Ints[i])
            {
                return call.Fail(Status.SplitsOrder, splits.Argument);
            }
        }

        return call.Status;
    }

    /// <summary>The length of the longest row.</summary>
    public static int Widest(in Tensor splits)
    {
        int widest = 0;
        for (int i = 1; i < splits.Size; i++)
        {
            int width = splits.Ints[i] - splits.Ints[i - 1];
            widest = width > widest ? width : widest;
        }

        return widest;
    }
}
