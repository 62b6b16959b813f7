using Lanewise.Kernels;
using Lanewise.Runtime;
using Lanewise.Runtime.Ops;
using Xunit;

namespace Lanewise.Tests;

/// <summary>What a call does beside its kernel: checks of the request, ids, packed buffers, rollback.</summary>
public sealed unsafe class CallTests : IDisposable
{
    private readonly NativeHost<Scalar> _host = new();
    private readonly Context* _context = Exports<Scalar>.Create();

    public void Dispose()
    {
        _host.Dispose();
        Exports<Scalar>.Destroy(_context);
    }

    [Fact]
    public void AnIdIsNeverAnotherTensors()
    {
        HashSet<int> seen = [];
        for (int round = 0; round < 1000; round++)
        {
            int id = _host.Allocate(DType.Float32, 4);
            Assert.True(id > 0 && seen.Add(id));
            _host.Release(id);
            Assert.Equal(0, _host.Address(id));
        }
    }

    [Fact]
    public void TheTableGrowsAndKeepsTensors()
    {
        int[] ids = [.. Enumerable.Range(0, 3000).Select(i => _host.Allocate(DType.Int32, 1))];
        Assert.Equal(3000, ids.Distinct().Count());
        for (int i = 0; i < ids.Length; i++)
        {
            _host.Memory(_host.Address(ids[i]), 4)[0] = (byte)i;
        }

        for (int i = 0; i < ids.Length; i++)
        {
            Assert.Equal((byte)i, _host.Memory(_host.Address(ids[i]), 4)[0]);
        }

        Assert.Equal(3000, _host.Statistics()[1]);
    }

    [Fact]
    public void AReleasedOrInventedTensorIsUnknown()
    {
        int id = _host.Allocate(DType.Float32, 4);
        _host.Release(id);
        _host.Release(id);
        foreach (int wrong in new[] { id, -1, 12345, int.MaxValue, int.MinValue })
        {
            int[] answer = _host.Call([Kernel("Identity"), wrong, 1, 4]);
            Assert.Equal("UnknownTensor", Status(answer));
            Assert.Equal([0, 4, wrong], answer[1..4]);
        }
    }

    [Fact]
    public void AShapeMustFitTheElements()
    {
        int id = _host.Allocate(DType.Float32, 4);
        Assert.Equal("Elements", Status(_host.Call([Kernel("Identity"), id, 1, 5])));
        Assert.Equal("Elements", Status(_host.Call([Kernel("Identity"), id, 2, 65536, 65536])));
        Assert.Equal("RankRange", Status(_host.Call([Kernel("Identity"), id, 9, 1, 1, 1, 1, 1, 1, 1, 1, 4])));
        Assert.Equal("RankRange", Status(_host.Call([Kernel("Identity"), id, -1])));
        Assert.Equal("Malformed", Status(_host.Call([Kernel("Identity"), id, 2, -2, -2])));
        Assert.Equal("Ok", Status(_host.Call([Kernel("Identity"), id, 8, 1, 1, 2, 1, 1, 2, 1, 1])));
    }

    [Fact]
    public void AWrongRequestIsAStatus()
    {
        int id = _host.Allocate(DType.Float32, 1);
        Assert.Equal("UnknownKernel", Status(_host.Call([-1])));
        Assert.Equal("UnknownKernel", Status(_host.Call([99999])));
        Assert.Equal("Malformed", Status(_host.Call([Kernel("Reshape"), id, 0, int.MaxValue])));
        Assert.Equal("Malformed", Status(_host.Call([Kernel("Concat"), int.MaxValue])));
        Assert.Equal("Malformed", Status(_host.Call([Kernel("Concat"), -1])));
        Assert.Equal(1, _host.Statistics()[1]);
    }

    [Fact]
    public void ALargeRequestGetsALargeFrame()
    {
        HostTensor one = HostTensor.Int([1], 7);
        HostTensor[] inputs = [.. Enumerable.Repeat(one, 20000)];
        new CaseRunner(_host).Run(new Case("Concat") { ["inputs"] = inputs, Expected = [HostTensor.Int([20000], [.. Enumerable.Repeat(7.0, 20000)])] });
    }

    [Fact]
    public void AFailedCallLeavesNothing()
    {
        int[] before = Statistics();
        Call call = Begin();
        Assert.Equal(Runtime.Status.Ok, call.Output(DType.Float32, Shape.Of(100), out Tensor a));
        Assert.True(call.Scratch(1000) != null);
        Assert.Equal(Runtime.Status.Ok, call.Output(DType.Bool, Shape.Of(7, 3), out _));
        call.Fail(Runtime.Status.Positive, 3, 11);
        call.Fail(Runtime.Status.Rank, 1);
        Assert.Equal(Runtime.Status.Positive, call.Output(DType.Float32, Shape.Scalar, out _));
        Assert.Equal(Runtime.Status.Positive, call.End(call.Status));
        Assert.True(_context->Tensors.Find(a.Id) == null);
        Assert.Equal(before, Statistics());
        Assert.Equal([(int)Runtime.Status.Positive, 3, 4, 11], new Span<int>(_context->Frame, 4));
    }

    private static PackedKey Key(int word)
    {
        PackedKey key = default;
        key.Add(word);
        return key;
    }

    [Fact]
    public void APackedBufferLivesAsLongAsItsTensor()
    {
        int[] before = Statistics();
        int id = Exports<Scalar>.Allocate(_context, 0, 8);

        Call call = Begin();
        byte* first = call.Packed(id, Key(1), 100, out bool isNew);
        Assert.True(isNew && first != null);
        Assert.True(call.Packed(id, Key(1), 100, out isNew) == first && !isNew);
        Assert.True(call.Packed(id, Key(2), 50, out isNew) != first && isNew);
        call.End(Runtime.Status.Ok);

        call = Begin();
        Assert.True(call.Packed(id, Key(1), 100, out isNew) == first && !isNew);
        call.Packed(id, Key(3), 70, out isNew);
        Assert.True(isNew);
        call.End(Runtime.Status.OutOfMemory);
        Assert.Equal(150, Statistics()[4]);

        call = Begin();
        call.Packed(id, Key(3), 70, out isNew);
        Assert.True(isNew);
        call.End(Runtime.Status.Ok);
        Assert.Equal(220, Statistics()[4]);

        Exports<Scalar>.Release(_context, id);
        Assert.Equal(before, Statistics());
    }

    [Fact]
    public void TheManifestNamesWhatTheRequestHolds()
    {
        HostManifest manifest = _host.Manifest;
        Assert.Equal(["float32", "int32", "bool", "complex64"], manifest.DTypes);
        Assert.Equal(Enum.GetNames<Runtime.Status>(), manifest.Statuses.Select(static row => row.Name));
        Assert.Equal(manifest.Kernels.Select(static row => row.Name).Order(StringComparer.Ordinal), manifest.Kernels.Select(static row => row.Name));
        FieldRow[] fields = manifest.Kernels[Kernel("DepthToSpace")].Fields;
        Assert.Equal(["x tensor", "blockSize int", "dataFormat enum"], fields.Select(static field => $"{field.Name} {field.Type}"));
        Assert.Equal(["NHWC", "NCHW"], fields[2].Values!);
    }

    private Call Begin()
    {
        Call call = default;
        call.Begin(_context);
        return call;
    }

    private int Kernel(string name) => _host.Manifest.KernelId(name);

    private string Status(int[] answer) => _host.Manifest.Statuses[answer[0]].Name;

    private int[] Statistics()
    {
        int[] statistics = new int[8];
        fixed (int* target = statistics)
        {
            Exports<Scalar>.Statistics(_context, target);
        }

        // The largest free block depends on how free memory is cut, and the table grows.
        return [statistics[0] - statistics[5], statistics[1], 0, 0, statistics[4]];
    }
}
