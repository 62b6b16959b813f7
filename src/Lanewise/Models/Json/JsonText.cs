using System.Text.Json;

namespace Lanewise.Models;

/// <summary>Text in JSON that is read when it is needed.</summary>
internal static class JsonText
{
    /// <summary>Null for what is no text, or is half of a surrogate pair, which no string can hold.</summary>
    public static string? From(JsonElement json)
    {
        try
        {
            return json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
