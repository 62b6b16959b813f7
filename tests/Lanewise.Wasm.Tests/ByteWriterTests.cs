namespace Lanewise.Wasm.Tests;

public sealed class ByteWriterTests
{
    [Theory]
    [InlineData(0u, "00")]
    [InlineData(127u, "7F")]
    [InlineData(128u, "8001")]
    [InlineData(16383u, "FF7F")]
    [InlineData(16384u, "808001")]
    [InlineData(624485u, "E58E26")]
    [InlineData(uint.MaxValue, "FFFFFFFF0F")]
    public void Unsigned_leb128(uint value, string bytes) => Assert.Equal(bytes, Written(writer => writer.U32(value)));

    [Theory]
    [InlineData(0L, "00")]
    [InlineData(-1L, "7F")]
    [InlineData(63L, "3F")]
    [InlineData(64L, "C000")]
    [InlineData(-64L, "40")]
    [InlineData(-65L, "BF7F")]
    [InlineData(8191L, "FF3F")]
    [InlineData(8192L, "80C000")]
    [InlineData(-8192L, "8040")]
    [InlineData(-123456L, "C0BB78")]
    [InlineData((long)int.MaxValue, "FFFFFFFF07")]
    [InlineData((long)int.MinValue, "8080808078")]
    [InlineData(long.MaxValue, "FFFFFFFFFFFFFFFFFF00")]
    [InlineData(long.MinValue, "8080808080808080807F")]
    public void Signed_leb128(long value, string bytes)
    {
        Assert.Equal(bytes, Written(writer => writer.S64(value)));
        if (value is >= int.MinValue and <= int.MaxValue)
        {
            Assert.Equal(bytes, Written(writer => writer.S32((int)value)));
        }
    }

    [Fact]
    public void Names_are_utf8_behind_their_length_in_bytes() => Assert.Equal("03E282AC", Written(writer => writer.Name("€")));

    [Fact]
    public void Floats_are_little_endian() =>
        Assert.Equal("0000803F" + "000000000000F0BF", Written(writer =>
        {
            writer.F32(BitConverter.SingleToUInt32Bits(1));
            writer.F64(BitConverter.DoubleToUInt64Bits(-1));
        }));

    [Fact]
    public void Grows()
    {
        ByteWriter writer = new();
        for (int i = 0; i < 1000; i++)
        {
            writer.Byte((byte)i);
        }

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (byte)i), writer.ToArray());
    }

    private static string Written(Action<ByteWriter> write)
    {
        ByteWriter writer = new();
        write(writer);
        return Convert.ToHexString(writer.Written);
    }
}
