using System.Reflection;
using Lanewise.Compiler.Il;
using Lanewise.Compiler.Ir;
using Lanewise.Compiler.Types;
using Lanewise.Wasm;

namespace Lanewise.Compiler.Import;

/// <summary>What the import of all methods of a module shares.</summary>
internal sealed class ImportContext(CompilerOptions options)
{
    private readonly Dictionary<string, DataBlob> _data = [];

    public CompilerOptions Options { get; } = options;
    public TypeLayouts Layouts { get; } = new();
    public SourceMap Sources { get; } = new();

    public bool Has(Features features) => (Options.Features & features) == features;

    /// <summary>One blob per content.</summary>
    public DataBlob Data(byte[] bytes)
    {
        string key = Convert.ToBase64String(bytes);
        if (!_data.TryGetValue(key, out DataBlob? blob))
        {
            _data[key] = blob = new DataBlob(bytes);
        }

        return blob;
    }

    /// <summary>Scalars pass as they are, an aggregate by address, an aggregate result through a pointer that comes first.</summary>
    public Signature SignatureOf(MethodBase method)
    {
        IEnumerable<Type> parameters = method.GetParameters().Select(parameter => parameter.ParameterType);
        return SignatureOf(method.IsStatic ? parameters : parameters.Prepend(typeof(void*)), IlMethod.ReturnTypeOf(method));
    }

    public Signature SignatureOf(IEnumerable<Type> parameters, Type result)
    {
        List<ValueType> types = [.. parameters.Select(type => (Layouts.ScalarOf(type) ?? MemoryType.I32).ValueType())];
        if (result == typeof(void))
        {
            return new Signature(types, null);
        }

        if (Layouts.ScalarOf(result) is { } scalar)
        {
            return new Signature(types, scalar.ValueType());
        }

        types.Insert(0, ValueType.I32);
        return new Signature(types, null);
    }
}
