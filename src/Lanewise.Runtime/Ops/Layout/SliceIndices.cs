namespace Lanewise.Runtime.Ops;

/// <summary>Int32 indices whose last dimension gives the leading coordinates of a slice, as gatherND and scatterND take them.</summary>
public static unsafe class SliceIndices
{
    /// <summary>
    /// Turns <paramref name="count"/> groups of <paramref name="depth"/> coordinates into flat slice numbers. A coordinate out
    /// of range is a failure.
    /// </summary>
    public static int* Flatten(ref Call call, in Tensor indices, int count, int depth, in Shape shape)
    {
        int* flat = (int*)call.Scratch((long)count * sizeof(int));
        if (flat == null)
        {
            return null;
        }

        for (int i = 0; i < count; i++)
        {
            int number = 0;
            for (int axis = 0; axis < depth; axis++)
            {
                int index = indices.Ints[(i * depth) + axis];
                int dim = shape[axis];
                if ((uint)index >= (uint)dim)
                {
                    call.Fail(Status.Index, indices.Argument, index, dim - 1);
                    return null;
                }

                number = (number * dim) + index;
            }

            flat[i] = number;
        }

        return flat;
    }
}
