namespace Lanewise.Runtime.Ops;

public struct ComplexArgs
{
    public Tensor Real;
    public Tensor Imag;
}

public struct PartArgs
{
    public Tensor Input;
}

/// <summary>complex64 from two float32 tensors of one shape, and back.</summary>
public static unsafe class Parts
{
    [Kernel("Complex")]
    public static Status Complex(ref Call call, ref ComplexArgs args)
    {
        call.RequireType(in args.Real, DType.Float32);
        call.RequireType(in args.Imag, DType.Float32);
        if (!args.Real.Shape.Same(in args.Imag.Shape))
        {
            call.Fail(Status.SameShape, ComplexFields.Imag);
        }

        if (call.Output(DType.Complex64, in args.Real.Shape, out Tensor output) == Status.Ok)
        {
            Pairs.Join(args.Real.Floats, args.Imag.Floats, output.Floats, output.Size);
        }

        return call.Status;
    }

    [Kernel("Real")]
    public static Status Real(ref Call call, ref PartArgs args) => Part(ref call, ref args, 0);

    [Kernel("Imag")]
    public static Status Imag(ref Call call, ref PartArgs args) => Part(ref call, ref args, 1);

    private static Status Part(ref Call call, ref PartArgs args, int part)
    {
        call.RequireType(in args.Input, DType.Complex64);
        if (call.Output(DType.Float32, in args.Input.Shape, out Tensor output) == Status.Ok)
        {
            Pairs.Split(args.Input.Floats, part, output.Floats, output.Size);
        }

        return call.Status;
    }
}
