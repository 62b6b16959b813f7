using Wasmtime;

namespace Lanewise;

/// <summary>A compiled module and the engine that compiled it; both are kept for as many backends as are made.</summary>
internal sealed record ModuleVariant(string Name, global::Wasmtime.Engine Engine, Module Module)
{
    /// <summary>The names of the modules, the fastest first.</summary>
    public static readonly IReadOnlyList<string> Names = ["relaxed", "simd", "scalar"];

    private static readonly Lazy<ModuleVariant> s_best = new(Choose);

    /// <summary>The first that Wasmtime compiles for this machine.</summary>
    public static ModuleVariant Best => s_best.Value;

    /// <exception cref="WasmtimeException">Wasmtime does not accept the module on this machine.</exception>
    public static ModuleVariant Of(string name)
    {
        global::Wasmtime.Engine engine = new(new Config().WithRelaxedSIMD(enable: true, deterministic: false).WithOptimizationLevel(OptimizationLevel.Speed));
        using Stream stream = typeof(ModuleVariant).Assembly.GetManifestResourceStream($"lanewise-{name}.wasm")
            ?? throw new ArgumentException($"there is no module '{name}', only {string.Join(", ", Names)}", nameof(name));
        return new ModuleVariant(name, engine, Module.FromStream(engine, name, stream));
    }

    private static ModuleVariant Choose()
    {
        for (int i = 0; ; i++)
        {
            try
            {
                return Of(Names[i]);
            }
            catch (WasmtimeException) when (i + 1 < Names.Count)
            {
            }
        }
    }
}
