namespace Lanewise.Runtime.Ops;

public struct FillArgs
{
    public IntList Shape;
    public double Value;

    [Default(DType.Float32)]
    public DType Dtype;
}

/// <summary>A tensor of one value.</summary>
public static unsafe class Fill
{
    [Kernel("Fill")]
    public static Status Run(ref Call call, ref FillArgs args)
    {
        call.ReadShape(FillFields.Shape, in args.Shape, -1, out Shape shape);
        return call.Output(args.Dtype, in shape, out Tensor output) == Status.Ok
            ? Values(ref call, in output, args.Value, FillFields.Dtype)
            : call.Status;
    }

    /// <summary>Sets all elements, rounded as a cast from float64 to the dtype.</summary>
    public static Status Values(ref Call call, in Tensor output, double value, int argument)
    {
        int size = output.Size;
        switch (output.Type)
        {
            case DType.Float32:
                Kernels.Moves.Fill(output.Ints, BitConverter.SingleToInt32Bits((float)value), size);
                return Status.Ok;
            case DType.Int32:
                Kernels.Moves.Fill(output.Ints, (int)value, size);
                return Status.Ok;
            case DType.Bool:
                System.Runtime.InteropServices.NativeMemory.Fill(output.Data, (nuint)size, (byte)(value != 0 ? 1 : 0));
                return Status.Ok;
            default:
                return call.Fail(Status.DType, argument);
        }
    }
}
