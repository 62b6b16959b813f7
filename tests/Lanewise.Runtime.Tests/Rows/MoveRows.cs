using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>Ops that put every element somewhere else.</summary>
public sealed class MoveRows : IRowSource
{
    public IEnumerable<Row> Rows()
    {
        foreach (DType type in Elementwise.Reals)
        {
            yield return new Row($"Transpose {type}", () => Transpose(type));
            yield return new Row($"Reverse {type}", () => Reverse(type));
            yield return new Row($"Tile {type}", () => Tile(type));
            yield return new Row($"PadV2 {type}", () => PadV2(type));
            yield return new Row($"MirrorPad {type}", () => MirrorPad(type));
            yield return new Row($"ExpandDims {type}", () => ExpandDims(type));
            yield return new Row($"DepthToSpace {type}", () => DepthToSpace(type));
            yield return new Row($"SpaceToBatchND {type}", () => SpaceToBatchND(type));
            yield return new Row($"BatchToSpaceND {type}", () => BatchToSpaceND(type));
        }

        yield return new Row("Move errors", Errors);
    }

    private static IEnumerable<Case> Transpose(DType type)
    {
        for (int length = 0; length <= 256; length++)
        {
            yield return One(HostTensor.Counting(type, length, 3), [1, 0]);
            yield return One(HostTensor.Counting(type, 5, length), [1, 0]);
        }

        yield return One(HostTensor.Counting(type, 65, 130), [1, 0]);
        yield return One(HostTensor.Counting(type, 2, 17, 33), [0, 2, 1]);
        Random random = new(1);
        for (int i = 0; i < 300; i++)
        {
            int rank = random.Next(9);
            int[] perm = [.. Enumerable.Range(0, rank)];
            random.Shuffle(perm);
            yield return One(HostTensor.Counting(type, [.. perm.Select(_ => random.Next(i % 10 == 0 ? 0 : 1, 5))]), perm);
        }

        HostTensor x = HostTensor.Counting(type, 2, 3, 4);
        yield return new Case("Transpose") { ["x"] = x, Expected = [HostTensor.Build(type, [4, 3, 2], i => x[i[2], i[1], i[0]])] };
        HostTensor thin = HostTensor.Counting(type, 2, 1, 3, 1);
        yield return new Case("Transpose") { ["x"] = thin, ["perm"] = new[] { 1, 0, 3, 2 }, Expected = [new(type, [1, 2, 1, 3], thin.Data)], Shares = "x" };

        static Case One(HostTensor x, int[] perm) => new("Transpose")
        {
            ["x"] = x,
            ["perm"] = perm,
            Expected = [HostTensor.Build(x.Type, [.. perm.Select(axis => x.Shape[axis])], index => x[[.. perm.Select((_, axis) => index[Array.IndexOf(perm, axis)])]])],
        };
    }

    private static IEnumerable<Case> Reverse(DType type)
    {
        for (int length = 0; length <= 256; length++)
        {
            yield return One(HostTensor.Counting(type, length), [0]);
            yield return One(HostTensor.Counting(type, 3, length), [-1]);
        }

        foreach (int[] dims in new[] { [0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2], [-1, 0], new int[] { } })
        {
            yield return One(HostTensor.Counting(type, 2, 3, 4), dims);
        }

        HostTensor x = HostTensor.Counting(type, 2, 3);
        yield return new Case("Reverse") { ["x"] = x, Expected = [HostTensor.Build(type, [2, 3], i => x[1 - i[0], 2 - i[1]])] };
        yield return new Case("Reverse") { ["x"] = x, ["dims"] = 1, Expected = [HostTensor.Build(type, [2, 3], i => x[i[0], 2 - i[1]])] };
        HostTensor scalar = HostTensor.Counting(type);
        yield return new Case("Reverse") { ["x"] = scalar, ["dims"] = Array.Empty<int>(), Expected = [scalar], Shares = "x" };
        yield return One(HostTensor.Counting(type, 2, 1, 3, 2, 1, 2, 2, 2), [0, 3, 6]);

        static Case One(HostTensor x, int[] dims) => new("Reverse")
        {
            ["x"] = x,
            ["dims"] = dims,
            Expected = [HostTensor.Build(x.Type, x.Shape, index => x[[.. index.Select((i, axis) =>
                dims.Contains(axis) || dims.Contains(axis - x.Shape.Length) ? x.Shape[axis] - 1 - i : i)]])],
        };
    }

    private static IEnumerable<Case> Tile(DType type)
    {
        (int[] Shape, int[] Reps)[] cases =
        [
            ([3], [4]), ([3], [0]), ([1], [50]), ([2, 3], [1, 1]), ([2, 3], [2, 1]), ([2, 3], [1, 3]), ([2, 1, 3], [2, 2, 2]), ([], []), ([0, 2], [3, 2]), ([4, 1, 5], [1, 7, 1]),
            ([2, 1, 2, 1, 2, 1, 2, 1], [1, 2, 1, 2, 2, 2, 1, 3]), ([2, 2, 2, 2, 2, 2, 2, 2], [2, 2, 1, 2, 2, 1, 2, 2]),
        ];
        return cases.Concat(Enumerable.Range(0, 257).Select(static length => (new[] { length }, new[] { 3 }))).Select(item => new Case("Tile")
        {
            ["x"] = HostTensor.Counting(type, item.Item1),
            ["reps"] = item.Item2,
            Expected = [Tiled(HostTensor.Counting(type, item.Item1), item.Item2)],
        });
    }

    private static HostTensor Tiled(HostTensor x, int[] reps) =>
        HostTensor.Build(x.Type, [.. x.Shape.Zip(reps, static (dim, rep) => dim * rep)], index => x[[.. index.Select((i, axis) => i % x.Shape[axis])]]);

    private static IEnumerable<Case> PadV2(DType type)
    {
        double value = type == DType.Float32 ? -1.5 : type == DType.Int32 ? -3 : 1;
        for (int length = 0; length <= 256; length++)
        {
            yield return One(HostTensor.Counting(type, length), [1, 2], value);
            yield return One(HostTensor.Counting(type, 2, length), [0, 1, 3, 0], 0);
        }

        yield return One(HostTensor.Counting(type, 2, 3), [0, 0, 0, 0], 0);
        yield return One(HostTensor.Counting(type, 1, 5, 6, 3), [0, 0, 1, 1, 2, 0, 0, 4], value);
        yield return One(HostTensor.Counting(type, 2, 1, 2, 1, 2, 1, 2, 2), [1, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 0], value);
        yield return One(HostTensor.Counting(type, 0, 2), [1, 1, 1, 1], value);
        yield return One(HostTensor.Counting(type), [], value);
        if (type == DType.Float32)
        {
            yield return One(HostTensor.Counting(type, 3), [1, 2], double.NegativeInfinity);
            yield return One(HostTensor.Counting(type, 3), [1, 2], double.NaN);
            yield return One(HostTensor.Counting(type, 3), [1, 2], -0.0);
        }

        static Case One(HostTensor x, int[] paddings, double value) => new("PadV2")
        {
            ["x"] = x,
            ["paddings"] = paddings,
            ["constantValue"] = value,
            Expected = [HostTensor.Build(x.Type, Padded(x.Shape, paddings), index =>
            {
                int[] at = [.. index.Select((i, axis) => i - paddings[2 * axis])];
                return at.Where((i, axis) => i < 0 || i >= x.Shape[axis]).Any() ? value : x[at];
            })],
        };
    }

    private static int[] Padded(int[] shape, int[] paddings) => [.. shape.Select((dim, axis) => paddings[2 * axis] + dim + paddings[(2 * axis) + 1])];

    private static IEnumerable<Case> MirrorPad(DType type)
    {
        foreach (string mode in new[] { "reflect", "symmetric" })
        {
            int skip = mode == "reflect" ? 1 : 0;
            for (int length = 1; length <= 64; length++)
            {
                yield return One(HostTensor.Counting(type, length), [length - skip, (length - skip) / 2], mode);
            }

            yield return One(HostTensor.Counting(type, 3, 4), [2, 1, 0, 3], mode);
            yield return One(HostTensor.Counting(type, 3, 4), [0, 0, 0, 0], mode);
            yield return One(HostTensor.Counting(type, 1, 5, 6, 3), [0, 0, 1, 1, 2, 0, 2, 2], mode);
            yield return One(HostTensor.Counting(type, 2, 3, 2, 3, 2, 3), [1, 0, 0, 1, 1, 1, 0, 2, 1, 0, 0, 0], mode);
        }

        static Case One(HostTensor x, int[] paddings, string mode) => new("MirrorPad")
        {
            ["x"] = x,
            ["paddings"] = paddings,
            ["mode"] = mode,
            Expected = [HostTensor.Build(x.Type, Padded(x.Shape, paddings), index => x[[.. index.Select((i, axis) => Mirrored(i - paddings[2 * axis], x.Shape[axis], mode))]])],
        };
    }

    private static int Mirrored(int i, int dim, string mode)
    {
        int offset = mode == "reflect" ? 0 : 1;
        return i < 0 ? -i - offset : i >= dim ? ((dim - 1) * 2) - i + offset : i;
    }

    private static IEnumerable<Case> ExpandDims(DType type)
    {
        foreach (int[] shape in new[] { [], [3], [2, 3], new[] { 0, 2, 3, 1, 1, 1, 1 } })
        {
            HostTensor x = HostTensor.Counting(type, shape);
            for (int dim = -shape.Length - 1; dim <= shape.Length; dim++)
            {
                int at = dim < 0 ? dim + shape.Length + 1 : dim;
                yield return new Case("ExpandDims") { ["input"] = x, ["dim"] = dim, Expected = [new(type, [.. shape[..at], 1, .. shape[at..]], x.Data)], Shares = "input" };
            }
        }
    }

    private static IEnumerable<Case> DepthToSpace(DType type)
    {
        foreach ((int block, int[] s) in new[] { (2, new[] { 1, 1, 1, 4 }), (2, [2, 3, 4, 12]), (3, [2, 2, 3, 18]), (2, [0, 2, 2, 4]), (4, [1, 2, 1, 16]) })
        {
            int channels = s[3] / (block * block);
            HostTensor x = HostTensor.Counting(type, s);
            HostTensor expected = HostTensor.Build(type, [s[0], s[1] * block, s[2] * block, channels], i =>
                x[i[0], i[1] / block, i[2] / block, ((i[1] % block * block) + (i[2] % block)) * channels + i[3]]);
            yield return new Case("DepthToSpace") { ["x"] = x, ["blockSize"] = block, ["dataFormat"] = "NHWC", Expected = [expected] };
            HostTensor first = HostTensor.Build(type, [s[0], s[3], s[1], s[2]], i => x[i[0], i[2], i[3], i[1]]);
            HostTensor expectedFirst = HostTensor.Build(type, [s[0], channels, s[1] * block, s[2] * block], i => expected[i[0], i[2], i[3], i[1]]);
            yield return new Case("DepthToSpace") { ["x"] = first, ["blockSize"] = block, ["dataFormat"] = "NCHW", Expected = [expectedFirst] };
        }
    }

    private static readonly (int[] Shape, int[] Blocks, int[] Paddings)[] Spaces =
    [
        ([1, 2, 2, 1], [2, 2], [0, 0, 0, 0]), ([2, 4, 6, 3], [2, 3], [0, 0, 0, 0]), ([1, 3, 5, 2], [2, 3], [0, 1, 1, 0]), ([2, 5], [5], [2, 3]), ([3, 2, 7], [1], [0, 0]),
        ([2, 4, 6, 8, 3], [2, 3, 4], [0, 2, 3, 0, 4, 4]), ([1, 2, 2, 2, 2, 2, 2, 2], [2, 1, 2, 1, 2, 1, 2], [0, 0, 1, 0, 0, 2, 0, 0, 0, 0, 0, 1, 2, 0]), ([0, 4, 2], [2], [0, 0]),
    ];

    private static IEnumerable<Case> SpaceToBatchND(DType type)
    {
        foreach ((int[] shape, int[] blocks, int[] paddings) in Spaces)
        {
            HostTensor x = HostTensor.Counting(type, shape);
            yield return new Case("SpaceToBatchND") { ["x"] = x, ["blockShape"] = blocks, ["paddings"] = paddings, Expected = [ToBatch(x, blocks, paddings)] };
        }
    }

    private static IEnumerable<Case> BatchToSpaceND(DType type)
    {
        foreach ((int[] shape, int[] blocks, int[] paddings) in Spaces)
        {
            HostTensor x = HostTensor.Counting(type, shape);
            yield return new Case("BatchToSpaceND") { ["x"] = ToBatch(x, blocks, paddings), ["blockShape"] = blocks, ["crops"] = paddings, Expected = [x] };
        }
    }

    private static HostTensor ToBatch(HostTensor x, int[] blocks, int[] paddings)
    {
        int places = blocks.Aggregate(1, static (product, block) => product * block);
        int[] shape = [.. x.Shape.Select((dim, axis) => axis == 0 ? dim * places : axis > blocks.Length ? dim : (dim + paddings[(2 * axis) - 2] + paddings[(2 * axis) - 1]) / blocks[axis - 1])];
        return HostTensor.Build(x.Type, shape, index =>
        {
            int[] at = [.. index];
            at[0] = index[0] % x.Shape[0];
            int place = index[0] / x.Shape[0];
            for (int axis = blocks.Length; axis >= 1; axis--)
            {
                at[axis] = (index[axis] * blocks[axis - 1]) + (place % blocks[axis - 1]) - paddings[(2 * axis) - 2];
                place /= blocks[axis - 1];
            }

            return at.Where((i, axis) => i < 0 || i >= x.Shape[axis]).Any() ? 0 : x[at];
        });
    }

    private static IEnumerable<Case> Errors()
    {
        HostTensor x = HostTensor.Counting(DType.Float32, 2, 3);
        HostTensor image = HostTensor.Counting(DType.Float32, 1, 3, 4, 6);
        yield return new Case("Transpose") { ["x"] = x, ["perm"] = new[] { 0 }, Fails = "Count", Blames = "perm" };
        yield return new Case("Transpose") { ["x"] = x, ["perm"] = new[] { 0, 0 }, Fails = "Permutation", Blames = "perm" };
        yield return new Case("Transpose") { ["x"] = x, ["perm"] = new[] { 0, 2 }, Fails = "Permutation", Blames = "perm" };
        yield return new Case("Reverse") { ["x"] = x, ["dims"] = new[] { 2 }, Fails = "Axis", Blames = "dims" };
        yield return new Case("Reverse") { ["x"] = x, ["dims"] = new[] { 1, -1 }, Fails = "AxisTwice", Blames = "dims" };
        yield return new Case("Tile") { ["x"] = x, ["reps"] = new[] { 2 }, Fails = "Count", Blames = "reps" };
        yield return new Case("Tile") { ["x"] = x, ["reps"] = new[] { 2, -1 }, Fails = "Range", Blames = "reps" };
        yield return new Case("Tile") { ["x"] = x, ["reps"] = new[] { 1 << 20, 1 << 20 }, Fails = "OutOfMemory" };
        yield return new Case("PadV2") { ["x"] = x, ["paddings"] = new[] { 1, 1 }, Fails = "Count", Blames = "paddings" };
        yield return new Case("PadV2") { ["x"] = x, ["paddings"] = new[] { 1, 1, -1, 1 }, Fails = "Range", Blames = "paddings" };
        yield return new Case("MirrorPad") { ["x"] = x, ["paddings"] = new[] { 2, 0, 0, 0 }, ["mode"] = "reflect", Fails = "Range", Blames = "paddings" };
        yield return new Case("MirrorPad") { ["x"] = x, ["paddings"] = new[] { 0, 0, 4, 0 }, ["mode"] = "symmetric", Fails = "Range", Blames = "paddings" };
        yield return new Case("MirrorPad") { ["x"] = x, ["paddings"] = new[] { 0, 0, 4, 0 }, ["mode"] = "sideways", Fails = "Value", Blames = "mode" };
        yield return new Case("ExpandDims") { ["input"] = x, ["dim"] = 3, Fails = "Axis", Blames = "dim" };
        yield return new Case("DepthToSpace") { ["x"] = image, ["blockSize"] = 2, Fails = "Divisible", Blames = "x" };
        yield return new Case("DepthToSpace") { ["x"] = image, ["blockSize"] = 1, Fails = "Range", Blames = "blockSize" };
        yield return new Case("DepthToSpace") { ["x"] = x, ["blockSize"] = 2, Fails = "Rank", Blames = "x" };
        yield return new Case("SpaceToBatchND") { ["x"] = image, ["blockShape"] = new[] { 2 }, ["paddings"] = new[] { 0, 0 }, Fails = "Divisible", Blames = "x" };
        yield return new Case("SpaceToBatchND") { ["x"] = image, ["blockShape"] = new[] { 2, 2 }, ["paddings"] = new[] { 0, 0 }, Fails = "Count", Blames = "paddings" };
        yield return new Case("SpaceToBatchND") { ["x"] = x, ["blockShape"] = new[] { 1, 1 }, ["paddings"] = new[] { 0, 0, 0, 0 }, Fails = "RankRange", Blames = "x" };
        yield return new Case("SpaceToBatchND") { ["x"] = x, ["blockShape"] = new[] { 0 }, ["paddings"] = new[] { 0, 0 }, Fails = "Positive", Blames = "blockShape" };
        yield return new Case("BatchToSpaceND") { ["x"] = image, ["blockShape"] = new[] { 2 }, ["crops"] = new[] { 0, 0 }, Fails = "Divisible", Blames = "x" };
        yield return new Case("BatchToSpaceND") { ["x"] = image, ["blockShape"] = new[] { 1 }, ["crops"] = new[] { 2, 2 }, Fails = "Range", Blames = "crops" };
        yield return new Case("BatchToSpaceND") { ["x"] = image, ["blockShape"] = new[] { 0 }, ["crops"] = new[] { 0, 0 }, Fails = "Positive", Blames = "blockShape" };
    }
}
