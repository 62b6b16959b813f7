using System.Text.Json.Nodes;

namespace Lanewise.Models.Tests;

/// <summary>What can be wrong with a layers model, and what is said about it.</summary>
internal static class BrokenLayers
{
    public static IEnumerable<(string Title, Action<BrokenModel> Break, string Said)> All =>
    [
        ("unknown layer", model => model.Layer(1)["class_name"] = "Frobnicate", "layer 'y' (Frobnicate): the layer is not known"),
        ("layer without class", model => model.Layer(1).AsObject().Remove("class_name"), "a layer: has no class_name"),
        ("layer is null", model => model.Network["layers"]![1] = null, "a layer: has no class_name"),
        ("no layers", model => model.Network["layers"] = new JsonArray(), "layer 'model' (Functional): 'input_layers' names the layer 'x', but it is not there"),
        ("layers are missing", model => model.Network.AsObject().Remove("layers"), "layer 'model' (Functional): 'layers' is no list"),
        ("two layers of a name", model => model.Network["layers"]!.AsArray().Add(model.Layer(1).DeepClone()), "layer 'y' (Dense): there are two layers of that name"),
        ("reads no layer", model => Reads(model, "nowhere"), "layer 'y' (Dense): reads application 0 of the layer 'nowhere', but it is not there"),
        ("reads another output", model => model.Layer(1)["inbound_nodes"]![0]![0]![2] = 3, "layer 'y' (Dense): reads output 3 of 'x', which has 1"),
        ("reads a negative output", model => model.Layer(1)["inbound_nodes"]![0]![0]![2] = -1, "layer 'y' (Dense): what it reads is not [layer, node, output]"),
        ("reads itself", model => Reads(model, "y"), "the layer 'y' depends on itself"),
        ("cycle that no output needs", AddCycle, "depends on itself"),
        ("no outputs", model => model.Network.AsObject().Remove("output_layers"), "layer 'model' (Functional)"),
        ("no list of outputs", model => model.Network["output_layers"] = new JsonArray(), "layer 'model' (Functional): 'output_layers' is missing"),
        ("output that is no layer", model => model.Network["output_layers"]![0]![0] = "z", "'output_layers' names the layer 'z', but it is not there"),
        ("output that the layer has not", model => model.Network["output_layers"]![0]![2] = 5, "layer 'model' (Functional): reads output 5 of 'y', which has 1"),
        ("no shape of the input", model => model.Layer(0)["config"]!.AsObject().Remove("batch_input_shape"), "layer 'x' (InputLayer): declares no shape for its input"),
        ("units are missing", model => model.Layer(1)["config"]!.AsObject().Remove("units"), "layer 'y' (Dense): 'units' is missing"),
        ("units are text", model => model.Layer(1)["config"]!["units"] = "three", "layer 'y' (Dense): 'units' is no whole number of 32 bits"),
        ("2^31 units", model => model.Layer(1)["config"]!["units"] = 2147483648L, "layer 'y' (Dense): 'units' is no whole number of 32 bits"),
        ("more units than weights", model => model.Layer(1)["config"]!["units"] = 2147483647, "layer 'y' (Dense): the weight 'y/kernel' has shape [2, 3], but [2, 2147483647] is needed"),
        ("weight of another shape", model => model.Weight["shape"] = new JsonArray(3, 2), "layer 'y' (Dense): the weight 'y/kernel' has shape [3, 2], but [2, 3] is needed"),
        ("weight of another name", model => model.Weight["name"] = "z/kernel", "layer 'y' (Dense): the weight 'y/kernel' is missing"),
        ("weight that nothing needs", AddWeight, "weight 'z': belongs to no layer"),
        ("unknown activation", model => model.Layer(1)["config"]!["activation"] = "frob", "layer 'y' (Dense): 'activation' is 'frob', which is not a known activation"),
        ("input of another rank", model => model.Layer(0)["config"]!["batch_input_shape"] = new JsonArray(2), "layer 'y' (Dense)"),
        ("configuration is a list", model => model.Layer(1)["config"] = new JsonArray(), "layer 'y' (Dense): 'units' is missing"),
        ("configuration is text", model => model.Json["modelTopology"]!["model_config"]!["config"] = "model", "'layers' is no list"),
        ("a layer for a model", model => model.Json["modelTopology"]!["model_config"] = model.Layer(1).DeepClone(), "layer 'y' (Dense): is no model"),
        ("window larger than the image", model => Replace(model, "MaxPooling1D", """{ "pool_size": 9 }""", 2, 3), "layer 'y' (MaxPooling1D): a window of 9 does not fit 2 values in steps of 9"),
        ("window of 2^31", model => Replace(model, "MaxPooling1D", """{ "pool_size": 2147483647 }""", 2, 3), "layer 'y' (MaxPooling1D): a window of 2147483647 does not fit 2 values"),
        ("steps of 0", model => Replace(model, "MaxPooling1D", """{ "strides": 0 }""", 2, 3), "layer 'y' (MaxPooling1D): a window of 2 does not fit 2 values in steps of 0"),
        ("reshape that does not fit", model => Replace(model, "Reshape", """{ "target_shape": [5, -1] }""", 2, 3), "layer 'y' (Reshape): cannot give [?, 2, 3] the shape [?, 5, ?]"),
        ("reshape of 2^62", model => Replace(model, "Reshape", """{ "target_shape": [2147483647, 2147483647] }""", 2, 3), "layer 'y' (Reshape): cannot give"),
        ("no permutation", model => Replace(model, "Permute", """{ "dims": [1, 1] }""", 2, 3), "layer 'y' (Permute): 'dims' is no permutation of 1 to 2"),
        ("huge borders", model => Replace(model, "ZeroPadding2D", """{ "padding": 2147483647 }""", 2, 3, 1), "layer 'y' (ZeroPadding2D): a dimension of its output would have a size of 4294967296"),
        ("more cropped than there is", model => Replace(model, "Cropping2D", """{ "cropping": 2 }""", 2, 3, 1), "layer 'y' (Cropping2D): a dimension of its output would have a size of -2"),
        ("huge factors", model => Replace(model, "UpSampling2D", """{ "size": 2147483647 }""", 2, 3, 1), "layer 'y' (UpSampling2D): a dimension of its output would have a size of 4294967294"),
        ("cell without cells", model => Replace(model, "RNN", """{ "cell": [] }""", 2, 3), "layer 'y' (RNN): 'cells' is no list of cells"),
    ];

    private static void Reads(BrokenModel model, string layer) => model.Layer(1)["inbound_nodes"]![0]![0]![0] = layer;

    private static void AddCycle(BrokenModel model)
    {
        foreach ((string name, string read) in new[] { ("a", "b"), ("b", "a") })
        {
            JsonNode layer = model.Layer(1).DeepClone();
            layer["name"] = name;
            layer["config"]!["name"] = name;
            layer["inbound_nodes"]![0]![0]![0] = read;
            model.Network["layers"]!.AsArray().Add(layer);
        }
    }

    private static void AddWeight(BrokenModel model)
    {
        JsonNode weight = model.Weight.DeepClone();
        weight["name"] = "z";
        model.Json["weightsManifest"]![0]!["weights"]!.AsArray().Add(weight);
        model.Files["w.bin"] = new byte[48];
    }

    /// <summary>Puts another layer in the place of the dense one, and gives its input these dimensions behind the batch.</summary>
    private static void Replace(BrokenModel model, string className, string config, params int[] shape)
    {
        model.Layer(0)["config"]!["batch_input_shape"] = new JsonArray([null, .. shape.Select(size => JsonValue.Create(size))]);
        model.Layer(1)["class_name"] = className;
        model.Layer(1)["config"] = JsonNode.Parse(config);
        model.Json["weightsManifest"] = new JsonArray();
    }
}
