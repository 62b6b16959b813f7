using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct LRNArgs
{
    public Tensor X;
    public int DepthRadius;
    public double Bias;
    public double Alpha;
    public double Beta;
}

public struct LRNGradArgs
{
    public Tensor X;
    public Tensor Y;
    public Tensor Dy;
    public int DepthRadius;
    public double Bias;
    public double Alpha;
    public double Beta;
}

/// <summary>Local response normalisation along the channels of float32 NHWC images, and its gradient.</summary>
public static unsafe class LocalResponseNormalization
{
    [Kernel("LRN")]
    public static Status Run(ref Call call, ref LRNArgs args)
    {
        Begin(ref call, in args.X, args.DepthRadius, LRNFields.DepthRadius, out LocalResponse response);
        response.Bias = args.Bias;
        response.Alpha = args.Alpha;
        response.Beta = args.Beta;
        if (call.Output(DType.Float32, in args.X.Shape, out Tensor output) == Status.Ok)
        {
            response.Normalise(args.X.Floats, output.Floats, output.Size);
        }

        return call.Status;
    }

    [Kernel("LRNGrad")]
    public static Status Gradient(ref Call call, ref LRNGradArgs args)
    {
        Begin(ref call, in args.X, args.DepthRadius, LRNGradFields.DepthRadius, out LocalResponse response);
        response.Bias = args.Bias;
        response.Alpha = args.Alpha;
        response.Beta = args.Beta;
        RequireLike(ref call, in args.Y, in args.X);
        RequireLike(ref call, in args.Dy, in args.X);
        call.Output(DType.Float32, in args.X.Shape, out Tensor output);
        double* terms = (double*)call.Scratch((long)response.Channels * sizeof(double));
        if (!call.Failed)
        {
            response.Gradient(args.X.Floats, args.Y.Floats, args.Dy.Floats, output.Floats, terms, output.Size);
        }

        return call.Status;
    }

    private static void Begin(ref Call call, in Tensor x, int radius, int field, out LocalResponse response)
    {
        response = default;
        call.RequireType(in x, DType.Float32);
        if (call.RequireRank(in x, 4) != Status.Ok)
        {
            return;
        }

        if (radius < 0)
        {
            call.Fail(Status.Value, field, radius);
        }

        response.Channels = x.Shape[3];
        response.Radius = radius < response.Channels ? radius : response.Channels;
    }

    private static void RequireLike(ref Call call, in Tensor tensor, in Tensor x)
    {
        call.RequireType(in tensor, DType.Float32);
        if (!tensor.Shape.Same(in x.Shape))
        {
            call.Fail(Status.SameShape, tensor.Argument);
        }
    }
}
