// System has a ValueType too.
global using ValueType = Lanewise.Wasm.ValueType;
