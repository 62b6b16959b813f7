using System.Runtime.InteropServices;

namespace Lanewise.Models.Tests;

/// <summary>Compiled models, beside the same model op by op. The real ones are compared in <see cref="RealModelTests"/>.</summary>
public sealed class CompiledModelTests : IDisposable
{
    private const int FilterBytes = 3 * 3 * 16 * 32 * sizeof(float);
    private const int MatrixBytes = 32 * 8 * sizeof(float);

    // y = relu(batchNorm(conv(x))), means over the image, times a matrix; z = y².
    private const string Json = """
        {
          "format": "graph-model",
          "modelTopology": {
            "node": [
              { "name": "x", "op": "Placeholder", "attr": { "dtype": { "type": "DT_FLOAT" }, "shape": { "shape": { "dim": [{ "size": "-1" }, { "size": "-1" }, { "size": "-1" }, { "size": "16" }] } } } },
              { "name": "filter", "op": "Const", "attr": { "dtype": { "type": "DT_FLOAT" } } },
              { "name": "scale", "op": "Const", "attr": { "dtype": { "type": "DT_FLOAT" } } },
              { "name": "offset", "op": "Const", "attr": { "dtype": { "type": "DT_FLOAT" } } },
              { "name": "mean", "op": "Const", "attr": { "dtype": { "type": "DT_FLOAT" } } },
              { "name": "variance", "op": "Const", "attr": { "dtype": { "type": "DT_FLOAT" } } },
              { "name": "matrix", "op": "Const", "attr": { "dtype": { "type": "DT_FLOAT" } } },
              { "name": "axes", "op": "Const", "attr": { "dtype": { "type": "DT_INT32" } } },
              { "name": "conv", "op": "Conv2D", "input": ["x", "filter"], "attr": { "strides": { "list": { "i": ["1", "1", "1", "1"] } }, "padding": { "s": "U0FNRQ==" }, "data_format": { "s": "TkhXQw==" }, "dilations": { "list": { "i": ["1", "1", "1", "1"] } } } },
              { "name": "norm", "op": "FusedBatchNormV3", "input": ["conv", "scale", "offset", "mean", "variance"], "attr": { "epsilon": { "f": 0.001 }, "data_format": { "s": "TkhXQw==" }, "is_training": { "b": false } } },
              { "name": "relu", "op": "Relu", "input": ["norm"] },
              { "name": "means", "op": "Mean", "input": ["relu", "axes"], "attr": { "keep_dims": { "b": false } } },
              { "name": "y", "op": "MatMul", "input": ["means", "matrix"], "attr": { "transpose_a": { "b": false }, "transpose_b": { "b": false } } },
              { "name": "z", "op": "Square", "input": ["y"] }
            ]
          },
          "weightsManifest": [{
            "paths": ["weights.bin"],
            "weights": [
              { "name": "filter", "shape": [3, 3, 16, 32], "dtype": "float32" },
              { "name": "scale", "shape": [32], "dtype": "float32" },
              { "name": "offset", "shape": [32], "dtype": "float32" },
              { "name": "mean", "shape": [32], "dtype": "float32" },
              { "name": "variance", "shape": [32], "dtype": "float32" },
              { "name": "matrix", "shape": [32, 8], "dtype": "float32" },
              { "name": "axes", "shape": [2], "dtype": "int32" }
            ]
          }]
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("lanewise").FullName;
    private readonly string _backend = Tf.GetBackend();

    public CompiledModelTests()
    {
        Random random = new(1);
        float[] weights = [.. Enumerable.Range(0, (FilterBytes + MatrixBytes) / sizeof(float) + 4 * 32).Select(_ => 0.1f + random.NextSingle())];
        File.WriteAllText(Path.Combine(_folder, "model.json"), Json);
        File.WriteAllBytes(Path.Combine(_folder, "weights.bin"), [.. MemoryMarshal.AsBytes(weights.AsSpan()), .. MemoryMarshal.AsBytes([1, 2])]);
    }

    public static TheoryData<string> Names() => [.. Backends.All];

    public void Dispose()
    {
        Tf.SetBackend(_backend);
        Directory.Delete(_folder, recursive: true);
    }

    private static void Close(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        float[] values = expected.ToArray<float>();
        Assert.All(values.Zip(actual.ToArray<float>()), pair => Assert.InRange(pair.Second, pair.First - (1e-5f * values.Max()), pair.First + (1e-5f * values.Max())));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task HasTheModelsMembers(string backend)
    {
        Tf.SetBackend(backend);
        using Model model = await Model.LoadAsync(_folder, cancellation: TestContext.Current.CancellationToken);
        using CompiledModel fast = model.Compile(new CompileOptions { Strict = true });
        Assert.Same(model.Inputs, fast.Inputs);
        Assert.Same(model.Outputs, fast.Outputs);
        Assert.Same(model.Weights, fast.Weights);
        for (int i = 0; i < 3; i++)
        {
            using Tensor x = Tf.RandomNormal([1, 5, 7, 16], seed: i);
            using Tensor expected = model.Predict(x);
            using Tensor predicted = fast.Predict(x);
            Close(expected, predicted);
            Dictionary<string, Tensor> named = fast.PredictNamed(new Dictionary<string, Tensor> { ["x"] = x });
            Close(expected, named["z"]);
            Tensor[] between = fast.Execute(new Dictionary<string, Tensor> { ["x"] = x }, ["y", "means"], TestContext.Current.CancellationToken);
            Close(expected, Tf.Tidy(() => between[0].Square()));
            Tf.Dispose([.. named.Values, .. between]);
        }

        Assert.Equal(2, fast.Memory.Count);
        Assert.Contains("Relu float32[1,5,7,32]: follows in the pass of op 0", fast.Explain(), StringComparison.Ordinal);
        using Tensor wrong = Tf.Ones([1, 5, 7, 15]);
        Assert.Contains("float32[1,5,7,15] was given", Assert.Throws<ArgumentException>(() => fast.Predict(wrong)).Message, StringComparison.Ordinal);
        Assert.Throws<OperationCanceledException>(() => fast.Execute(new Dictionary<string, Tensor> { ["x"] = wrong }, null, new CancellationToken(true)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ReleasedWeightsAreGoneWhereTheyArePacked(string backend)
    {
        Tf.SetBackend(backend);
        MemoryInfo before = Tf.Memory();
        Model model = await Model.LoadAsync(_folder, cancellation: TestContext.Current.CancellationToken);
        CompiledModel fast = model.Compile();
        Assert.Contains("run it first", Assert.Throws<InvalidOperationException>(fast.ReleaseWeights).Message, StringComparison.Ordinal);
        Tensor[] inputs = [Tf.RandomNormal([1, 5, 7, 16], seed: 1), Tf.RandomNormal([2, 6, 3, 16], seed: 2)];
        Tensor[] expected = Array.ConvertAll(inputs, model.Predict);
        foreach (Tensor x in inputs.Concat(inputs))
        {
            fast.Predict(x).Dispose();
        }

        ProgramMemory full = fast.Memory[0];
        long used = Tf.Memory().Backend.Used;
        fast.ReleaseWeights();
        for (int i = 0; i < 4; i++)
        {
            using Tensor y = fast.Predict(inputs[i % 2]);
            Close(expected[i % 2], y);
        }

        Assert.All(fast.Memory, memory => Assert.Equal(full.WeightBytes - FilterBytes - MatrixBytes, memory.WeightBytes));
        Assert.All(fast.Memory, memory => Assert.Equal(full.PackedBytes, memory.PackedBytes));

        // The model's filter and what was packed from it, the one of each program, and the matrix that they share.
        MemoryInfo released = Tf.Memory();
        Assert.True(released.Backend.Used <= used - (4 * FilterBytes) - MatrixBytes, $"{released.Backend.Used} of {used}");
        for (int i = 0; i < 10_000; i++)
        {
            fast.Predict(inputs[i % 2]).Dispose();
        }

        Assert.Equal(released.NumTensors, Tf.Memory().NumTensors);
        Assert.Equal(released.Backend.Used, Tf.Memory().Backend.Used);
        using Tensor other = Tf.RandomNormal([3, 5, 7, 16], seed: 3);
        Assert.Equal(
            "compile: the weights of the model were released, so it runs only as it was recorded: not with float32[3,5,7,16]",
            Assert.Throws<InvalidOperationException>(() => fast.Predict(other)).Message);
        using Tensor again = fast.Predict(inputs[0]);
        Close(expected[0], again);
        fast.Dispose();
        Tf.Dispose([.. inputs, .. expected, other, again]);
        Assert.Equal(before.NumTensors, Tf.Memory().NumTensors);
        Assert.Equal(before.Backend.Tensors, Tf.Memory().Backend.Tensors);
    }
}
