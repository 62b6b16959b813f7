using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>What Concat and Pack have in common.</summary>
internal static unsafe class Joining
{
    /// <summary>Rows of <paramref name="rowSize"/> elements, each put together from one piece of every input.</summary>
    public static void Join(ref Call call, ref TensorList inputs, in Tensor output, int rows, int rowSize)
    {
        byte* target = output.Data;
        int size = output.Type.Bytes();
        for (int i = 0; i < inputs.Count; i++)
        {
            if (inputs[i].Size == 0)
            {
                continue;
            }

            int piece = inputs[i].Size / rows;
            StridedCopy copy = default;
            copy.Add(rows, rowSize, piece);
            copy.Add(piece, 1, 1);
            Moving.Run(ref call, in copy, target, inputs[i].Data, size);
            target += (nint)piece * size;
        }
    }
}
