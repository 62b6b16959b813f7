using System.Text.Json;

namespace Lanewise.Models;

/// <summary>The widths of the four borders of an image, and which dimensions are its height and width.</summary>
internal readonly record struct Borders(int Top, int Bottom, int Left, int Right, int Height)
{
    public int Width => Height + 1;

    /// <summary>One number for all, two for both directions, or two pairs.</summary>
    public static Borders From(LayerConfig config, string key)
    {
        int height = config.IsChannelsFirst ? 2 : 1;
        if (config.Find(key) is { ValueKind: JsonValueKind.Array } list && list.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Array))
        {
            int[] all = [.. list.EnumerateArray().SelectMany(Pair)];
            return all.Length == 4 ? new Borders(all[0], all[1], all[2], all[3], height) : throw config.Problem($"'{key}' is not two pairs");
        }

        int[] two = config.Ints(key, 2, 1);
        return new Borders(two[0], two[0], two[1], two[1], height);

        IEnumerable<int> Pair(JsonElement pair) => pair.ValueKind == JsonValueKind.Array
            ? pair.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int width) ? width : throw config.Problem($"'{key}' is not whole numbers"))
            : throw config.Problem($"'{key}' is not two pairs");
    }

    public int[] Grow(int[] shape, int sign, LayerConfig layer)
    {
        int[] grown = [.. shape];
        grown[Height] = shape[Height] < 0 ? -1 : Sizes.Checked(shape[Height] + sign * ((long)Top + Bottom), layer);
        grown[Width] = shape[Width] < 0 ? -1 : Sizes.Checked(shape[Width] + sign * ((long)Left + Right), layer);
        return grown;
    }
}
