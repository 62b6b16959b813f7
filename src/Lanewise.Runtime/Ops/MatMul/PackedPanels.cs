using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>Panels that belong to the tensor they are packed from: made at the first use, freed with it. Those of a temporary (id 0, or negative in a program) are temporary.</summary>
internal static unsafe class PackedPanels<V>
    where V : unmanaged, IVector<V>
{
    private const int Plain = 0;
    private const int Transposed = 1;
    private const int Taps = 2;

    /// <summary>A matrix [depth, columns], or [columns, depth] if it is stored transposed.</summary>
    public static float* Matrix(ref Call call, in Tensor tensor, int depth, int columns, bool isTransposed)
    {
        PackedKey key = default;
        key.Add(isTransposed ? Transposed : Plain);
        key.Add(depth);
        key.Add(columns);
        float* panels = Find(ref call, in tensor, in key, Panels<V>.Floats(depth, columns), out bool isNew);
        if (isNew && panels != null)
        {
            nint whole = 0;
            Panels<V>.Pack(panels, tensor.Floats, &whole, 1, depth, isTransposed ? 1 : columns, columns, isTransposed ? depth : 1);
        }

        return panels;
    }

    /// <summary>Some taps of a filter [taps, columns, depth], as the gradient of a convolution reads it.</summary>
    /// <param name="choice">Tells which taps.</param>
    /// <param name="offsets">Where the taps lie, in floats.</param>
    public static float* TransposedTaps(ref Call call, in Tensor tensor, in PackedKey choice, nint* offsets, int taps, int depth, int columns)
    {
        PackedKey key = choice;
        key.Add(Taps);
        key.Add(depth);
        key.Add(columns);
        float* panels = Find(ref call, in tensor, in key, Panels<V>.Floats(taps * depth, columns), out bool isNew);
        if (isNew && panels != null)
        {
            Panels<V>.Pack(panels, tensor.Floats, offsets, taps, depth, 1, columns, depth);
        }

        return panels;
    }

    private static float* Find(ref Call call, in Tensor tensor, in PackedKey key, long floats, out bool isNew)
    {
        isNew = tensor.Id <= 0;
        if (isNew)
        {
            return (float*)call.Scratch(floats * sizeof(float));
        }

        return call.Failed ? null : (float*)call.Packed(tensor.Id, in key, floats * sizeof(float), out isNew);
    }
}
