namespace Lanewise.Models;

/// <summary>The weights of a model, by name.</summary>
internal static class WeightLoader
{
    /// <summary>Reads all weights but those of the optimizer. On failure none stays behind.</summary>
    public static async Task<Dictionary<string, Tensor>> LoadAsync(
        ModelSource source,
        ModelJson model,
        IProgress<double>? progress,
        CancellationToken cancellation)
    {
        WeightGroupJson?[] groups = model.WeightsManifest ?? [];
        WeightSpec[] specs = WeightSpec.All(model, source.Name);
        string[] paths = [.. groups.SelectMany(group => group?.Paths ?? []).Select(path => !string.IsNullOrEmpty(path)
            ? path
            : throw new ModelFormatException(source.Name, "weightsManifest", "a path is missing"))];
        double expected = specs.Sum(spec => spec.ByteLength ?? 0);
        var weights = new Dictionary<string, Tensor>(specs.Length);
        Action<long>? report = progress is null || expected == 0 ? null : position => progress.Report(Math.Min(1, position / expected));
        var reader = new ShardReader(source, paths, report, cancellation);
        await using (reader.ConfigureAwait(false))
        {
            try
            {
                for (int i = 0; i < specs.Length; i++)
                {
                    ReadOnlyMemory<byte> bytes = await reader.ReadAsync(specs[i]).ConfigureAwait(false);
                    if (!specs[i].IsForTraining)
                    {
                        Add(weights, specs[i], bytes.Span, source.Name);
                    }
                }

                await reader.ExpectEndAsync().ConfigureAwait(false);
                progress?.Report(1);
                return weights;
            }
            catch
            {
                foreach (Tensor weight in weights.Values)
                {
                    weight.Dispose();
                }

                throw;
            }
        }
    }

    private static void Add(Dictionary<string, Tensor> weights, WeightSpec spec, ReadOnlySpan<byte> bytes, string file)
    {
        if (weights.ContainsKey(spec.Name))
        {
            throw new ModelFormatException(file, $"weight '{spec.Name}'", "is listed twice");
        }

        weights.Add(spec.Name, Tf.Keep(WeightDecoder.Decode(spec, bytes)));
    }
}
