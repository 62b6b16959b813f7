using Lanewise.Runtime;
using Xunit;

namespace Lanewise.Tests;

/// <summary>The heap of a module: growth of its memory, and what happens at the end of it.</summary>
public sealed class WasmMemoryTests
{
    public static IEnumerable<object[]> Variants() => new[] { "scalar", "simd", "relaxed" }.Select(static variant => new object[] { variant });

    [Theory]
    [MemberData(nameof(Variants))]
    public void GrowsAndReusesWhatWasFreed(string variant)
    {
        using WasmtimeHost host = new(variant);
        for (int round = 0; round < 20; round++)
        {
            int[] ids = [.. Enumerable.Range(1, 30).Select(i => host.Allocate(DType.Float32, i * 20_000))];
            for (int i = 0; i < ids.Length; i++)
            {
                host.Memory(host.Address(ids[i]), (i + 1) * 80_000).Fill((byte)(i + round));
            }

            for (int i = 0; i < ids.Length; i++)
            {
                Assert.Equal(-1, host.Memory(host.Address(ids[i]), (i + 1) * 80_000).IndexOfAnyExcept((byte)(i + round)));
                host.Release(ids[i]);
            }
        }

        // 37 MB were live at once; the heap may hold a little more, whatever the number of rounds.
        Assert.InRange(host.Statistics()[2], 37_200_000, 45_000_000);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void WithoutMemoryACallFailsAndEverythingGoesOn(string variant)
    {
        using WasmtimeHost host = new(variant);
        const int Elements = 100_000_000;
        List<int> ids = [];
        while (host.Allocate(DType.Float32, Elements) is var id and not 0)
        {
            ids.Add(id);
            Assert.True(ids.Count <= 11, "4 GB hold no more");
        }

        Assert.NotEmpty(ids);
        HostTensor x = HostTensor.Counting(DType.Float32, 3);
        CaseRunner runner = new(host);
        runner.Run(new Case("Fill") { ["shape"] = new[] { Elements }, ["value"] = 1, Fails = "OutOfMemory" });
        runner.Run(new Case("Concat") { ["inputs"] = new[] { x, x }, Expected = [HostTensor.Float([6], 0, 1, 2, 0, 1, 2)] });
        host.Release(ids[0]);
        ids[0] = host.Allocate(DType.Float32, Elements);
        Assert.NotEqual(0, ids[0]);
        runner.Run(new Case("Concat") { ["inputs"] = new[] { x, x }, Expected = [HostTensor.Float([6], 0, 1, 2, 0, 1, 2)] });
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void TheManifestIsRuntimes(string variant)
    {
        using WasmtimeHost host = new(variant);
        Assert.Equal(HostManifest.Parse(Manifest.Json).Kernels.Select(static kernel => kernel.Name), host.Manifest.Kernels.Select(static kernel => kernel.Name));
    }
}
