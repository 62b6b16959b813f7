using System.Drawing;
using Lanewise.Imaging;
using Xunit;

namespace Lanewise.Hosts.Tests;

public sealed class PictureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lanewise").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void PixelsSurviveTensorsAndPng(int channels)
    {
        byte[] pixels = [.. Enumerable.Range(0, 5 * 3 * channels).Select(static i => (byte)(37 * i))];
        using Picture picture = Picture.FromPixels(pixels, width: 5, height: 3, channels);
        picture.Save(InFolder("a.png"));
        using Picture loaded = Picture.Load(InFolder("a.png"));
        using Tensor tensor = loaded.ToTensor(channels);
        Assert.Equal([3, 5, channels], tensor.Shape);
        int[] expected = [.. pixels.Select(static value => (int)value)];
        Assert.Equal(expected, tensor.ToArray<int>());
        using Picture again = Picture.FromTensor(tensor);
        using Tensor tensorAgain = again.ToTensor(channels);
        Assert.Equal(expected, tensorAgain.ToArray<int>());
    }

    [Fact]
    public void WhatIsNotOpaqueLiesOverWhite()
    {
        using Picture picture = Picture.FromPixels([255, 0, 0, 255, 0, 0, 0, 0], width: 2, height: 1, channels: 4);
        using Tensor tensor = picture.ToTensor();
        Assert.Equal([255, 0, 0, 255, 255, 255], tensor.ToArray<int>());
    }

    [Fact]
    public void FloatsAndGreysBecomePictures()
    {
        using Tensor floats = Tf.Tensor([0f, 0.5f, 1, -1, 2, 0.2f], [2, 3]);
        using Picture picture = Picture.FromTensor(floats);
        using Tensor tensor = picture.ToTensor();
        Assert.Equal([2, 3, 3], tensor.Shape);
        Assert.Equal([0, 0, 0, 128, 128, 128, 255, 255, 255, 0, 0, 0, 255, 255, 255, 51, 51, 51], tensor.ToArray<int>());
    }

    /// <summary>The picture's left half is red; where it lies when a viewer obeys Exif's orientation.</summary>
    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(2, 1, 0)]
    [InlineData(3, 1, 1)]
    [InlineData(4, 0, 1)]
    [InlineData(5, 0, 0)]
    [InlineData(6, 1, 0)]
    [InlineData(7, 1, 1)]
    [InlineData(8, 0, 1)]
    public void PicturesAreUpright(int orientation, int right, int below)
    {
        const int Width = 64, Height = 32;
        byte[] pixels = new byte[Width * Height * 3];
        for (int y = 0; y < Height / 2; y++)
        {
            for (int x = 0; x < Width / 2; x++)
            {
                pixels[((y * Width) + x) * 3] = 255;
            }
        }

        string path = InFolder("stored.jpg");
        using (Picture stored = Picture.FromPixels(pixels, Width, Height))
        {
            stored.Save(path);
        }

        File.WriteAllBytes(path, WithOrientation(File.ReadAllBytes(path), orientation));
        using Picture upright = Picture.Load(path);
        Assert.Equal(orientation < 5 ? (Width, Height) : (Height, Width), (upright.Width, upright.Height));
        for (int column = 0; column < 2; column++)
        {
            for (int row = 0; row < 2; row++)
            {
                int red = Red(upright, ((2 * column) + 1) * upright.Width / 4, ((2 * row) + 1) * upright.Height / 4);
                Assert.Equal(column == right && row == below ? 255 : 0, red, tolerance: 8f);
            }
        }
    }

    [Fact]
    public void BrokenFilesAreRefusedByName()
    {
        string Refused(string name, byte[] bytes)
        {
            File.WriteAllBytes(InFolder(name), bytes);
            return Assert.Throws<InvalidDataException>(() => Picture.Load(InFolder(name))).Message;
        }

        using (Picture noise = Picture.FromPixels([.. Enumerable.Range(0, 64 * 64 * 3).Select(static i => (byte)(i * i))], 64, 64))
        {
            noise.Save(InFolder("whole.png"));
        }

        byte[] whole = File.ReadAllBytes(InFolder("whole.png"));
        Assert.EndsWith("text.jpg is not a picture in a format that is known", Refused("text.jpg", "no picture"u8.ToArray()), StringComparison.Ordinal);
        Assert.EndsWith("half.png is broken: it ends too early", Refused("half.png", whole[..(whole.Length / 2)]), StringComparison.Ordinal);
        Assert.Contains("empty.jpg is ", Refused("empty.jpg", []), StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => Picture.Load(InFolder("missing.jpg")));
    }

    [Fact]
    public void WhatCannotBeAPictureIsRefused()
    {
        using Tensor two = Tf.Zeros([4, 4, 2]);
        using Tensor bools = Tf.Zeros([4, 4, 3], DType.Bool);
        Assert.Contains("[4,4,2]", Assert.Throws<ArgumentException>(() => Picture.FromTensor(two)).Message, StringComparison.Ordinal);
        Assert.Contains("Bool", Assert.Throws<ArgumentException>(() => Picture.FromTensor(bools)).Message, StringComparison.Ordinal);
        Assert.Contains("12 bytes, but 11", Assert.Throws<ArgumentException>(() => Picture.FromPixels(new byte[11], 2, 2)).Message, StringComparison.Ordinal);
        using Picture picture = Picture.FromPixels(new byte[12], 2, 2);
        Assert.Contains(".webp", Assert.Throws<ArgumentException>(() => picture.Save(InFolder("a.tiff"))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => picture.ToTensor(2));
    }

    [Theory]
    [InlineData(400, 200, 100, 100, 50)]
    [InlineData(30, 90, 60, 20, 60)]
    [InlineData(30, 20, 60, 30, 20)]
    [InlineData(1000, 1, 10, 10, 1)]
    public void WithinKeepsTheShape(int width, int height, int side, int newWidth, int newHeight)
    {
        using Picture picture = Picture.FromPixels(new byte[width * height * 3], width, height);
        using Picture small = picture.Within(side);
        Assert.Equal((newWidth, newHeight), (small.Width, small.Height));
    }

    [Fact]
    public void WhatIsFinerThanPixelsIsAveraged()
    {
        byte[] stripes = [.. Enumerable.Range(0, 300 * 30 * 3).Select(static i => (byte)(i / 3 % 2 * 200))];
        using Picture picture = Picture.FromPixels(stripes, 300, 30);
        using Picture small = picture.Resize(100, 10);
        using Tensor pixels = small.ToTensor();
        Assert.All(pixels.ToArray<int>(), static value => Assert.InRange(value, 85, 115));
        using Picture same = picture.Resize(300, 30);
        using Tensor samePixels = same.ToTensor();
        Assert.Equal(Array.ConvertAll(stripes, static value => (int)value), samePixels.ToArray<int>());
    }

    [Fact]
    public void WhatCannotBeSeenColoursNothing()
    {
        byte[] pixels = [.. Enumerable.Range(0, 16 * 4).SelectMany(static i => i / 8 % 2 == 0 ? new byte[] { 255, 0, 0, 255 } : [0, 255, 0, 0])];
        using Picture picture = Picture.FromPixels(pixels, 16, 4, channels: 4);
        using Picture small = picture.Resize(4, 1);
        using Tensor tensor = small.ToTensor(4);
        int[] values = tensor.ToArray<int>();
        Assert.Equal([255, 0, 0], values[..3]);
        Assert.All(values.Where(static (_, i) => i % 4 == 1), static green => Assert.Equal(0, green));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void BoxesAndPointsAreDrawn(int channels)
    {
        using Picture picture = Picture.FromPixels([.. Enumerable.Repeat((byte)255, 100 * 80 * channels)], 100, 80, channels);
        picture.DrawBox(new RectangleF(20, 30, 40, 20), Color.Black, stroke: 4);
        picture.DrawPoints([new PointF(80, 60)], Color.Black, radius: 5);
        Assert.Equal(0, Red(picture, 20, 40));
        Assert.Equal(0, Red(picture, 40, 50));
        Assert.Equal(255, Red(picture, 40, 40));
        Assert.Equal(255, Red(picture, 15, 40));
        Assert.Equal(0, Red(picture, 80, 63));
        Assert.Equal(255, Red(picture, 80, 67));
    }

    [Fact]
    public void LabelsAreDrawnInsideThePicture()
    {
        using Picture picture = Picture.FromPixels([.. Enumerable.Repeat((byte)255, 100 * 80 * 3)], 100, 80);
        picture.DrawBox(new RectangleF(10, 5, 40, 40), Color.FromArgb(0, 0, 64), label: "97 %");
        using Tensor pixels = picture.ToTensor();
        int[] blue = [.. pixels.ToArray<int>().Where(static (_, i) => i % 3 == 2)];
        Assert.Contains(64, blue[..100]);
        if (Fonts.Sans.GlyphCount > 0)
        {
            Assert.Equal(255, Red(picture, 99, 79));
            int[] plate = [.. Enumerable.Range(0, 12).Select(x => Red(picture, 10 + x, 8))];
            Assert.Contains(plate, static red => red > 200);
        }
    }

    private string InFolder(string name) => Path.Combine(_folder, name);

    private static int Red(Picture picture, int x, int y)
    {
        using Tensor tensor = picture.ToTensor();
        return tensor.ToArray<int>()[((y * picture.Width) + x) * 3];
    }

    /// <summary>With a segment of Exif behind the start marker, which holds nothing but the orientation, tag 0x112.</summary>
    private static byte[] WithOrientation(byte[] jpeg, int orientation)
    {
        byte[] exif = [.. "Exif\0\0MM\0*\0\0\0\b\0\u0001"u8, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
        return [.. jpeg[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }
}
