namespace Lanewise;

/// <summary>The places where a bool tensor is true, whose number only its data tell.</summary>
internal static class Places
{
    public static Tensor Of(Tensor condition)
    {
        bool[] values = condition.ToArray<bool>();
        int rank = condition.Rank;
        int[] places = new int[values.Count(static value => value) * rank];
        int at = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i])
            {
                int rest = i;
                for (int axis = rank - 1; axis >= 0; axis--)
                {
                    (rest, places[at + axis]) = Math.DivRem(rest, condition.Shape[axis]);
                }

                at += rank;
            }
        }

        return Tf.Tensor(places, [values.Count(static value => value), rank]);
    }
}
