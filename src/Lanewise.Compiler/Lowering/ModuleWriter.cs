using System.Reflection;
using Lanewise.Compiler.Ir;
using Lanewise.Wasm;
using Module = Lanewise.Wasm.Module;

namespace Lanewise.Compiler.Lowering;

/// <summary>Lays out and writes the module.</summary>
/// <remarks>
/// Memory, from below: free bytes up to <see cref="Build.LowMemory"/>, the shadow stack growing down towards them (an
/// overflow runs into addresses that trap), constant data, the heap.
/// </remarks>
internal sealed class ModuleWriter : IModuleLayout
{
    private const int PageSize = 64 * 1024;

    private readonly CompilerOptions _options;
    private readonly IReadOnlyList<Function> _functions;
    private readonly IReadOnlyList<(string Name, MethodInfo Method)> _exports;
    private readonly IEnumerable<CustomSection> _customSections;
    private readonly Module _module = new();
    private readonly Dictionary<RuntimeMethodHandle, uint> _functionIndices = [];
    private readonly Dictionary<RuntimeMethodHandle, int> _tableIndices = [];
    private readonly Dictionary<DataBlob, int> _dataAddresses = [];
    private readonly List<DataBlob> _data = [];
    private readonly int _stackTop;
    private int _dataEnd;

    public ModuleWriter(
        CompilerOptions options,
        IReadOnlyList<Function> functions,
        IReadOnlyList<(string Name, MethodInfo Method)> exports,
        IEnumerable<CustomSection> customSections)
    {
        _options = options;
        _functions = functions;
        _exports = exports;
        _customSections = customSections;
        _stackTop = Build.LowMemory + options.StackSize;
        _dataEnd = _stackTop;
        foreach (Function function in functions)
        {
            _functionIndices[function.Method.MethodHandle] = (uint)_functionIndices.Count;
            Trees.VisitFunction(function, PlaceSymbol);
        }

        StackPointer = _module.Globals.AddI32(mutable: true, _stackTop);
    }

    public Features Features => _options.Features;

    public uint StackPointer { get; }

    private int HeapBase => (_dataEnd + 15) / 16 * 16;

    public uint FunctionIndex(MethodBase method) => _functionIndices[method.MethodHandle];

    public uint TypeIndex(Signature signature) => _module.Types.IndexOf(TypeOf(signature));

    public int AddressOf(Symbol symbol) => symbol.Offset + symbol.Kind switch
    {
        SymbolKind.Data => _dataAddresses[symbol.Data!],
        SymbolKind.Function => _tableIndices[symbol.Method!.MethodHandle],
        _ => HeapBase,
    };

    public byte[] Write()
    {
        foreach (Function function in _functions)
        {
            uint index = _module.AddFunction(TypeOf(function.Signature), FunctionWriter.Write(function, this));
            if (_options.Names)
            {
                _module.Names.AddFunction(index, function.Name);
            }
        }

        WriteTable();
        WriteMemory();
        foreach ((string name, MethodInfo method) in _exports)
        {
            _module.Exports.Add(name, ExternalKind.Function, FunctionIndex(method));
        }

        _module.Exports.Add("stack_pointer", ExternalKind.Global, StackPointer);
        _module.Customs.AddRange(_customSections);
        return _module.ToArray();
    }

    private static FunctionType TypeOf(Signature signature) => new(signature.Parameters, signature.Result);

    private void PlaceSymbol(Expression node)
    {
        if (node is Symbol { Kind: SymbolKind.Data, Data: { } data } && !_dataAddresses.ContainsKey(data))
        {
            int alignment = data.Bytes.Length < 16 ? 4 : 16;
            _dataEnd = (_dataEnd + alignment - 1) / alignment * alignment;
            _dataAddresses[data] = _dataEnd;
            _data.Add(data);
            _dataEnd += data.Bytes.Length;
        }
        else if (node is Symbol { Kind: SymbolKind.Function, Method: { } method })
        {
            // Index 0 stays empty: a null function pointer traps.
            _tableIndices.TryAdd(method.MethodHandle, _tableIndices.Count + 1);
        }
    }

    private void WriteTable()
    {
        if (_tableIndices.Count == 0)
        {
            // A null function pointer can still be called.
            _module.Tables.Add(new Limits(1));
            return;
        }

        _module.Tables.Add(new Limits((uint)_tableIndices.Count + 1, (uint)_tableIndices.Count + 1));
        _module.Elements.Add(1, [.. _tableIndices.OrderBy(entry => entry.Value).Select(entry => _functionIndices[entry.Key])]);
    }

    private void WriteMemory()
    {
        uint pages = (uint)((HeapBase + PageSize - 1) / PageSize);
        byte[] image = new byte[_dataEnd - _stackTop];
        foreach (DataBlob blob in _data)
        {
            blob.Bytes.CopyTo(image, _dataAddresses[blob] - _stackTop);
        }

        if (!_options.SharedMemory)
        {
            _module.Memories.Add(new Limits(pages));
            _module.Exports.Add("memory", ExternalKind.Memory, 0);
            if (image.Length > 0)
            {
                _module.Data.AddActive(_stackTop, image);
            }

            return;
        }

        // Every thread instantiates the module over the same memory: only one of them may write the constants.
        _module.Imports.AddMemory("env", "memory", new Limits(pages, 65536, Shared: true));
        uint segment = _module.Data.AddPassive(image);
        var body = new FunctionBody();
        body.Code.I32Const(_stackTop);
        body.Code.I32Const(0);
        body.Code.I32Const(image.Length);
        body.Code.MemoryInit(segment);
        body.Code.DataDrop(segment);
        _module.Exports.Add("initialize_memory", ExternalKind.Function, _module.AddFunction(new FunctionType([], []), body));
    }
}
