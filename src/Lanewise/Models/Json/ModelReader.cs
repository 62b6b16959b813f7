using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Lanewise.Models;

/// <summary>Reads a <c>model.json</c>.</summary>
internal static class ModelReader
{
    public static async Task<ModelJson> ReadAsync(ModelSource source, CancellationToken cancellation)
    {
        ModelFile file = await source.OpenTopologyAsync(cancellation).ConfigureAwait(false);
        await using (file.Content.ConfigureAwait(false))
        {
            try
            {
                ModelJson? model = await JsonSerializer
                    .DeserializeAsync(file.Content, ModelJsonContext.Default.ModelJson, cancellation)
                    .ConfigureAwait(false);
                return Checked(model, file.Name);
            }
            catch (JsonException error)
            {
                throw Malformed(file.Name, null, error);
            }
            catch (IOException error)
            {
                throw new ModelFormatException(file.Name, null, $"cannot be read to its end: {error.Message}", error);
            }
        }
    }

    /// <summary>Reads a part of the document that only one kind of model has.</summary>
    public static T Read<T>(JsonElement part, JsonTypeInfo<T> type, string file, string name)
        where T : class
    {
        try
        {
            return part.Deserialize(type) ?? throw new ModelFormatException(file, name, "is null");
        }
        catch (JsonException error)
        {
            throw Malformed(file, name, error);
        }
    }

    private static ModelJson Checked(ModelJson? model, string file)
    {
        if (model is not { ModelTopology.ValueKind: JsonValueKind.Object })
        {
            throw new ModelFormatException(file, null, "there is no object 'modelTopology'");
        }

        // Converters of old write no format.
        return model.Format is null or "graph-model" or "layers-model"
            ? model
            : throw new ModelFormatException(file, "format", $"is '{model.Format}', but graph-model or layers-model was expected");
    }

    private static ModelFormatException Malformed(string file, string? part, JsonException error) =>
        new(file, part, $"is not the JSON of a model: {error.Message}", error);
}
