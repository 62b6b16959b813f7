namespace Lanewise.Compiler.Tests.RandomPrograms;

/// <summary>
/// Writes a random class with one exported method, in the dialect: it ends, traps nowhere, and touches no memory but its
/// block. What it knows of a type is its name. NaN stays inside of expressions, because its bits are unspecified:
/// whatever is stored goes through <c>N</c>.
/// </summary>
internal sealed class ProgramGenerator(int seed)
{
    /// <summary>What all programs of an assembly share.</summary>
    public const string Prelude = """
        using System;
        using System.Numerics;
        using System.Runtime.CompilerServices;
        using Lanewise.Dialect;
        [module: SkipLocalsInit]

        public static class Common
        {
            public static float N(float x) => x == x ? x : 0.5f;
            public static double N(double x) => x == x ? x : 0.5;
            public static int D(int x) => x is 0 or -1 ? 3 : x;
            public static uint D(uint x) => x == 0 ? 5 : x;
            public static long D(long x) => x is 0 or -1 ? 7 : x;
            public static ulong D(ulong x) => x == 0 ? 9 : x;
        }

        """;

    private const int MaxDepth = 4;

    private static readonly string[] Integers = ["sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "char"];
    private static readonly string[] Wide = ["int", "uint", "long", "ulong"];
    private static readonly string[] Primitives = [.. Integers, "int", "int", "long", "float", "double", "bool"];

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, (string Type, string Name)[]> _structs = [];
    private readonly List<(string Name, string Result, string[] Parameters)> _helpers = [];
    private List<(string Type, string Name, bool Writable)> _scope = [];
    private int _names;
    private int _loopDepth;
    private int _fuel;
    private bool _hasBlock;
    private bool _canLeave;

    /// <summary>A class named after the export.</summary>
    public Node Generate(string name)
    {
        List<Node> members = [];
        for (int i = 0; i < 2; i++)
        {
            members.Add(Struct(i));
        }

        for (int i = _random.Next(1, 4); i > 0; i--)
        {
            members.Add(Helper(i));
        }

        members.Add(Export(name));
        return new Node($"public static unsafe class {name}", "{", members, "}");
    }

    private Node Struct(int index)
    {
        string name = $"S{index}";
        List<(string, string)> fields = [];
        for (int i = _random.Next(1, 5); i > 0; i--)
        {
            fields.Add((index > 0 && Chance(4) ? "S0" : Pick(Primitives), $"F{i}"));
        }

        _structs[name] = [.. fields];
        return new Node($"public struct {name} {{ {string.Join(" ", fields.Select(field => $"public {field.Item1} {field.Item2};"))} }}");
    }

    private Node Helper(int index)
    {
        string result = Chance(3) ? Pick([.. _structs.Keys]) : Pick(Primitives);
        string name = $"H{index}";
        string[] parameters = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Chance(4) ? Pick(["ref ", "in "]) + AnyType() : AnyType())];
        _scope = [.. parameters.Select((type, i) => (Plain(type), $"a{i}", !type.StartsWith("in ", StringComparison.Ordinal)))];
        _fuel = 8;
        _hasBlock = false;
        List<Node> body = Body(result, 4);
        _helpers.Add((name, result, parameters));
        string inlining = Pick(["", "", "[MethodImpl(MethodImplOptions.NoInlining)] ", "[MethodImpl(MethodImplOptions.AggressiveInlining)] "]);
        return new Node(
            $"{inlining}private static {result} {name}({string.Join(", ", parameters.Select((type, i) => $"{type} a{i}"))}) {{ unchecked {{", body, "} }");
    }

    private Node Export(string name)
    {
        string result = Pick(Primitives);
        string[] types = [.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Pick(Primitives))];
        _scope = [.. types.Select((type, i) => (type, $"a{i}", true))];
        _fuel = 24;
        _hasBlock = true;
        List<Node> body = Body(result, 10);
        return new Node(
            $"[WasmExport(\"{name}\")]",
            $"public static {result} Run({string.Join(", ", types.Select((type, i) => $"{type} a{i}"))}, byte* p) {{ unchecked {{", body, "} }");
    }

    private List<Node> Body(string result, int statements)
    {
        List<Node> body = [];
        for (int i = _random.Next(2, 6); i > 0; i--)
        {
            body.Add(Declare(body.Count < 2 && Chance(2) ? Pick([.. _structs.Keys]) : AnyType()));
        }

        if (Chance(3))
        {
            // A small array on the stack.
            string type = Pick(Wide);
            string name = Fresh();
            body.Add(new Node($"{type}* {name} = stackalloc {type}[8]; for (int z = 0; z < 8; z++) {{ {name}[z] = ({type})z; }}"));
            _scope.Add((type + "*", name, false));
        }

        int outer = _scope.Count;
        _loopDepth = 0;
        _canLeave = true;
        List<Node> inner = Statements(statements, result);
        _scope.RemoveRange(outer, _scope.Count - outer);
        body.Add(new Node("{", inner, "}"));
        body.Add(new Node("Out: ;"));
        _canLeave = false;
        if (_hasBlock)
        {
            // Everything that the method knows is written out, so that no wrong value stays unseen.
            int place = 64;
            foreach ((string type, string path) in Leaves().ToArray())
            {
                body.Add(new Node(type == "bool" ? $"((long*)p)[{place++}] = {path} ? 1 : 0;" : $"((long*)p)[{place++}] = (long){path};"));
            }
        }

        body.Add(new Node($"return {Store(result, 2)};"));
        return body;
    }

    private Node Declare(string type)
    {
        Node node = new($"{type} {{0}} = {(_structs.ContainsKey(type) && Chance(2) ? "default" : Store(type, 2))};");
        string name = Fresh();
        _scope.Add((type, name, true));
        return new Node(((string)node.Parts[0]).Replace("{0}", name));
    }

    private List<Node> Statements(int count, string result)
    {
        int outer = _scope.Count;
        List<Node> list = [];
        for (int i = 0; i < count && _fuel > 0; i++)
        {
            list.Add(Statement(result));
        }

        _scope.RemoveRange(outer, _scope.Count - outer);
        return list;
    }

    private Node Statement(string result)
    {
        _fuel--;
        int n = _random.Next(2, 4);
        switch (_random.Next(20))
        {
            case 0:
                return Declare(AnyType());
            case 1 or 2:
                return Chance(2)
                    ? new Node($"if ({Value("bool", 0)})", "{", Statements(n, result), "}")
                    : new Node($"if ({Value("bool", 0)})", "{", Statements(n, result), "}", "else", "{", Statements(n, result), "}");
            case 3 or 4 when _loopDepth < 2:
                return Loop(result, n);
            case 5:
                return Switch(result);
            case 6 when _loopDepth > 0:
                return new Node($"if ({Value("bool", 1)}) {Pick(["break", "continue"])};");
            case 7 when _canLeave && Chance(3):
                return new Node($"if ({Value("bool", 1)}) {(Chance(2) ? "goto Out" : "return " + Store(result, 2))};");
            case 8 or 9:
                return Compound();
            case 10 when Targets("int").ToArray() is { Length: > 1 } ints:
                {
                    string name = Fresh();
                    Node node = new($"ref int {name} = ref ({Value("bool", 2)} ? ref {Pick(ints)} : ref {Pick(ints)});");
                    _scope.Add(("int", name, true));
                    return node;
                }

            case 11 when _helpers.Count > 0 && Call(_helpers[_random.Next(_helpers.Count)], 1) is { } call:
                return new Node($"{call};");
            case 12 when Targets("int").ToArray() is { Length: > 1 } targets:
                return new Node($"({Pick(targets)}, {Pick(targets)}) = ({Value("int", 2)}, {Value("int", 2)});");
            default:
                {
                    string type = Chance(4) ? Pick([.. _structs.Keys]) : Pick(Primitives);
                    return Targets(type).ToArray() is { Length: > 0 } places ? new Node($"{Pick(places)} = {Store(type, 0)};") : Declare(type);
                }
        }
    }

    private Node Loop(string result, int n)
    {
        _loopDepth++;
        string counter = Fresh();
        int trips = _random.Next(1, 7);
        string condition = Value("bool", 2);
        _scope.Add(("int", counter, false));
        List<Node> body = Statements(n, result);
        _scope.RemoveAt(_scope.FindIndex(variable => variable.Name == counter));
        _loopDepth--;
        return _random.Next(4) switch
        {
            0 => new Node($"for (int {counter} = {trips}; {counter} >= 0; {counter}--)", "{", body, "}"),
            1 => new Node($"{{ int {counter} = 0; while ({counter}++ < {trips} && {condition})", "{", body, "} }"),
            2 => new Node($"{{ int {counter} = 0; do", "{", body, $"}} while (++{counter} < {trips}); }}"),
            _ => new Node($"for (int {counter} = 0; {counter} < {trips}; {counter}++)", "{", body, "}"),
        };
    }

    private Node Switch(string result)
    {
        int cases = _random.Next(2, 6);
        int stride = Pick([1, 1, 1, 7]);
        List<Node> sections = [];
        int depth = _loopDepth;
        _loopDepth = 0;
        for (int i = 0; i < cases; i++)
        {
            string end = i + 1 < cases && Chance(4) ? $"goto case {(i + 1) * stride};" : "break;";
            sections.Add(new Node($"case {i * stride}:", "{", Statements(_random.Next(1, 3), result), $"}} {end}"));
        }

        sections.Add(new Node("default:", "{", Statements(1, result), "} break;"));
        _loopDepth = depth;
        return new Node($"switch ((int)({Value(Pick(Wide), 1)}) & 15)", "{", sections, "}");
    }

    private Node Compound()
    {
        string type = Pick([.. Integers, "int", "float", "double"]);
        if (Targets(type).ToArray() is not { Length: > 0 } places)
        {
            return Declare(type);
        }

        string place = Pick(places);
        if (type is "float" or "double")
        {
            return new Node($"{place} {Pick(["+=", "-=", "*="])} {Store(type, 2)}; {place} = Common.N({place});");
        }

        return _random.Next(5) switch
        {
            0 => new Node($"{place}{Pick(["++", "--"])};"),
            1 => new Node($"{place} {Pick(["<<=", ">>=", ">>>="])} {Value("int", 2)};"),
            2 => new Node($"{place} {Pick(["/=", "%="])} ({type})Common.D(({(type is "long" or "ulong" or "uint" ? type : "int")}){Divisor(type)});"),
            _ => new Node($"{place} {Pick(["+=", "-=", "*=", "&=", "|=", "^="])} {Value(type, 1)};"),
        };
    }

    // A small type's divisor must not become zero by the cast back: these never do.
    private string Divisor(string type) => type is "int" or "uint" or "long" or "ulong" ? $"({Value(type, 2)})" : $"(({Value(type, 2)}) & 63 | 64)";

    /// <summary>A value that may be stored: no NaN.</summary>
    private string Store(string type, int depth) => type is "float" or "double" ? $"Common.N({Value(type, depth)})" : Value(type, depth);

    private string Value(string type, int depth)
    {
        if (_structs.TryGetValue(type, out (string Type, string Name)[]? fields))
        {
            string[] known = [.. Sources(type)];
            return _random.Next(3) switch
            {
                0 when depth < 2 => $"new {type} {{ {string.Join(", ", fields.Select(field => $"{field.Name} = {Store(field.Type, depth + 2)}"))} }}",
                1 when depth < 3 && HelperCall(type, depth) is { } call => call,
                _ when known.Length > 0 && depth < 3 && Chance(4) => $"({Value("bool", depth + 1)} ? {Pick(known)} : {Pick(known)})",
                _ => known.Length > 0 ? Pick(known) : $"default({type})",
            };
        }

        if (depth >= MaxDepth || Chance(5))
        {
            return Leaf(type);
        }

        if (Chance(8) && HelperCall(type, depth) is { } helper)
        {
            return helper;
        }

        if (Chance(7))
        {
            return $"({Value("bool", depth + 1)} ? {Value(type, depth + 1)} : {Value(type, depth + 1)})";
        }

        return type switch
        {
            "bool" => Bool(depth),
            "float" or "double" => Float(type, depth),
            _ => Integer(type, depth),
        };
    }

    private string Bool(int depth)
    {
        string type = Pick([.. Integers, "int", "float", "double"]);
        return _random.Next(6) switch
        {
            0 => $"({Value("bool", depth + 1)} {Pick(["&&", "||"])} {Value("bool", depth + 1)})",
            1 => $"({Value("bool", depth + 1)} {Pick(["&", "|", "^", "==", "!="])} {Value("bool", depth + 1)})",
            2 => $"!{Value("bool", depth + 1)}",
            _ => $"({Value(type, depth + 1)} {Pick(["<", "<=", ">", ">=", "==", "!="])} {Value(type, depth + 1)})",
        };
    }

    private string Float(string type, int depth)
    {
        string math = type == "float" ? "MathF" : "Math";
        return _random.Next(8) switch
        {
            0 => $"({type}){Value(Pick([.. Integers, "float", "double"]), depth + 1)}",
            1 => $"(-({Value(type, depth + 1)}))",
            2 => $"{math}.{Pick(["Abs", "Sqrt", "Floor", "Ceiling", "Truncate"])}({Value(type, depth + 1)})",
            3 => $"{math}.{Pick(["Min", "Max"])}({Value(type, depth + 1)}, {Value(type, depth + 1)})",
            _ => $"({Value(type, depth + 1)} {Pick(["+", "-", "*", "/"])} {Value(type, depth + 1)})",
        };
    }

    private string Integer(string type, int depth)
    {
        string wide = type is "long" or "ulong" or "uint" ? type : "int";
        string value = _random.Next(14) switch
        {
            0 => $"({wide}){Value(Pick([.. Integers, "float", "double"]), depth + 1)}",
            1 => $"({Value(wide, depth + 1)} {Pick(["<<", ">>", ">>>"])} {Value("int", depth + 1)})",
            2 => $"({Value(wide, depth + 1)} {Pick(["/", "%"])} Common.D({Value(wide, depth + 1)}))",
            3 when wide != "ulong" => $"({wide})(-{Value(wide, depth + 1)})",
            4 => $"(~{Value(wide, depth + 1)})",
            5 when _scope.Exists(variable => variable.Type == wide && variable.Writable) => Effect(wide, depth),
            6 when wide is "uint" or "ulong" => $"BitOperations.{Pick(["RotateLeft", "RotateRight"])}({Value(wide, depth + 1)}, {Value("int", depth + 1)})",
            7 => $"({wide})BitOperations.{Pick(["PopCount", "LeadingZeroCount", "TrailingZeroCount"])}({Value(Pick(["uint", "ulong"]), depth + 1)})",
            8 => $"Math.{Pick(["Min", "Max"])}({Value(wide, depth + 1)}, {Value(wide, depth + 1)})",
            9 => $"({Value("bool", depth + 1)} ? 1 : ({wide})0)",
            _ => $"({Value(wide, depth + 1)} {Pick(["+", "-", "*", "&", "|", "^", "+", "-"])} {Value(wide, depth + 1)})",
        };
        return type == wide && value.StartsWith('(') ? value : $"({type}){value}";
    }

    /// <summary>An expression that changes a variable while its value is used.</summary>
    private string Effect(string type, int depth)
    {
        string name = Pick([.. _scope.Where(variable => variable.Type == type && variable.Writable).Select(variable => variable.Name)]);
        return _random.Next(4) switch
        {
            0 => $"({name}++)",
            1 => $"(--{name})",
            2 => $"({name} += {Value(type, depth + 1)})",
            _ => $"({name} = {Value(type, depth + 1)})",
        };
    }

    private string? HelperCall(string type, int depth)
    {
        (string Name, string Result, string[] Parameters)[] fitting = [.. _helpers.Where(helper => helper.Result == type)];
        return fitting.Length == 0 || _loopDepth > 1 ? null : Call(fitting[_random.Next(fitting.Length)], depth + 1);
    }

    private string? Call((string Name, string Result, string[] Parameters) helper, int depth)
    {
        List<string> arguments = [];
        foreach (string parameter in helper.Parameters)
        {
            string type = Plain(parameter);
            if (parameter.StartsWith("ref ", StringComparison.Ordinal) || (parameter.StartsWith("in ", StringComparison.Ordinal) && Chance(2)))
            {
                if (Targets(type).ToArray() is not { Length: > 0 } places)
                {
                    return null;
                }

                arguments.Add(parameter.Split(' ')[0] + " " + Pick(places));
            }
            else
            {
                arguments.Add(Store(type, depth + 1));
            }
        }

        if (!helper.Parameters.Any(parameter => parameter.Contains(' ')) && Chance(3))
        {
            string signature = string.Join(", ", helper.Parameters.Append(helper.Result));
            return $"((delegate*<{signature}>)(&{helper.Name}))({string.Join(", ", arguments)})";
        }

        return $"{helper.Name}({string.Join(", ", arguments)})";
    }

    private string Leaf(string type)
    {
        string[] known = [.. Sources(type)];
        return known.Length > 0 && !Chance(4) ? Pick(known) : Constant(type);
    }

    private string Constant(string type) => type switch
    {
        "bool" => Pick(["true", "false"]),
        "float" => Pick(["0f", "-0f", "1f", "-1.5f", "0.1f", "1e10f", "3e38f", "float.PositiveInfinity", "float.NaN", "2147483648f"]),
        "double" => Pick(["0.0", "-0.0", "1.0", "-2.5", "0.1", "1e300", "double.NegativeInfinity", "double.NaN", "4294967296.5"]),
        "long" or "ulong" => $"({type})" + Pick(["0", "1", "(-1)", "0x80000000", "0x7FFFFFFFFFFFFFFF", "0x8000000000000000", "255", "(-128)", "63", "0x123456789ABC"]),
        _ => $"({type})" + Pick(["0", "1", "2", "(-1)", "7", "31", "32", "127", "128", "255", "256", "(-128)", "32767", "65535", "0x7FFFFFFF", "0x80000000"]),
    };

    /// <summary>Everything of this type that can be read.</summary>
    private IEnumerable<string> Sources(string type) => Places(type, writable: false);

    /// <summary>Everything of this type that can be written.</summary>
    private IEnumerable<string> Targets(string type) => Places(type, writable: true);

    private IEnumerable<string> Places(string type, bool writable)
    {
        foreach ((string variableType, string name, bool canWrite) in _scope)
        {
            if (variableType == type + "*")
            {
                yield return $"{name}[{Index(8)}]";
            }
            else if (canWrite || !writable)
            {
                foreach ((string leafType, string path) in Paths(variableType, name, aggregates: true))
                {
                    if (leafType == type)
                    {
                        yield return path;
                    }
                }
            }
        }

        // Floats from memory may be NaN: they are read, but not written, and never as part of a struct.
        if (_hasBlock && Array.IndexOf(Wide, type) >= 0 | type is "byte" or "sbyte" or "short" or "ushort" && Chance(2))
        {
            yield return $"(({type}*)(p + {_random.Next(4)}))[{Index(32)}]";
        }
    }

    private string Index(int length)
    {
        string[] ints = [.. _scope.Where(variable => variable.Type == "int").Select(variable => variable.Name)];
        return ints.Length > 0 && Chance(2) ? $"({Pick(ints)} & {length - 1})" : $"{_random.Next(length)}";
    }

    private IEnumerable<(string Type, string Path)> Leaves() =>
        _scope.Where(variable => !variable.Type.EndsWith('*')).SelectMany(variable => Paths(variable.Type, variable.Name, aggregates: false));

    private IEnumerable<(string Type, string Path)> Paths(string type, string path, bool aggregates)
    {
        if (!_structs.TryGetValue(type, out (string Type, string Name)[]? fields))
        {
            return [(type, path)];
        }

        IEnumerable<(string, string)> inner = fields.SelectMany(field => Paths(field.Type, $"{path}.{field.Name}", aggregates));
        return aggregates ? inner.Prepend((type, path)) : inner;
    }

    private string AnyType() => Chance(5) ? Pick([.. _structs.Keys]) : Pick(Primitives);

    private static string Plain(string parameter) => parameter[(parameter.IndexOf(' ') + 1)..];

    private string Fresh() => $"v{_names++}";

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];
}
