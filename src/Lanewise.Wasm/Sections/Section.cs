namespace Lanewise.Wasm;

/// <summary>A part of the module with its own number; an empty one is left out.</summary>
public abstract class Section
{
    protected abstract byte Id { get; }

    protected abstract bool IsEmpty { get; }

    protected abstract void WriteContent(ByteWriter writer);

    internal void Write(ByteWriter module)
    {
        if (IsEmpty)
        {
            return;
        }

        ByteWriter content = new();
        WriteContent(content);
        module.Byte(Id);
        module.Sized(content.Written);
    }
}
