using System.Collections.Concurrent;
using System.Text;
using Wasmtime;

namespace Lanewise.Tests;

/// <summary>A compiled module of one variant, loaded once for all tests.</summary>
public sealed class ModuleFile
{
    private const string ManifestSection = "lanewise.manifest";

    private static readonly Engine Engine = new(new Config().WithSIMD(true).WithRelaxedSIMD(true, true).WithBulkMemory(true));
    private static readonly ConcurrentDictionary<string, Lazy<ModuleFile>> Files = new();

    private ModuleFile(string variant)
    {
        string path = Path.Combine(Folder(), $"lanewise-{variant}.wasm");
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path} is missing: build it with 'dotnet build src/Lanewise.Modules'");
        }

        byte[] bytes = File.ReadAllBytes(path);
        Manifest = HostManifest.Parse(Encoding.UTF8.GetString(FindSection(bytes, ManifestSection)));
        Module = Module.FromBytes(Engine, variant, bytes);
    }

    public HostManifest Manifest { get; }

    public Module Module { get; }

    public static ModuleFile Of(string variant) => Files.GetOrAdd(variant, static name => new(() => new ModuleFile(name))).Value;

    public Store NewStore() => new(Engine);

    private static string Folder() => Environment.GetEnvironmentVariable("LANEWISE_WASM") ?? Repository.In("artifacts", "wasm");

    /// <summary>A custom section's contents: id 0, size, name, bytes; sizes are unsigned LEB128.</summary>
    private static byte[] FindSection(byte[] module, string name)
    {
        int at = 8;
        while (at < module.Length)
        {
            int id = module[at++];
            int size = ReadLeb(module, ref at);
            int end = at + size;
            if (id == 0)
            {
                int length = ReadLeb(module, ref at);
                if (Encoding.UTF8.GetString(module, at, length) == name)
                {
                    return module[(at + length)..end];
                }
            }

            at = end;
        }

        throw new InvalidDataException($"the module has no section '{name}'");
    }

    private static int ReadLeb(byte[] bytes, ref int at)
    {
        int value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = bytes[at++];
            value |= (part & 0x7F) << shift;
            if ((part & 0x80) == 0)
            {
                return value;
            }
        }
    }
}
