using System.Globalization;
using System.Text;
using Lanewise.Wasm;

namespace Lanewise.Compiler.Ir;

/// <summary>Prints a function for golden cases and for people.</summary>
public static class Printer
{
    public static string Print(Function function)
    {
        var text = new StringBuilder();
        var names = new VariableNames();
        text.Append($"{function.Name}({string.Join(", ", function.Parameters.Select(p => $"{names.Of(p)}: {Name(p.MemoryType)}"))})");
        text.AppendLine(function.Signature.Result is { } result ? $": {result.ToString().ToLowerInvariant()}" : "");
        Dictionary<Block, int> numbers = [];
        foreach (Block block in function.Blocks)
        {
            numbers[block] = numbers.Count;
        }

        foreach (Block block in function.Blocks)
        {
            text.AppendLine($"{numbers[block]}:");
            foreach (Statement statement in block.Statements)
            {
                text.AppendLine($"    {Print(statement, names)}");
            }

            text.AppendLine($"    {Print(block.Terminator, numbers, names)}");
        }

        return text.ToString();
    }

    private static string Print(Statement statement, VariableNames names)
    {
        string target = statement.Target is { } variable ? $"{names.Of(variable)} = " : "";
        string operands = string.Join(", ", statement.Operands.Select(operand => Print(operand, names)));
        return statement switch
        {
            Set set => target + Print(set.Value, names),
            Store store => $"{store.MemoryType.ToString().ToLowerInvariant()}[{Print(store.Address, names)}{Offset(store.Offset)}] = {Print(store.Value, names)}",
            Copy copy => $"copy {copy.Layout.Name} {operands}",
            Clear clear => $"clear {clear.Layout.Name} {operands}",
            Call call => $"{target}{(call.Method is null ? "call_indirect" : MethodNames.Of(call.Method))}({operands})",
            Effect effect => $"{target}{effect.Opcode.Info().Name}({operands})",
            StackAllocate => $"{target}stackalloc({operands})",
            Invalid invalid => $"invalid {invalid.Diagnostic.Id}",
            _ => statement.ToString()!,
        };
    }

    private static string Print(Terminator terminator, Dictionary<Block, int> numbers, VariableNames names)
    {
        string operand = terminator.Operand is { } expression ? Print(expression, names) : "";
        return terminator switch
        {
            Jump jump => $"goto {numbers[jump.Target]}",
            Branch branch => $"if {operand} goto {numbers[branch.IfTrue]} else {numbers[branch.IfFalse]}",
            Switch @switch => $"switch {operand} [{string.Join(", ", @switch.Cases.Select(block => numbers[block]))}] else {numbers[@switch.Default]}",
            Return => $"return {operand}".TrimEnd(),
            _ => "unreachable",
        };
    }

    private static string Print(Expression expression, VariableNames names) => expression switch
    {
        Constant { Type: ValueType.F32 } constant => $"{constant.AsSingle.ToString("R", CultureInfo.InvariantCulture)}f",
        Constant { Type: ValueType.F64 } constant => constant.AsDouble.ToString("R", CultureInfo.InvariantCulture),
        Constant { Type: ValueType.V128 } constant => $"v128:{constant.High:x}:{constant.Low:x}",
        Constant { Type: ValueType.I64 } constant => $"{constant.AsInt64}L",
        Constant constant => constant.AsInt32.ToString(CultureInfo.InvariantCulture),
        Get get => names.Of(get.Variable),
        AddressOf address => $"&{names.Of(address.Variable)}{Offset(address.Offset)}",
        Symbol { Kind: SymbolKind.Data } symbol => $"data({symbol.Data!.Bytes.Length} bytes){Offset(symbol.Offset)}",
        Symbol { Kind: SymbolKind.Function } symbol => $"&{MethodNames.Of(symbol.Method!)}",
        Symbol symbol => symbol.Kind.ToString(),
        Load load => $"{load.Opcode.Info().Name}[{Print(load.Address, names)}{Offset(load.Offset)}]",
        Operation operation => $"{operation.Opcode.Info().Name}{(operation.Opcode.Info().Immediate == Immediate.Lane ? $" {operation.Lane}" : "")}({string.Join(", ", operation.Operands.Select(operand => Print(operand, names)))})",
        _ => expression.ToString()!,
    };

    private static string Offset(int offset) => offset == 0 ? "" : offset > 0 ? $" + {offset}" : $" - {-offset}";

    private static string Name(MemoryType type) => type.ToString().ToLowerInvariant();

    // Numbers in order of appearance, so that an unrelated pass does not change the text.
    private sealed class VariableNames
    {
        private readonly Dictionary<Variable, string> _names = [];
        private readonly Dictionary<string, int> _counts = [];

        public string Of(Variable variable)
        {
            if (!_names.TryGetValue(variable, out string? name))
            {
                int count = _counts[variable.Name] = _counts.GetValueOrDefault(variable.Name) + 1;
                _names[variable] = name = count == 1 ? variable.Name : $"{variable.Name}.{count}";
            }

            return name;
        }
    }
}
