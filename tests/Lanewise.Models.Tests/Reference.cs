using System.Text.Json;

namespace Lanewise.Models.Tests;

/// <summary>What tfjs's <c>cpu</c> backend computed with a model: a file of JSON, and beside it one of values.</summary>
/// <param name="Location">The model's, from the root of the repository.</param>
/// <param name="Runs">How often the model was run on the inputs. The outputs of all runs follow each other.</param>
/// <param name="Inputs">The inputs.</param>
/// <param name="Outputs">The outputs.</param>
internal sealed record Reference(string Location, int? Runs, Expected[] Inputs, Expected[] Outputs)
{
    private byte[] Values { get; init; } = [];

    public static async Task<Reference> ReadAsync(string path)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        byte[] json = await File.ReadAllBytesAsync(path, cancellation);
        byte[] values = await File.ReadAllBytesAsync(Path.ChangeExtension(path, "bin"), cancellation);
        return JsonSerializer.Deserialize<Reference>(json, JsonSerializerOptions.Web)! with { Values = values };
    }

    /// <summary>The inputs, for the caller to dispose of, by their names or, if they have none, those that the model gives them.</summary>
    public Dictionary<string, Tensor> MakeInputs(Model model)
    {
        int offset = 0;
        var inputs = new Dictionary<string, Tensor>();
        for (int i = 0; i < Inputs.Length; i++)
        {
            inputs.Add(Inputs[i].Name ?? model.Inputs[i].Name, Inputs[i].ToTensor(Values.AsSpan(offset, Inputs[i].ByteLength)));
            offset += Inputs[i].ByteLength;
        }

        return inputs;
    }

    /// <summary>Loads the model, runs it and compares; checks that no tensor is left over.</summary>
    /// <param name="backend">What it runs on.</param>
    /// <param name="isCompiled">Whether it is compiled too: recorded, then replayed.</param>
    /// <param name="isRefused">Whether it then runs op by op all the same; null if either will do.</param>
    public async Task CheckAsync(string backend, bool isCompiled, bool? isRefused = null)
    {
        Tf.SetBackend(backend);
        int before = Tf.Memory().NumTensors;
        using (Model model = await Model.LoadAsync(Repository.In(Location), cancellation: TestContext.Current.CancellationToken))
        {
            Dictionary<string, Tensor> inputs = MakeInputs(model);
            int loaded = Tf.Memory().NumTensors;
            Check("op by op", model, model, inputs);
            if (isCompiled)
            {
                string? refusal = null;
                using CompiledModel compiled = model.Compile(new CompileOptions { OnWarning = text => refusal = text });
                Check("recorded", model, compiled, inputs);
                Check("replayed", model, compiled, inputs);
                Assert.True((isRefused ?? refusal is not null) == (refusal is not null), refusal ?? "it was to be refused, but runs");
            }

            Assert.Equal(loaded, Tf.Memory().NumTensors);
            Tf.Dispose(inputs.Values);
        }

        Assert.Equal(before, Tf.Memory().NumTensors);
    }

    private void Check(string how, Model model, Model candidate, Dictionary<string, Tensor> inputs)
    {
        var outputs = new List<Tensor>();
        string[]? names = Outputs.Any(output => output.Name is not null) ? [.. Outputs.Select(output => output.Name!)] : null;
        for (int run = 0; run < (Runs ?? 1); run++)
        {
            outputs.AddRange(candidate.Execute(inputs, names, cancellation: TestContext.Current.CancellationToken));
        }

        Assert.Equal(Outputs.Length, outputs.Count);
        int offset = Inputs.Sum(input => input.ByteLength);
        for (int i = 0; i < Outputs.Length; i++)
        {
            string title = $"{how}: output {i} ({names?[i] ?? model.Outputs[i % model.Outputs.Count].Name})";
            Outputs[i].Check(outputs[i], Values.AsSpan(offset, Outputs[i].ByteLength), title);
            offset += Outputs[i].ByteLength;
        }

        Tf.Dispose(outputs);
        (model as LayersModel)?.ResetStates();
    }
}
