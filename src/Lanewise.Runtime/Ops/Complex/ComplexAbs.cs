using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>√(re² + im²) of complex64, a float32; it overflows only where the result does.</summary>
public static unsafe class ComplexAbs
{
    [Kernel("ComplexAbs")]
    public static Status Run(ref Call call, ref UnaryArgs args)
    {
        call.RequireType(in args.X, DType.Complex64);
        if (call.Output(DType.Float32, in args.X.Shape, out Tensor output) == Status.Ok)
        {
            PairRow.Abs(args.X.Floats, output.Floats, output.Size);
        }

        return call.Status;
    }
}
