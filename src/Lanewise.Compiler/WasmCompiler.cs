using System.Reflection;
using System.Text;
using Lanewise.Compiler.Import;
using Lanewise.Compiler.Ir;
using Lanewise.Compiler.Lowering;
using Lanewise.Compiler.Passes;
using Lanewise.Compiler.Types;
using Lanewise.Wasm;

namespace Lanewise.Compiler;

/// <summary>
/// Compiles the exports of an assembly, and all that they reach, into one module. The assembly is only read: its generics
/// are closed and its constants evaluated by the runtime that runs the compiler.
/// </summary>
public sealed class WasmCompiler
{
    private readonly Assembly _assembly;
    private readonly CompilerOptions _options;
    private readonly ImportContext _context;
    private readonly Pipeline _pipeline;
    private readonly Dictionary<RuntimeMethodHandle, Function?> _bodies = [];
    private readonly List<MethodBase> _functions = [];
    private readonly Dictionary<RuntimeMethodHandle, int> _indices = [];
    private readonly List<Diagnostic> _diagnostics = [];

    private WasmCompiler(Assembly assembly, CompilerOptions options)
    {
        _assembly = assembly;
        _options = options;
        _context = new ImportContext(options);
        _pipeline = new Pipeline(options.Verify, BodyOf);
    }

    public static Compilation Compile(Assembly assembly, CompilerOptions options) => new WasmCompiler(assembly, options).Run();

    private Compilation Run()
    {
        List<(string Name, MethodInfo Method)> exports = [.. FindExports()];
        foreach ((_, MethodInfo method) in exports)
        {
            Reference(method);
        }

        List<Function> functions = [];
        for (int i = 0; i < _functions.Count; i++)
        {
            Function function = BodyOf(_functions[i])!;
            Report(function);
            _pipeline.Shape(function);
            if (!NodeSplitting.Run(function))
            {
                _diagnostics.Add(Diagnostics.Irreducible.At(_context.Sources.Locate(function.Method, 0), function.Name));
            }

            ReferenceCallees(function);
            functions.Add(function);
        }

        return _diagnostics.Count > 0
            ? new Compilation(null, [.. _diagnostics.Distinct()], functions)
            : new Compilation(new ModuleWriter(_options, functions, exports, CustomSections()).Write(), [], functions);
    }

    private IEnumerable<(string Name, MethodInfo Method)> FindExports()
    {
        const BindingFlags statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (Type type in _assembly.GetTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            foreach (MethodInfo method in type.GetMethods(statics).OrderBy(method => method.MetadataToken))
            {
                if (DialectAttributes.Argument(method, "WasmExportAttribute") is not { } name)
                {
                    continue;
                }

                if (Close(type, method) is not { } closed)
                {
                    _diagnostics.Add(Diagnostics.VectorType.At(_context.Sources.Locate(method, 0), type.Name));
                }
                else if (!IsExportable(closed))
                {
                    _diagnostics.Add(Diagnostics.Export.At(_context.Sources.Locate(method, 0), MethodNames.Of(method)));
                }
                else
                {
                    yield return (name, closed);
                }
            }
        }
    }

    private MethodInfo? Close(Type type, MethodInfo method)
    {
        if (!type.ContainsGenericParameters)
        {
            return method.ContainsGenericParameters ? null : method;
        }

        if (_options.VectorType is null || type.GetGenericArguments().Length != 1 || method.IsGenericMethodDefinition)
        {
            return null;
        }

        try
        {
            Type closed = type.MakeGenericType(_options.VectorType);
            return (MethodInfo)MethodBase.GetMethodFromHandle(method.MethodHandle, closed.TypeHandle)!;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private bool IsExportable(MethodInfo method)
    {
        try
        {
            return method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)
                .All(type => type == typeof(void) || (_context.Layouts.ScalarOf(type) is not null and not MemoryType.V128 && !TypeLayouts.IsStruct(type)));
        }
        catch (UnsupportedTypeException)
        {
            return false;
        }
    }

    /// <summary>The optimised body of a method; null while it is being made, which is how a recursive call looks.</summary>
    private Function? BodyOf(MethodBase method)
    {
        if (!_bodies.TryGetValue(method.MethodHandle, out Function? body))
        {
            _bodies[method.MethodHandle] = null;
            body = Importer.Import(_context, method);
            _pipeline.Optimise(body);
            _bodies[method.MethodHandle] = body;
        }

        return body;
    }

    private void Reference(MethodBase method)
    {
        if (_indices.TryAdd(method.MethodHandle, _functions.Count))
        {
            _functions.Add(method);
        }
    }

    private void ReferenceCallees(Function function)
    {
        foreach (Statement statement in function.Blocks.SelectMany(block => block.Statements))
        {
            switch (statement)
            {
                case Call { Method: { } method }:
                    Reference(method);
                    break;
                case Effect effect when Emulation.Of(effect.Opcode, _options.Features) is { } substitute:
                    Reference(substitute);
                    break;
            }
        }

        Trees.VisitFunction(function, node =>
        {
            switch (node)
            {
                case Symbol { Kind: SymbolKind.Function, Method: { } method }:
                    Reference(method);
                    break;
                case Operation operation when Emulation.Of(operation.Opcode, _options.Features) is { } substitute:
                    Reference(substitute);
                    break;
            }
        });
    }

    private void Report(Function function) => _diagnostics.AddRange(
        function.Blocks.SelectMany(block => block.Statements).OfType<Invalid>().Select(invalid => invalid.Diagnostic));

    private IEnumerable<CustomSection> CustomSections()
    {
        const BindingFlags statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        foreach (FieldInfo field in _assembly.GetTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(type => type.GetFields(statics)))
        {
            if (field.IsLiteral && DialectAttributes.Argument(field, "WasmSectionAttribute") is { } name)
            {
                yield return new CustomSection(name, Encoding.UTF8.GetBytes((string)field.GetRawConstantValue()!));
            }
        }
    }
}
