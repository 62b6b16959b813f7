namespace Lanewise.Dialect;

/// <summary>Exports a static method from the module. In a generic class the compiler closes the type parameter with the variant's vector type.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WasmExportAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>
/// The method is one WebAssembly instruction, named as in the specification's text format. The C# body is the
/// native fallback, and is also what is compiled for a module that lacks the instruction's feature.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WasmOpAttribute(string instruction) : Attribute
{
    public string Instruction { get; } = instruction;
}

/// <summary>A static bool property that the compiler folds: true where the module may use the named feature.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class WasmFeatureAttribute(string feature) : Attribute
{
    public string Feature { get; } = feature;
}

/// <summary>A constant string that becomes a custom section of the module, in UTF-8.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class WasmSectionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
