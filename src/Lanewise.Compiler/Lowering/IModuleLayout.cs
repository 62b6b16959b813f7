using System.Reflection;
using Lanewise.Compiler.Ir;
using Lanewise.Wasm;

namespace Lanewise.Compiler.Lowering;

/// <summary>Where things are in the module: what a function body needs to know to be written.</summary>
internal interface IModuleLayout
{
    Features Features { get; }

    /// <summary>The global that holds the top of the shadow stack, which grows down.</summary>
    uint StackPointer { get; }

    uint FunctionIndex(MethodBase method);

    uint TypeIndex(Signature signature);

    int AddressOf(Symbol symbol);
}
