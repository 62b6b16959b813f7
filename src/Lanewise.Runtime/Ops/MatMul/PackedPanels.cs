using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>Panels that belong to the tensor they are packed from: made at the first use, freed with it. Those of a temporary (id 0) are temporary.</summary>
internal static unsafe class PackedPanels<V>
    where V : unmanaged, IVector<V>
{
    private const int Plain = 0;
    private const int Transposed = 1;
    private const int Taps = 2;

    /// <summary>A matrix [depth, columns], or [columns, depth] if it is stored transposed.</summary>
    public static float* Matrix(ref Call call, in Tensor tensor, int depth, int columns, bool isTransposed)
    {
        float* panels = Find(ref call, in tensor, isTransposed ? Transposed : Plain, 1, depth, columns, out bool isNew);
        if (isNew && panels != null)
        {
            Panels<V>.Pack(panels, tensor.Floats, 1, 0, depth, isTransposed ? 1 : columns, columns, isTransposed ? depth : 1);
        }

        return panels;
    }

    /// <summary>A filter [taps, columns, depth], as the gradient of a convolution reads it.</summary>
    public static float* TransposedTaps(ref Call call, in Tensor tensor, int taps, int depth, int columns)
    {
        float* panels = Find(ref call, in tensor, Taps, taps, depth, columns, out bool isNew);
        if (isNew && panels != null)
        {
            Panels<V>.Pack(panels, tensor.Floats, taps, depth * columns, depth, 1, columns, depth);
        }

        return panels;
    }

    // The same data may be seen in another shape, so the shape is part of the key. Columns follow from taps and depth.
    private static float* Find(ref Call call, in Tensor tensor, int kind, int taps, int depth, int columns, out bool isNew)
    {
        isNew = tensor.Id == 0;
        if (isNew)
        {
            return (float*)call.Scratch(Panels<V>.Floats(taps * depth, columns) * sizeof(float));
        }

        int key = ((taps * 65599 + depth) * 4) + kind;
        return call.Failed ? null : (float*)call.Packed(tensor.Id, key, Panels<V>.Floats(taps * depth, columns) * sizeof(float), out isNew);
    }
}
