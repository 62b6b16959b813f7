using System.Drawing;
using Lanewise.Imaging;
using Xunit;

namespace Lanewise.Hosts.Tests;

public sealed class LetterboxTests
{
    [Fact]
    public void ThePictureLiesInTheMiddle()
    {
        using Tensor picture = Tf.Fill([10, 40, 3], 200, DType.Int32);
        using Tensor square = Letterbox.Of(picture, 20).Apply(picture, bars: 7);
        Assert.Equal([20, 20, 3], square.Shape);
        Assert.Equal(DType.Float32, square.DType);
        float[] values = square.ToArray<float>();
        for (int row = 0; row < 20; row++)
        {
            Assert.All(values[(row * 60)..((row + 1) * 60)], value => Assert.Equal(row is < 7 or > 11 ? 7 : 200, value));
        }
    }

    [Theory]
    [InlineData(640, 480, 256)]
    [InlineData(333, 1000, 128)]
    [InlineData(50, 40, 192)]
    public void WhatIsFoundComesBack(int width, int height, int size)
    {
        Letterbox box = new(width, height, size);
        PointF centre = box.ToPicture(new PointF(size / 2f, size / 2f));
        float pixel = Math.Max(width, height) / (float)size;
        Assert.Equal(width / 2f, centre.X, pixel);
        Assert.Equal(height / 2f, centre.Y, pixel);
        RectangleF whole = box.ToPicture(new RectangleF(0, 0, size, size));
        Assert.Equal(Math.Max(width, height), whole.Width, 0.01f);
        Assert.Equal(whole.Width, whole.Height, 0.01f);
    }

    [Fact]
    public void APictureOfAnotherSizeIsRefused()
    {
        using Tensor picture = Tf.Zeros([10, 40, 3]);
        using Tensor vector = Tf.Zeros([10]);
        Assert.Throws<ArgumentException>(() => new Letterbox(10, 40, 20).Apply(picture));
        Assert.Throws<ArgumentException>(() => Letterbox.Of(vector, 20));
    }
}
