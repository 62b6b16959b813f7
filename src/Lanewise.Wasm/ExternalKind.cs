namespace Lanewise.Wasm;

/// <summary>What an import or an export is.</summary>
public enum ExternalKind : byte
{
    Function = 0,
    Table = 1,
    Memory = 2,
    Global = 3,
}
