using System.Buffers.Binary;
using System.Text;

namespace Lanewise.Wasm;

/// <summary>Appends the primitive values of the binary format: bytes, LEB128 integers, floats, names, vectors.</summary>
public sealed class ByteWriter
{
    private byte[] _bytes = new byte[64];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public byte[] ToArray() => Written.ToArray();

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>Unsigned LEB128.</summary>
    public void U32(uint value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    /// <summary>Signed LEB128; the same bytes whether the value is meant as 32 or 64 bits wide.</summary>
    public void S64(long value)
    {
        // Done when the bits that are left are all equal to the sign bit of this group.
        while (value is < -64 or > 63)
        {
            Byte((byte)((value & 0x7F) | 0x80));
            value >>= 7;
        }

        Byte((byte)(value & 0x7F));
    }

    public void S32(int value) => S64(value);

    public void F32(uint bits) => BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), bits);

    public void F64(ulong bits) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), bits);

    /// <summary>Length in bytes, then UTF-8.</summary>
    public void Name(string name) => Sized(Encoding.UTF8.GetBytes(name));

    /// <summary>Length in bytes, then the bytes.</summary>
    public void Sized(ReadOnlySpan<byte> bytes)
    {
        U32((uint)bytes.Length);
        Bytes(bytes);
    }

    /// <summary>The number of items, then the items.</summary>
    public void Vector<T>(IReadOnlyCollection<T> items, Action<T> write)
    {
        U32((uint)items.Count);
        foreach (T item in items)
        {
            write(item);
        }
    }

    private Span<byte> Reserve(int count)
    {
        if (Length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }

        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }
}
