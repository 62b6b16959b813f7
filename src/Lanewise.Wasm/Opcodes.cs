using System.Globalization;

namespace Lanewise.Wasm;

/// <summary>
/// The facts of one instruction. Operands and result are empty where they depend on the module or on the stack
/// (locals, calls, <c>drop</c>, <c>select</c>).
/// </summary>
/// <param name="Name">The name in the text format.</param>
/// <param name="Alignment">For an access to memory, the natural alignment as a power of two.</param>
public sealed record OpcodeInfo(
    Opcode Opcode, string Name, ValueType[] Operands, ValueType? Result, Immediate Immediate, int Alignment, Features Feature);

/// <summary>Looks up instructions by name and by code.</summary>
public static class Opcodes
{
    private static readonly Dictionary<string, OpcodeInfo> ByName = Parse(OpcodeTable.Text);
    private static readonly Dictionary<Opcode, OpcodeInfo> ByCode = ByName.Values.ToDictionary(info => info.Opcode);

    public static IEnumerable<OpcodeInfo> All => ByName.Values;

    public static OpcodeInfo Info(this Opcode opcode) => ByCode[opcode];

    public static bool TryParse(string textName, out Opcode opcode)
    {
        bool found = ByName.TryGetValue(textName, out OpcodeInfo? info);
        opcode = found ? info!.Opcode : default;
        return found;
    }

    private static Dictionary<string, OpcodeInfo> Parse(string table)
    {
        Dictionary<string, OpcodeInfo> result = [];
        Features feature = Features.None;
        OpcodeInfo row = null!;
        foreach (string line in table.Split('\n', StringSplitOptions.TrimEntries))
        {
            string names = line;
            if (line.StartsWith("feature ", StringComparison.Ordinal))
            {
                FeatureNames.TryParse(line["feature ".Length..], out feature);
                continue;
            }

            if (line.Split(':') is [var head, var tail])
            {
                row = ParseHead(head, feature);
                names = tail;
            }

            foreach (string name in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                result.Add(name, row with { Name = name, Opcode = Enum.Parse<Opcode>(PascalCase(name)) });
            }
        }

        return result;
    }

    private static OpcodeInfo ParseHead(string head, Features feature)
    {
        string[] parts = head.Split('/', StringSplitOptions.TrimEntries);
        string[] signature = parts[0].Split("->");
        string[] immediate = parts.Length > 1 ? parts[1].Split(' ') : ["none"];
        return new OpcodeInfo(
            default,
            "",
            Types(signature[0]),
            Types(signature[1]) is [var result] ? result : null,
            Enum.Parse<Immediate>(immediate[0].Replace("-", ""), ignoreCase: true),
            immediate.Length > 1 ? int.Parse(immediate[1], CultureInfo.InvariantCulture) : 0,
            feature);
    }

    private static ValueType[] Types(string list) =>
        [.. list.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => Enum.Parse<ValueType>(name, ignoreCase: true))];

    private static string PascalCase(string textName) =>
        string.Concat(textName.Split('.', '_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}
