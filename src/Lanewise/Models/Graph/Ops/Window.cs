namespace Lanewise.Models;

/// <summary>The attributes of what slides a window over an image or a volume, without the entries for batch and channels.</summary>
internal readonly struct Window
{
    public int[] Strides { get; private init; }

    public int[] Dilations { get; private init; }

    /// <summary>A pool's.</summary>
    public int[] Size { get; private init; }

    public Padding Pad { get; private init; }

    public DataFormat Format { get; private init; }

    /// <param name="attributes">The node's.</param>
    /// <param name="dimensions">2 for images, 3 for volumes.</param>
    /// <param name="dilations">The name of the attribute that holds the dilations.</param>
    public static Window From(NodeAttributes attributes, int dimensions, string dilations = "dilations")
    {
        string format = attributes.Text("data_format", "NHWC").ToUpperInvariant();
        bool isChannelsFirst = format is "NCHW" or "NCDHW";
        if (!isChannelsFirst && format is not ("NHWC" or "NDHWC"))
        {
            throw attributes.Problem("data_format", "NHWC, NCHW or NDHWC");
        }

        int[] ones = [.. Enumerable.Repeat(1, dimensions + 2)];
        int first = isChannelsFirst ? 2 : 1;
        return new Window
        {
            Strides = Spatial("strides", null),
            Dilations = Spatial(dilations, ones),
            Size = Spatial("ksize", ones),
            Pad = PadOf(attributes),
            Format = isChannelsFirst ? DataFormat.NCHW : DataFormat.NHWC,
        };

        int[] Spatial(string name, int[]? otherwise)
        {
            int[] values = attributes.Ints(name, otherwise);
            return values.Length == dimensions + 2
                ? values[first..(first + dimensions)]
                : throw attributes.Problem(name, $"a list of {dimensions + 2} numbers");
        }
    }

    private static Padding PadOf(NodeAttributes attributes) => attributes.Text("padding").ToUpperInvariant() switch
    {
        "SAME" => Padding.Same,
        "VALID" => Padding.Valid,
        "EXPLICIT" => attributes.Ints("explicit_paddings"),
        _ => throw attributes.Problem("padding", "SAME, VALID or EXPLICIT"),
    };
}
