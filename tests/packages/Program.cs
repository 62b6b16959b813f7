using System.Drawing;
using Lanewise;
using Lanewise.Imaging;

foreach (string backend in new[] { "native", "wasm", "cpu" })
{
    Tf.SetBackend(backend);
    using Tensor x = Tf.Tensor([1f, 2, 3, 4], [2, 2]);
    using Tensor y = Tf.Tidy(() => x.MatMul(x) + x);
    Require(y.ToArray<float>().SequenceEqual([8f, 12, 18, 26]), $"{backend} gives {y}");

    using Variable weight = Tf.Variable(Tf.Scalar(0f));
    using SgdOptimizer optimizer = Tf.Train.Sgd(0.5);
    optimizer.Minimize(() => (weight - Tf.Scalar(3f)).Square());
    Require(weight.ToScalar<float>() == 3, $"{backend} learns {weight}");
}

using Tensor pixels = Tf.Fill([4, 6, 3], 200, DType.Int32);
using Picture picture = Picture.FromTensor(pixels);
picture.DrawBox(new RectangleF(1, 1, 3, 2), Color.Red);
using Tensor drawn = picture.ToTensor();
Require(drawn.Shape.SequenceEqual([4, 6, 3]) && !drawn.ToArray<int>().SequenceEqual(pixels.ToArray<int>()), "nothing was drawn");
Console.WriteLine("all is well");

static void Require(bool condition, string message)
{
    if (!condition)
    {
        throw new InvalidOperationException(message);
    }
}
