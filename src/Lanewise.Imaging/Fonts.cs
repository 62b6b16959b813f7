using SkiaSharp;

namespace Lanewise.Imaging;

/// <summary>
/// A font for labels. Skia without dependencies asks no one on Linux which fonts there are, so there the usual folder is searched.
/// </summary>
internal static class Fonts
{
    private const string Folder = "/usr/share/fonts";

    private static readonly Lazy<SKTypeface> s_sans = new(Find);

    /// <summary>Without glyphs if the system has no font.</summary>
    public static SKTypeface Sans => s_sans.Value;

    private static SKTypeface Find()
    {
        if (SKTypeface.Default.GlyphCount > 0 || !Directory.Exists(Folder))
        {
            return SKTypeface.Default;
        }

        EnumerationOptions everywhere = new() { RecurseSubdirectories = true };
        IEnumerable<string> files = Directory.EnumerateFiles(Folder, "*.?tf", everywhere)
            .OrderByDescending(static file => file.EndsWith("Sans.ttf", StringComparison.Ordinal) || file.EndsWith("Sans-Regular.ttf", StringComparison.Ordinal))
            .ThenBy(static file => file, StringComparer.Ordinal);
        return files.Select(SKTypeface.FromFile).FirstOrDefault(static font => font is not null) ?? SKTypeface.Default;
    }
}
