using Xunit;

namespace Lanewise.Training.Tests;

/// <summary>Functions that give gradients.</summary>
public sealed class GradTests
{
    [Fact]
    public void GradDifferentiates() => Backends.Run("native", () =>
    {
        GradFunction g = Tf.Grad(x => x.Square());
        Tensor x = Tf.Tensor([2f, 3]);
        Assert.Equal([4f, 6], g(x).ToArray<float>());
        Assert.Equal([4f, 60], g(x, Tf.Tensor([1f, 10])).ToArray<float>());
    });

    [Fact]
    public void GradsDifferentiateByEachArgument() => Backends.Run("native", () =>
    {
        Tensor a = Tf.Tensor([2f, 3]);
        Tensor b = Tf.Tensor([-2f, -3]);
        (Tensor value, Tensor[] grads) = Tf.ValueAndGrads((a, b) => a * b)([a, b]);
        Assert.Equal([-4f, -9], value.ToArray<float>());
        Assert.Equal([-2f, -3], grads[0].ToArray<float>());
        Assert.Equal([2f, 3], grads[1].ToArray<float>());
        Assert.Equal([10f, 15], Tf.Grads((a, b, c) => a * b * c)([a, Tf.Scalar(5f), b], Tf.Tensor([1f, 1]))[2].ToArray<float>());
    });

    [Fact]
    public void TensorsUsedTwiceAddTheirGradients() => Backends.Run("native", () =>
    {
        (Tensor value, Tensor grad) = Tf.ValueAndGrad(x => (x * x * x) + x)(Tf.Scalar(2f));
        Assert.Equal(10, value.ToScalar<float>());
        Assert.Equal(13, grad.ToScalar<float>());
    });

    [Fact]
    public void GradientsHaveGradients() => Backends.Run("native", () =>
    {
        Tensor x = Tf.Tensor([0.5f, 2]);
        GradFunction second = Tf.Grad(Tf.Grad(x => x.Pow(Tf.Scalar(3f))));
        Assert.Equal([3f, 12], second(x).ToArray<float>());
        Assert.Equal([6f, 6], Tf.Grad(second)(x).ToArray<float>());

        // d/da (d/da a²b)·c = 2bc; by b, 2ac
        Tensor[] mixed = Tf.Grads((a, b) => Tf.Grads((a, b) => a.Square() * b)([a, b])[0] * 5)([Tf.Scalar(2f), Tf.Scalar(3f)]);
        Assert.Equal([30f, 20], mixed.Select(static gradient => gradient.ToScalar<float>()));
    });

    [Fact]
    public void InnerGradientsTakeTheRestAsConstant() => Backends.Run("native", () =>
    {
        // with z = 2x held, d/dx x·z is z; its derivative is 2
        Tensor gradient = Tf.Grad(x =>
        {
            Tensor z = x * 2;
            return Tf.Grad(y => y * z)(x);
        })(Tf.Scalar(3f));
        Assert.Equal(2, gradient.ToScalar<float>());
    });

    [Fact]
    public void MatMulAndRelu() => Backends.Run("native", () =>
    {
        Tensor a = Tf.Tensor([-1f, 2, -3, 10, -20, 30], [2, 3]);
        Tensor b = Tf.Tensor([2f, -3, 4, -1, 2, -3], [3, 2]);
        Tensor[] gradients = Tf.Grads((a, b) => Tf.Tidy(() => a.MatMul(b).Relu().Sum()))([a, b]);
        Assert.Equal([-3f, -1, -3, 0, 0, 0], gradients[0].ToArray<float>());
        Assert.Equal([0f, -1, 0, 2, 0, -3], gradients[1].ToArray<float>());
    });

    [Fact]
    public void ConstantsInsideAndPrunedKernelsDoNotMatter() => Backends.Run("native", () =>
    {
        Tensor gradient = Tf.Grad(x =>
        {
            _ = x.Greater(x);
            return x.Square() + Tf.Fill([2], 3);
        })(Tf.Tensor([1f, 2]));
        Assert.Equal([2f, 4], gradient.ToArray<float>());
    });

    [Fact]
    public void OfAComplexLengthItIsByTheRealPart() => Backends.Run("native", () =>
    {
        Tensor z = Tf.Complex(Tf.Tensor([1f, -2]), Tf.Tensor([3f, 4]));
        Assert.Equal([1f, -1], Tf.Grad(z => z.Abs())(z).ToArray<float>());
    });

    [Fact]
    public void CustomGradReplacesTheKernels() => Backends.Run("native", () =>
    {
        Func<Tensor, Tensor> custom = Tf.CustomGrad((Tensor x, SaveFunction save) =>
        {
            save(x);
            return (x.Square(), (Tensor dy, Tensor[] saved) => dy * saved[0].Abs() * 10);
        });
        Tensor x = Tf.Tensor([-1f, 2]);
        Assert.Equal([1f, 4], custom(x).ToArray<float>());
        Assert.Equal([10f, 20], Tf.Grad(custom)(x).ToArray<float>());
        Assert.Equal([-10f, 10], Tf.Grad(Tf.Grad(custom))(x).ToArray<float>());

        Func<Tensor[], Tensor> two = Tf.CustomGrad((Tensor[] xs, SaveFunction save) => (xs[0] * xs[1], (Tensor dy, Tensor[] saved) => (Tensor[])[dy, dy]));
        Assert.All(Tf.Grads(two)([x, x * 3]), static gradient => Assert.Equal([1f, 1], gradient.ToArray<float>()));
    });

    [Fact]
    public void WhatWasDisposedOfIsKeptForTheGradient() => Backends.Run("native", () =>
    {
        Tensor gradient = Tf.Grad(x => Tf.Tidy(() =>
        {
            using Tensor square = x.Square();
            return square.Exp();
        }))(Tf.Scalar(1f));
        Assert.Equal(2 * float.Exp(1), gradient.ToScalar<float>(), 1e-5f);
    });

    [Fact]
    public void ErrorsTellWhatIsWrong() => Backends.Run("native", () =>
    {
        Tensor x = Tf.Tensor([1f, 2]);
        string notReached = "Cannot compute gradient of y=f(x) with respect to x. Make sure that the f you passed encloses all operations that lead from x to y.";
        Assert.Equal(notReached, Assert.Throws<InvalidOperationException>(() => Tf.Grad(_ => Tf.Ones([2]))(x)).Message);
        Tensor outside = x.Square();
        Assert.Equal(notReached, Assert.Throws<InvalidOperationException>(() => Tf.Grad(_ => outside.Exp())(x)).Message);
        Assert.Equal("Cannot compute gradient: gradient function not found for Greater.", Assert.Throws<InvalidOperationException>(() => Tf.Grad(x => x.Greater(x))(x)).Message);
        Assert.Equal(
            "The shape of dy passed in grad(f)(x, dy) must match the shape returned by f(x) Shapes 2 and 3 must match",
            Assert.Throws<ArgumentException>(() => Tf.Grad(x => x.Square())(x, Tf.Ones([3]))).Message);
        Assert.Equal("dy must have 'float32' dtype, but has 'int32'", Assert.Throws<ArgumentException>(() => Tf.Grad(x => x.Square())(x, Tf.Tensor([1, 2]))).Message);
        Assert.Contains("dilation rates greater than 1", Assert.Throws<InvalidOperationException>(
            () => Tf.Grad(x => x.Conv2D(Tf.Ones([2, 2, 1, 1]), [1, 1], "same", dilations: [2, 2]))(Tf.Ones([1, 4, 4, 1]))).Message);
        Func<Tensor, Tensor> wrong = Tf.CustomGrad((Tensor x, SaveFunction save) => (x.Square(), (Tensor dy, Tensor[] saved) => dy.Sum()));
        Assert.Equal(
            "Error in gradient for op CustomGrad. The gradient of input '0' has shape '', which does not match the shape of the input '2'",
            Assert.Throws<InvalidOperationException>(() => Tf.Grad(wrong)(x)).Message);
        Assert.Throws<DivideByZeroException>(() => Tf.Grad(_ => throw new DivideByZeroException())(x));
    });

    [Fact]
    public void VariableGradsAreByName() => Backends.Run("native", () =>
    {
        using Variable a = Tf.Variable(Tf.Tensor([3f, 4]), name: "a");
        using Variable b = Tf.Variable(Tf.Tensor([5f, 6]), name: "b");
        using Variable unused = Tf.Variable(Tf.Scalar(1f), name: "unused");
        using Variable still = Tf.Variable(Tf.Scalar(1f), trainable: false, name: "still");
        Tensor x = Tf.Tensor([1f, 2]);
        Tensor F() => ((a * x.Square()) + (b * x)).Sum() * still;
        (Tensor value, IReadOnlyDictionary<string, Tensor?> grads) = Tf.Tidy(() => Tf.VariableGrads(F));
        Assert.Equal(36, value.ToScalar<float>());
        Assert.Equal(["a", "b"], grads.Keys);
        Assert.Equal([1f, 4], grads["a"]!.ToArray<float>());
        Assert.Equal([1f, 2], grads["b"]!.ToArray<float>());
        Assert.Equal(["b", "still"], Tf.Tidy(() => Tf.VariableGrads(F, [b, still]).Grads).Select(static pair => pair.Key));
    });
}
