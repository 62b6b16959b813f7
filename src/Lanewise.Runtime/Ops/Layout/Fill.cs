using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct FillArgs
{
    public IntList Shape;
    public double Value;
    public DType Dtype;
}

/// <summary>A tensor of one value.</summary>
public static unsafe class Fill
{
    [Kernel("Fill")]
    public static Status Run(ref Call call, ref FillArgs args)
    {
        call.ReadShape(FillFields.Shape, in args.Shape, -1, out Shape shape);
        if (call.Output(args.Dtype, in shape, out Tensor output) == Status.Ok)
        {
            Values(in output, args.Value);
        }

        return call.Status;
    }

    /// <summary>Sets all elements to a value, converted to the dtype.</summary>
    public static void Values(in Tensor output, double value)
    {
        Moves.Fill(output.Data, Bits(output.Type, value), output.Size, output.Type.Bytes());
    }

    /// <summary>The bits of an element: float32 to the nearest, int32 toward zero with saturation, bool whether it is not 0, complex64 with no imaginary part.</summary>
    public static long Bits(DType type, double value) => type switch
    {
        DType.Float32 or DType.Complex64 => (uint)BitConverter.SingleToInt32Bits((float)value),
        DType.Int32 => (int)value,
        _ => value != 0 ? 1 : 0,
    };
}
