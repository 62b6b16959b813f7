namespace Lanewise.Hosts.Tests;

/// <summary>A backend of one module, which is the current one until it is disposed of.</summary>
internal sealed class Modules : IDisposable
{
    private const string Name = "wasm under test";

    private static readonly Dictionary<string, ModuleVariant> s_compiled = ModuleVariant.Names.ToDictionary(static name => name, ModuleVariant.Of);

    private Modules()
    {
    }

    public static Modules Use(string variant, long maxMemory = 1L << 32) => Use(s_compiled[variant], maxMemory);

    public static Modules Use(ModuleVariant variant, long maxMemory = 1L << 32)
    {
        Tf.RegisterBackend(Name, () => new WasmBackend(variant, maxMemory));
        Tf.SetBackend(Name);
        return new Modules();
    }

    public void Dispose()
    {
        Tf.SetBackend("native");
        Tf.RemoveBackend(Name);
    }
}
