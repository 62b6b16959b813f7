using System.Reflection;

namespace Lanewise.Compiler.Tests.Differential;

/// <summary>An assembly's exports, natively and as a module under Wasmtime.</summary>
internal sealed class CompiledAssembly
{
    /// <summary>The bytes that a pointer parameter points to.</summary>
    public const int BlockSize = 4096;

    private readonly Wasmtime.Instance? _instance;
    private readonly Wasmtime.Memory? _memory;
    private readonly int _blocks;

    public CompiledAssembly(Assembly assembly, Variant variant)
    {
        Compilation = WasmCompiler.Compile(assembly, variant.Options);
        Exports = FindExports(assembly, variant.VectorType);
        if (Compilation.Module is null)
        {
            return;
        }

        Wasmtime.Store store = new(variant.Engine);
        _instance = new Wasmtime.Instance(store, Wasmtime.Module.FromBytes(variant.Engine, "module", Compilation.Module));
        _memory = _instance.GetMemory("memory");
        _blocks = (int)_memory!.Grow(1) * 65536;
    }

    public Compilation Compilation { get; }

    /// <summary>Each exported method, closed over the variant's vector type.</summary>
    public IReadOnlyDictionary<string, MethodInfo> Exports { get; }

    public int StackPointer => (int)_instance!.GetGlobal("stack_pointer")!.GetValue()!;

    public Span<byte> Block(int index) => _memory!.GetSpan(_blocks + (index * (long)BlockSize), BlockSize);

    public int AddressOf(int block) => _blocks + (block * BlockSize);

    public object? Invoke(string export, object[] arguments)
    {
        Wasmtime.Function function = _instance!.GetFunction(export) ?? throw new InvalidOperationException($"'{export}' is not exported");
        return function.Invoke([.. arguments.Select(Box)]);
    }

    /// <summary>Throws if the compiler refused the assembly.</summary>
    public void Require()
    {
        if (Compilation.Module is null)
        {
            Assert.Fail(string.Join('\n', Compilation.Diagnostics));
        }
    }

    public static Dictionary<string, MethodInfo> FindExports(Assembly assembly, Type vectorType)
    {
        Dictionary<string, MethodInfo> exports = [];
        foreach (Type type in assembly.GetTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            foreach (MethodInfo method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
            {
                if (method.GetCustomAttribute<Dialect.WasmExportAttribute>() is { } export)
                {
                    exports.Add(export.Name, type.IsGenericTypeDefinition
                        ? type.MakeGenericType(vectorType).GetMethod(method.Name, BindingFlags.Static | BindingFlags.Public)!
                        : method);
                }
            }
        }

        return exports;
    }

    private static Wasmtime.ValueBox Box(object value) => value switch
    {
        int i => (Wasmtime.ValueBox)i,
        long l => (Wasmtime.ValueBox)l,
        float f => (Wasmtime.ValueBox)f,
        double d => (Wasmtime.ValueBox)d,
        _ => throw new NotSupportedException(value.GetType().Name),
    };
}
