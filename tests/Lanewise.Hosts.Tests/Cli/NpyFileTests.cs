using System.Text;
using Lanewise.Cli;
using Xunit;

namespace Lanewise.Hosts.Tests;

public sealed class NpyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lanewise").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        using Tensor floats = Tf.Tensor([1f, -2.5f, float.NaN, 3, 4, 5], [2, 3]);
        using Tensor ints = Tf.Tensor([1, -2, int.MaxValue]);
        using Tensor bools = Tf.Tensor([true, false], [1, 2, 1]);
        using Tensor scalar = Tf.Scalar(7f);
        foreach (Tensor tensor in new[] { floats, ints, bools, scalar })
        {
            string path = InFolder("a.npy");
            NpyFile.Write(path, tensor);
            using Tensor read = NpyFile.Read(path);
            Assert.Equal(tensor.DType, read.DType);
            Assert.Equal(tensor.Shape, read.Shape);
            Values.Same(tensor, read);
        }
    }

    /// <summary>The bytes that <c>numpy.save</c> writes for <c>np.array([[1.5, 2]])</c>, whose header fills a line of 128 bytes.</summary>
    [Fact]
    public void NumPysOwnFilesAreRead()
    {
        string header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }".PadRight(117) + "\n";
        File.WriteAllBytes(InFolder("n.npy"), [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes(header), .. BitConverter.GetBytes(1.5), .. BitConverter.GetBytes(2.0)]);
        using Tensor read = NpyFile.Read(InFolder("n.npy"));
        Assert.Equal([1, 2], read.Shape);
        Assert.Equal([1.5f, 2], read.ToArray<float>());
    }

    [Theory]
    [InlineData("'<f4', 'fortran_order': True, 'shape': (1,), }", 4, "order of Fortran")]
    [InlineData("'<f4', 'fortran_order': False, 'shape': (2,), }", 4, "are 8 bytes, but there are 4")]
    [InlineData("'<f4', 'fortran_order': False, 'shape': (99999999999, 99999999999), }", 4, "but there are 4")]
    [InlineData("'<c8', 'fortran_order': False, 'shape': (1,), }", 8, "its type is <c8")]
    [InlineData("'<i8', 'fortran_order': False, 'shape': (1,), }", 8, "beyond int32")]
    public void OthersAreRefused(string header, int bytes, string problem)
    {
        byte[] text = Encoding.ASCII.GetBytes("{'descr': " + header);
        File.WriteAllBytes(InFolder("n.npy"), [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. text, .. Enumerable.Repeat((byte)255, bytes - 1), 0x7F]);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => NpyFile.Read(InFolder("n.npy")));
        Assert.Contains("n.npy is not an array that can be read: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNoArrayIsRefused()
    {
        foreach (byte[] bytes in new byte[][] { [], "no array, but some text"u8.ToArray(), [0x93, .. "NUMPY"u8, 1, 0, 255, 255, 1, 2] })
        {
            File.WriteAllBytes(InFolder("n.npy"), bytes);
            Assert.Throws<InvalidDataException>(() => NpyFile.Read(InFolder("n.npy")));
        }
    }

    private string InFolder(string name) => Path.Combine(_folder, name);
}
