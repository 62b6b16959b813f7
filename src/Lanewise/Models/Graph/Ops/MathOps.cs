namespace Lanewise.Models;

/// <summary>Functions of one operand, element by element.</summary>
internal static class MathOps
{
    public static void Register(OpTable ops)
    {
        Unary(ops, Tf.Abs, "Abs", "ComplexAbs");
        Unary(ops, Tf.Acos, "Acos");
        Unary(ops, Tf.Acosh, "Acosh");
        Unary(ops, Tf.Asin, "Asin");
        Unary(ops, Tf.Asinh, "Asinh");
        Unary(ops, Tf.Atan, "Atan");
        Unary(ops, Tf.Atanh, "Atanh");
        Unary(ops, Tf.Ceil, "Ceil");
        Unary(ops, Tf.Cos, "Cos");
        Unary(ops, Tf.Cosh, "Cosh");
        Unary(ops, Tf.Elu, "Elu");
        Unary(ops, Tf.Erf, "Erf");
        Unary(ops, Tf.Exp, "Exp");
        Unary(ops, Tf.Expm1, "Expm1");
        Unary(ops, Tf.Floor, "Floor");
        Unary(ops, Tf.Imag, "Imag");
        Unary(ops, Tf.IsFinite, "IsFinite");
        Unary(ops, Tf.IsInf, "IsInf");
        Unary(ops, Tf.IsNaN, "IsNan");
        Unary(ops, Tf.Log, "Log");
        Unary(ops, Tf.Log1p, "Log1p");
        Unary(ops, Tf.LogicalNot, "LogicalNot");
        Unary(ops, Tf.Neg, "Neg");
        Unary(ops, Tf.Real, "Real");
        Unary(ops, Tf.Reciprocal, "Reciprocal");
        Unary(ops, Tf.Relu, "Relu");
        Unary(ops, Tf.Relu6, "Relu6");
        Unary(ops, Tf.Round, "Round");
        Unary(ops, Tf.Rsqrt, "Rsqrt");
        Unary(ops, Tf.Selu, "Selu");
        Unary(ops, Tf.Sigmoid, "Sigmoid");
        Unary(ops, Tf.Sign, "Sign");
        Unary(ops, Tf.Sin, "Sin");
        Unary(ops, Tf.Sinh, "Sinh");
        Unary(ops, Tf.Softplus, "Softplus");
        Unary(ops, Tf.Sqrt, "Sqrt");
        Unary(ops, Tf.Square, "Square");
        Unary(ops, Tf.Tan, "Tan");
        Unary(ops, Tf.Tanh, "Tanh");
        ops.Add("ClipByValue", 3, call => Kernel.ClipByValue(call[0], call.Number(1), call.Number(2)));
        ops.Add("LeakyRelu", 1, attributes =>
        {
            double alpha = attributes.Number("alpha", 0.2);
            return call => Kernel.LeakyRelu(call[0], alpha);
        });
    }

    private static void Unary(OpTable ops, Func<Tensor, Tensor> run, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            ops.Add(name, 1, call => run(call[0]));
        }
    }
}
