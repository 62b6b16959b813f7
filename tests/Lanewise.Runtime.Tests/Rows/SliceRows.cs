using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>Boxes and strided boxes.</summary>
public sealed class SliceRows : IRowSource
{
    public IEnumerable<Row> Rows()
    {
        foreach (DType type in Elementwise.Reals)
        {
            yield return new Row($"Slice {type}", () => Slice(type));
            yield return new Row($"StridedSlice {type}", () => StridedSlice(type));
        }

        yield return new Row("StridedSlice masks", StridedSliceMasks);
        yield return new Row("Slice errors", Errors);
    }

    private static IEnumerable<Case> Slice(DType type)
    {
        Random random = new(1);
        for (int length = 0; length <= 256; length++)
        {
            yield return Box(HostTensor.Counting(type, length + 3), [2], [length]);
            yield return Box(HostTensor.Counting(type, 4, length + 1), [1, 1], [2, length]);
        }

        for (int i = 0; i < 300; i++)
        {
            int[] shape = [.. Enumerable.Range(0, random.Next(9)).Select(_ => random.Next(1, 5))];
            int[] begin = [.. shape.Select(dim => random.Next(dim + 1))];
            int[] size = [.. shape.Zip(begin, (dim, start) => random.Next(dim - start + 1))];
            yield return Box(HostTensor.Counting(type, shape), begin, size);
        }

        HostTensor x = HostTensor.Counting(type, 4, 5, 6);
        yield return new Case("Slice") { ["x"] = x, ["begin"] = 1, ["size"] = 2, Expected = [HostTensor.Build(type, [2, 5, 6], i => x[i[0] + 1, i[1], i[2]])] };
        yield return new Case("Slice") { ["x"] = x, ["begin"] = new[] { 1, 2 }, Expected = [HostTensor.Build(type, [3, 3, 6], i => x[i[0] + 1, i[1] + 2, i[2]])] };
        yield return new Case("Slice") { ["x"] = x, ["begin"] = new[] { 0, 0, 0 }, ["size"] = new[] { -1, -1, -1 }, Expected = [x], Shares = "x" };
    }

    private static Case Box(HostTensor x, int[] begin, int[] size) => new("Slice")
    {
        ["x"] = x,
        ["begin"] = begin,
        ["size"] = size,
        Expected = [HostTensor.Build(x.Type, size, index => x[[.. index.Zip(begin, static (i, start) => i + start)]])],
    };

    private static IEnumerable<Case> StridedSlice(DType type)
    {
        Random random = new(2);
        for (int i = 0; i < 400; i++)
        {
            int rank = random.Next(1, 9);
            int[] shape = [.. Enumerable.Range(0, rank).Select(_ => random.Next(1, 5))];
            int[] begin = [.. shape.Select(dim => random.Next(-dim - 1, dim + 2))];
            int[] end = [.. shape.Select(dim => random.Next(-dim - 1, dim + 2))];
            int[] strides = [.. shape.Select(_ => random.Next(3) * (random.Next(2) * 2 - 1))];
            strides = [.. strides.Select(static stride => stride == 0 ? 1 : stride)];
            int beginMask = random.Next(1 << rank);
            int endMask = random.Next(1 << rank);
            HostTensor x = HostTensor.Counting(type, shape);
            List<int>[] taken = [.. shape.Select((dim, axis) => Taken(dim, begin[axis], end[axis], strides[axis], (beginMask >> axis) & 1, (endMask >> axis) & 1))];
            yield return new Case("StridedSlice")
            {
                ["x"] = x,
                ["begin"] = begin,
                ["end"] = end,
                ["strides"] = strides,
                ["beginMask"] = beginMask,
                ["endMask"] = endMask,
                Expected = [HostTensor.Build(type, [.. taken.Select(static list => list.Count)], index => x[[.. index.Select((at, axis) => taken[axis][at])]])],
            };
        }
    }

    /// <summary>The indices that Python's slice gives.</summary>
    private static List<int> Taken(int dim, int begin, int end, int stride, int beginOpen, int endOpen)
    {
        int from = begin < 0 ? begin + dim : begin;
        int to = end < 0 ? end + dim : end;
        from = Math.Clamp(from, stride > 0 ? 0 : -1, stride > 0 ? dim : dim - 1);
        to = Math.Clamp(to, stride > 0 ? 0 : -1, stride > 0 ? dim : dim - 1);
        from = beginOpen != 0 ? (stride > 0 ? 0 : dim - 1) : from;
        to = endOpen != 0 ? (stride > 0 ? dim : -1) : to;
        List<int> taken = [];
        for (int i = from; stride > 0 ? i < to : i > to; i += stride)
        {
            taken.Add(i);
        }

        return taken;
    }

    private static IEnumerable<Case> StridedSliceMasks()
    {
        HostTensor x = HostTensor.Counting(DType.Float32, 2, 3, 4);
        Func<int[], Func<int[], double>, HostTensor> y = static (shape, f) => HostTensor.Build(DType.Float32, shape, f);

        // x[..., 1:3]
        yield return Masked(x, [0, 1], [0, 3], [1, 1], y([2, 3, 2], i => x[i[0], i[1], i[2] + 1]), ellipsis: 1);

        // x[1, ..., 2]
        yield return Masked(x, [1, 0, 2], [2, 0, 3], [1, 1, 1], y([3], i => x[1, i[0], 2]), ellipsis: 2, shrink: 5);

        // x[1, ..., -1]
        yield return Masked(x, [1, 0, -1], [2, 0, 0], [1, 1, 1], y([3], i => x[1, i[0], 3]), ellipsis: 2, shrink: 5);

        // x[newaxis, :, newaxis, 2:0:-1]
        yield return Masked(x, [0, 0, 0, 2], [0, 0, 0, 0], [1, 1, 1, -1], y([1, 2, 1, 2, 4], i => x[i[1], 2 - i[3], i[4]]), begin: 2, end: 2, newAxis: 5);

        // x[..., newaxis] and x[newaxis, ...]
        yield return Masked(x, [0, 0], [0, 0], [1, 1], y([2, 3, 4, 1], i => x[i[0], i[1], i[2]]), ellipsis: 1, newAxis: 2, shares: true);
        yield return Masked(x, [0, 0], [0, 0], [1, 1], y([1, 2, 3, 4], i => x[i[1], i[2], i[3]]), ellipsis: 2, newAxis: 1, shares: true);

        // x[0], x[0, 1, 2], x[:], x[0:2]
        yield return Masked(x, [0], [1], [1], y([3, 4], i => x[0, i[0], i[1]]), shrink: 1);
        yield return Masked(x, [0, 1, 2], [1, 2, 3], [1, 1, 1], y([], _ => x[0, 1, 2]), shrink: 7);
        yield return Masked(x, [0], [0], [1], x, begin: 1, end: 1, shares: true);
        yield return Masked(x, [0], [2], [1], x, shares: true);
        yield return Masked(x, [], [], [], x, shares: true);

        // A dimension of 1 that shrinks leaves the elements as they are.
        HostTensor row = HostTensor.Counting(DType.Float32, 1, 3);
        yield return Masked(row, [0], [1], [1], HostTensor.Counting(DType.Float32, 3), shrink: 1, shares: true);
        yield return Masked(HostTensor.Counting(DType.Float32), [0], [0], [1], HostTensor.Counting(DType.Float32, 1), newAxis: 1, shares: true);
        yield return Masked(x, [2], [1], [1], HostTensor.Counting(DType.Float32, 0, 3, 4));
    }

    private static Case Masked(HostTensor x, int[] from, int[] to, int[] strides, HostTensor expected, int ellipsis = 0, int newAxis = 0, int shrink = 0,
        int begin = 0, int end = 0, bool shares = false) => new("StridedSlice")
        {
            ["x"] = x,
            ["begin"] = from,
            ["end"] = to,
            ["strides"] = strides,
            ["beginMask"] = begin,
            ["endMask"] = end,
            ["ellipsisMask"] = ellipsis,
            ["newAxisMask"] = newAxis,
            ["shrinkAxisMask"] = shrink,
            Expected = [expected],
            Shares = shares ? "x" : null,
        };

    private static IEnumerable<Case> Errors()
    {
        HostTensor x = HostTensor.Counting(DType.Float32, 4, 5);
        yield return new Case("Slice") { ["x"] = x, ["begin"] = new[] { 5, 0 }, ["size"] = new[] { 0, 1 }, Fails = "Range", Blames = "begin" };
        yield return new Case("Slice") { ["x"] = x, ["begin"] = new[] { -1, 0 }, ["size"] = new[] { 1, 1 }, Fails = "NegativeBegin", Blames = "begin" };
        yield return new Case("Slice") { ["x"] = x, ["begin"] = new[] { 1, 0 }, ["size"] = new[] { 4, 1 }, Fails = "Range", Blames = "size" };
        yield return new Case("Slice") { ["x"] = x, ["begin"] = new[] { 1, 0 }, ["size"] = new[] { -2, 1 }, Fails = "Range", Blames = "size" };
        yield return new Case("Slice") { ["x"] = x, ["begin"] = new[] { 1, 0 }, ["size"] = new[] { int.MaxValue, 1 }, Fails = "Range", Blames = "size" };
        yield return new Case("Slice") { ["x"] = x, ["begin"] = new[] { 1, 0, 0 }, ["size"] = new[] { 1, 1 }, Fails = "Count", Blames = "begin" };
        yield return Wrong([0], [1], [0], "Value", "strides");
        yield return Wrong([4], [5], [1], "Index", "begin", shrink: 1);
        yield return Wrong([-5], [5], [1], "Index", "begin", shrink: 1);
        yield return Wrong([0, 0, 0], [1, 1, 1], [1, 1, 1], "Count", "begin");
        yield return Wrong([0, 0], [1], [1, 1], "Count", "end");
        yield return Wrong([0, 0], [1, 1], [1, 1], "Value", "ellipsisMask", ellipsis: 3);

        Case Wrong(int[] begin, int[] end, int[] strides, string status, string blames, int ellipsis = 0, int shrink = 0) => new("StridedSlice")
        {
            ["x"] = x,
            ["begin"] = begin,
            ["end"] = end,
            ["strides"] = strides,
            ["ellipsisMask"] = ellipsis,
            ["shrinkAxisMask"] = shrink,
            Fails = status,
            Blames = blames,
        };
    }
}
