using System.Text.Json;

namespace Lanewise.Models.Tests;

/// <summary>
/// The real models against tfjs's <c>cpu</c> backend, with what <c>node tests/models/reference.mjs</c> has left in artifacts.
/// </summary>
public class RealModelTests
{
    private static readonly string s_root = FindRoot();
    private static readonly string s_references = Path.Combine(s_root, "artifacts", "models", "reference");

    /// <summary>
    /// Outputs that rounding alone moves further than they may: a segmentation is a steep sigmoid of large sums. This one comes
    /// to 3.9e-3 of its range.
    /// </summary>
    private static readonly HashSet<(string Model, string Backend, int Output)> s_aside = [("blazepose-lite", "native", 2)];

    /// <summary>Models that read values in between to decide how to go on, and so run op by op when they are compiled.</summary>
    private static readonly HashSet<string> s_dynamic = ["faceboxes", "handtrack", "rvm"];

    public static IEnumerable<TheoryDataRow<string, string>> Models() => Backends.Times(Names());

    [Fact]
    public void ThereAreReferences() =>
        Assert.True(Names().Any(), "there is nothing to compare with: run 'node tests/models/reference.mjs' first");

    [Theory]
    [MemberData(nameof(Models))]
    public async Task ComputesWhatTfjsComputes(string name, string backend)
    {
        Tf.SetBackend(backend);
        byte[] json = await File.ReadAllBytesAsync(Path.Combine(s_references, $"{name}.json"), TestContext.Current.CancellationToken);
        Reference reference = JsonSerializer.Deserialize<Reference>(json, JsonSerializerOptions.Web)!;
        byte[] values = await File.ReadAllBytesAsync(Path.Combine(s_references, $"{name}.bin"), TestContext.Current.CancellationToken);
        int before = Tf.Memory().NumTensors;
        using (Model model = await Model.LoadAsync(Path.Combine(s_root, reference.Location), cancellation: TestContext.Current.CancellationToken))
        {
            int loaded = Tf.Memory().NumTensors;
            int offset = 0;
            var inputs = new Dictionary<string, Tensor>();
            foreach (Expected input in reference.Inputs)
            {
                inputs.Add(input.Name!, input.ToTensor(values.AsSpan(offset, input.ByteLength)));
                offset += input.ByteLength;
            }

            string? refusal = null;
            using (CompiledModel compiled = model.Compile(new CompileOptions { OnWarning = text => refusal = text }))
            {
                Run("op by op", model);
                if (backend == "native")
                {
                    Run("recorded", compiled);
                    Run("replayed", compiled);
                    Assert.True(s_dynamic.Contains(name) == (refusal is not null), refusal ?? "it was to be refused, but runs");
                }
            }

            Tf.Dispose(inputs.Values);
            Assert.Equal(loaded, Tf.Memory().NumTensors);

            void Run(string how, Model candidate)
            {
                Tensor[] outputs = candidate.Execute(inputs, cancellation: TestContext.Current.CancellationToken);
                Assert.Equal(reference.Outputs.Length, outputs.Length);
                int at = offset;
                for (int i = 0; i < outputs.Length; i++)
                {
                    Expected expected = reference.Outputs[i];
                    if (!s_aside.Contains((name, backend, i)))
                    {
                        expected.Check(outputs[i], values.AsSpan(at, expected.ByteLength), $"{how}: output {i} ({model.Outputs[i].Name})");
                    }

                    at += expected.ByteLength;
                }

                Tf.Dispose(outputs);
            }
        }

        Assert.Equal(before, Tf.Memory().NumTensors);
    }

    private static IEnumerable<string> Names() => Directory.Exists(s_references)
        ? Directory.GetFiles(s_references, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order()
        : [];

    private static string FindRoot()
    {
        string directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Lanewise.slnx")))
        {
            directory = Path.GetDirectoryName(directory) ?? throw new DirectoryNotFoundException("Lanewise.slnx is in no directory above");
        }

        return directory;
    }

    private sealed record Reference(string Location, Expected[] Inputs, Expected[] Outputs);
}
