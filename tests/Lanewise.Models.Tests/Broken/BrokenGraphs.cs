using System.Text;
using System.Text.Json.Nodes;

namespace Lanewise.Models.Tests;

/// <summary>What can be wrong with a graph model, and what is said about it.</summary>
internal static class BrokenGraphs
{
    private const string Whole = "a whole number";

    public static IEnumerable<(string Title, Action<BrokenModel> Break, string Said)> All => [.. Documents, .. Nodes, .. Cycles, .. Attributes, .. Functions];

    private static IEnumerable<(string, Action<BrokenModel>, string)> Documents =>
    [
        ("empty file", model => model.Topology = [], "model.json: is not the JSON of a model"),
        ("half a file", model => model.Topology = Encoding.UTF8.GetBytes(model.Json.ToJsonString()[..300]), "model.json: is not the JSON of a model"),
        ("no JSON", model => model.Topology = [0x89, 0x50, 0x4e, 0x47, 0, 0], "model.json: is not the JSON of a model"),
        ("JSON of another kind", model => model.Topology = "[1, 2]"u8.ToArray(), "model.json: is not the JSON of a model"),
        ("null", model => model.Topology = "null"u8.ToArray(), "there is no object 'modelTopology'"),
        ("deep JSON", model => model.Topology = Encoding.UTF8.GetBytes(new string('[', 100_000)), "is not the JSON of a model"),
        ("deep topology", model => model.Topology = Encoding.UTF8.GetBytes("{\"modelTopology\":" + string.Concat(Enumerable.Repeat("{\"a\":", 10_000))), "is not the JSON of a model"),
        ("no topology", model => model.Json.AsObject().Remove("modelTopology"), "there is no object 'modelTopology'"),
        ("topology is text", model => model.Json["modelTopology"] = "graph", "there is no object 'modelTopology'"),
        ("nodes are text", model => model.Json["modelTopology"]!["node"] = "x", "modelTopology: is not the JSON of a model"),
        ("wrong format", model => model.Json["format"] = "tflite", "model.json: format: is 'tflite', but graph-model or layers-model was expected"),
        ("no nodes", model => model.Nodes.Clear(), "the graph has no outputs"),
        ("signature names no node", model => model.Json["signature"]!["outputs"]!["y"]!["name"] = "z", "the graph has no outputs"),
        ("signature entry is null", model => model.Json["signature"]!["outputs"]!["y"] = null, "the graph has no outputs"),
        ("keys for fewer outputs", model => model.Json["userDefinedMetadata"] = new JsonObject { ["structuredOutputKeys"] = new JsonArray() }, "structuredOutputKeys: there are 0 names for 1 outputs"),
    ];

    private static IEnumerable<(string, Action<BrokenModel>, string)> Nodes =>
    [
        ("node is null", model => model.Nodes[2] = null, "node 2: has no name or no op"),
        ("node without op", model => model.Nodes[2]!.AsObject().Remove("op"), "node 2: has no name or no op"),
        ("two nodes of a name", model => model.Add("y", "Relu", ["x"]), "node 'y': there are two nodes of that name"),
        ("dangling input", model => model.Nodes[2]!["input"]![0] = "nowhere", "node 'y' (MatMul): reads 'nowhere', but there is no such node"),
        ("dangling control input", model => model.Follow("Relu", ["y", "^nowhere"]), "node 'last' (Relu): reads '^nowhere', but there is no such node"),
        ("input is null", model => model.Nodes[2]!["input"]![0] = null, "node 'y' (MatMul): reads '', but there is no such node"),
        ("output that is not there", model => model.Nodes[2]!["input"]![1] = "w:7", "node 'w' (Const): has 1 outputs, but output 7 is read"),
        ("huge output", model => model.Nodes[2]!["input"]![1] = "w:2147483647", "node 'w' (Const): output 2147483647 is read, more than there may be"),
        ("output of a node with any number", model => model.Add("parts", "Unpack", ["x"]).Follow("Relu", ["parts:2147483646"]), "node 'parts' (Unpack): output 2147483646 is read, more than there may be"),
        ("outputs of many nodes", AddManyOutputs, "the nodes have more than 1048576 outputs"),
        ("too few inputs", model => model.Nodes[2]!["input"]!.AsArray().RemoveAt(1), "node 'y' (MatMul): has 1 inputs, but 2 were expected"),
        ("unknown op", model => model.Nodes[2]!["op"] = "Frobnicate", "node 'y' (Frobnicate): the op is not known"),
        ("constant without weight", model => model.Weight["name"] = "v", "node 'w' (Const): has no weight in the weightsManifest"),
        ("constant of another shape", model => model.Nodes[1]!["attr"]!["value"]!["tensor"]!["tensorShape"]!["dim"]![0]!["size"] = "6", "node 'w' (Const): has shape [6, 3], but its weight has shape [2, 3]"),
        ("Exit without loop", model => model.Follow("Exit", ["y"]), "node 'last' (Exit): is not inside a loop"),
    ];

    private static IEnumerable<(string, Action<BrokenModel>, string)> Cycles =>
    [
        ("node that reads itself", model => model.Nodes[2]!["input"]![0] = "y", "node 'y' (MatMul): depends on itself: y <- y"),
        ("cycle", model => model.Add("z", "Relu", ["y"]).Nodes[2]!["input"]![0] = "z", "depends on itself: y <- z <- y"),
        ("cycle of control inputs", model => model.Add("z", "Relu", ["y"]).Nodes[2]!["input"]!.AsArray().Add("^z"), "depends on itself: y <- z <- y"),
        ("cycle that no output needs", model => model.Add("a", "Relu", ["b"]).Add("b", "Exp", ["a"]), "node 'a' (Relu): depends on itself: a <- b <- a"),
        ("cycle in a function that is not called", model => model.AddFunction("f", "p:y:0", BrokenModel.Node("p", "Relu", ["q:y:0"]), BrokenModel.Node("q", "Exp", ["p:y:0"])), "function 'f': node 'p' (Relu): depends on itself"),
        (
            "cycle in the initializer",
            model => model.Json["modelInitializer"] = new JsonObject { ["node"] = new JsonArray(BrokenModel.Node("p", "Relu", ["q"]), BrokenModel.Node("q", "Exp", ["p"])) },
            "initializer: node 'p' (Relu): depends on itself"),
        ("long cycle", AddLongCycle, "depends on itself"),
    ];

    private static IEnumerable<(string, Action<BrokenModel>, string)> Attributes =>
    [
        ("no attributes", model => model.Follow("Conv2D", ["x", "w"]), "node 'last': the attribute 'strides' is missing or not a list"),
        ("no padding", model => model.Follow("Conv2D", ["x", "w"], """{ "strides": { "list": { "i": ["1", "1", "1", "1"] } } }"""), "node 'last': the attribute 'padding' is missing or not SAME, VALID or EXPLICIT"),
        ("two strides", model => model.Follow("Conv2D", ["x", "w"], """{ "strides": { "list": { "i": ["1", "1"] } }, "padding": { "s": "U0FNRQ==" } }"""), "node 'last': the attribute 'strides' is missing or not a list of 4 numbers"),
        ("dtype missing", model => model.Follow("Cast", ["y"]), "node 'last': the attribute 'DstT' is missing or not a dtype"),
        ("dtype that tensors cannot have", model => model.Follow("Cast", ["y"], """{ "DstT": { "type": "DT_RESOURCE" } }"""), "node 'last': the attribute 'DstT' is missing or not a dtype"),
        ("text for a number", model => model.Follow("Pack", ["y"], """{ "axis": { "s": "MQ==" } }"""), "node 'last': the attribute 'axis' is missing or not a number"),
        ("number too large", model => model.Follow("Pack", ["y"], """{ "axis": { "i": "4294967296" } }"""), $"node 'last': the attribute 'axis' is missing or not {Whole} of 32 bits"),
        ("NaN for a number", model => model.Follow("Pack", ["y"], """{ "axis": { "f": "NaN" } }"""), $"node 'last': the attribute 'axis' is missing or not {Whole} of 32 bits"),
        ("dimension too large", model => model.Nodes[0]!["attr"]!["shape"]!["shape"]!["dim"]![1]!["size"] = "4294967296", "node 'x': the attribute 'shape' is missing or not a shape"),
        ("dimension is null", model => model.Nodes[0]!["attr"]!["shape"]!["shape"]!["dim"]![1] = null, "node 'x': the attribute 'shape' is missing or not a shape"),
        ("table without types", model => model.Follow("HashTableV2", []), "node 'last': the attribute 'key_dtype' is missing or not a dtype"),
    ];

    private static IEnumerable<(string, Action<BrokenModel>, string)> Functions =>
    [
        ("no function is named", model => model.Follow("StatelessIf", ["x", "y"]), "node 'last': the attribute 'then_branch' is missing or not the name of a function"),
        ("function that is not there", model => model.Follow("PartitionedCall", ["y"], """{ "f": { "func": { "name": "f" } } }"""), "node 'last' (PartitionedCall): calls the function 'f', but there is no such function"),
        ("two functions of a name", model => model.AddFunction("f", "a").AddFunction("f", "a"), "function 'f': there are two functions of that name"),
        ("function that returns nothing", model => model.AddFunction("f", "nowhere"), "function 'f': there is no node 'nowhere'"),
        ("function with an unknown op", model => Call(model).AddFunction("f", "p:y:0", BrokenModel.Node("p", "Frobnicate", ["a"])), "function 'f': node 'p' (Frobnicate): the op is not known"),
        ("function that calls itself", model => Call(model).AddFunction("f", "p:output:0", BrokenModel.Node("p", "PartitionedCall", ["a"], """{ "f": { "func": { "name": "f" } } }""")), "function 'f': calls itself"),
        ("functions without a bottom", AddDeepCalls, "is called more than 64 functions deep"),
    ];

    private static BrokenModel Call(BrokenModel model) => model.Follow("PartitionedCall", ["y"], """{ "f": { "func": { "name": "f" } } }""");

    private static void AddManyOutputs(BrokenModel model)
    {
        for (int i = 0; i < 20; i++)
        {
            model.Add($"parts{i}", "Unpack", ["x"]);
        }

        model.Follow("AddN", [.. Enumerable.Range(0, 20).Select(i => $"parts{i}:65535")]);
    }

    private static void AddLongCycle(BrokenModel model)
    {
        const int Count = 20_000;
        for (int i = 0; i < Count; i++)
        {
            model.Add($"n{i}", "Relu", [$"n{(i + 1) % Count}"]);
        }
    }

    private static void AddDeepCalls(BrokenModel model)
    {
        Call(model);
        for (int i = 0; i < 1000; i++)
        {
            string callee = $$"""{ "f": { "func": { "name": "f{{i + 1}}" } } }""";
            model.AddFunction(i == 0 ? "f" : $"f{i}", "p:output:0", BrokenModel.Node("p", "PartitionedCall", ["a"], callee));
        }

        model.AddFunction("f1000", "a");
    }
}
