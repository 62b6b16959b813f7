namespace Lanewise.Wasm;

/// <summary>The size of a memory in pages of 64 KiB, or of a table in elements. A shared memory needs a maximum.</summary>
public sealed record Limits(uint Minimum, uint? Maximum = null, bool Shared = false)
{
    internal void Write(ByteWriter writer)
    {
        if (Shared && Maximum is null)
        {
            throw new InvalidOperationException("a shared memory needs a maximum");
        }

        writer.Byte((byte)((Maximum is null ? 0 : 1) | (Shared ? 2 : 0)));
        writer.U32(Minimum);
        if (Maximum is { } maximum)
        {
            writer.U32(maximum);
        }
    }
}
